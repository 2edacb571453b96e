"""What the market-square test says of a draft (O4). Nothing of it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from torilla.guideline.policies import current_policy
from torilla.guideline.screened import Judged, screened
from torilla.matters.queries import OfCase, states_of_cases
from torilla.people.models import Person
from torilla.policy import Policy
from torilla.screening import clear, spelling
from torilla.screening.detector import DETECTORS
from torilla.screening.language import languages
from torilla.screening.municipalities import LANGUAGES as OFFICIAL
from torilla.screening.objection import NAMES

CASE = "case-number"
ASKED_ABOUT = frozenset({CASE, "draft-marking"})
"""What one asks of the preparing official (M4, L5)."""

WORDS = {
    "stop": pgettext_lazy("severity", "stops"),
    "ground": pgettext_lazy("severity", "needs a ground"),
    "notice": pgettext_lazy("severity", "look"),
}
SEVERITIES = {
    "stop": _("Take it out: it may not be published."),
    "ground": _("May stay only if there is a ground for it, such as consent."),
    "notice": _("Look whether it may be told."),
}
LANGUAGES = {
    "fi": pgettext_lazy("language", "Finnish"),
    "sv": pgettext_lazy("language", "Swedish"),
    "en": pgettext_lazy("language", "English"),
    "et": pgettext_lazy("language", "Estonian"),
    "ru": pgettext_lazy("language", "Russian"),
    "so": pgettext_lazy("language", "Somali"),
    "ar": pgettext_lazy("language", "Arabic"),
}
HINTS = {
    "sentence": _("A long sentence. Make two of it."),
    "word": _("A long word. Say it with several."),
    "officialese": _("Officialese."),
}


@dataclass(frozen=True)
class Line:
    """One objection on the page: what it is, where, what follows, where one may ask, what is known of a case."""

    number: int
    kind: str
    text: str
    severity: str
    word: Any
    consequence: Any
    sentence: str
    clause: str
    ask: str
    case: OfCase | None


def checked(draft: str, reader: Person, now: datetime) -> dict[str, Any]:
    """Everything that the page says of a draft, to this reader."""
    policy = current_policy(now)
    objections = screened(draft, now)
    cases = {each.objection.text for each in objections if each.objection.kind == CASE}
    known = states_of_cases(cases, reader, now)
    spoken = languages(draft)
    finnish = not spoken or "fi" in spoken
    hints = clear.hints(draft, spoken[0] if spoken else "fi")
    return {
        "lines": [_line(number, each, known) for number, each in enumerate(objections, 1)],
        "marked": _marked(draft, objections),
        "not_found": _not_found(objections, policy),
        "languages": [LANGUAGES[each] for each in spoken],
        "missing": _missing(spoken, policy),
        "finnish": finnish,
        "dictionary": spelling.available(),
        "misspelt": _misspelt(draft, objections) if finnish else [],
        "hints": [{"hint": each, "advice": HINTS[each.kind]} for each in hints],
    }


def _line(number: int, judged: Judged, known: Mapping[str, OfCase]) -> Line:
    objection = judged.objection
    case = known[objection.text] if objection.kind == CASE else None
    detector = DETECTORS.get(objection.kind)
    return Line(
        number=number,
        kind=pgettext("screening kind", NAMES[objection.kind]),
        text=objection.text,
        severity=judged.severity,
        word=WORDS[judged.severity],
        consequence=SEVERITIES[judged.severity],
        sentence=pgettext("screening", detector.sentence) if detector else "",
        clause=judged.clause,
        ask=_ask(case.case_number if case else "") if objection.kind in ASKED_ABOUT else "",
        case=case,
    )


def _ask(case: str) -> str:
    return reverse("matters:ask", query={"case": case} if case else None)


def _marked(draft: str, objections: list[Judged]) -> SafeString:
    """The draft with what was found marked in it, each place an anchor; of two that overlap the first."""
    pieces, last = [], 0
    for number, each in enumerate(objections, 1):
        start, end = each.objection.start, each.objection.end
        if start < last:
            continue
        pieces.append(format_html("{}", draft[last:start]))
        pieces.append(
            format_html('<mark id="place-{}" tabindex="-1">{}</mark>', number, draft[start:end])
        )
        last = end
    pieces.append(format_html("{}", draft[last:]))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _not_found(objections: list[Judged], policy: Policy) -> list[str]:
    """The kinds that were looked for and are not there."""
    there = {each.objection.kind for each in objections}
    looked_for = [kind for kind in DETECTORS if kind in policy.screening]
    return [pgettext("screening kind", NAMES[kind]) for kind in looked_for if kind not in there]


def _missing(spoken: tuple[str, ...], policy: Policy) -> list[Any]:
    """The languages of a bilingual municipality in which nothing is said (Language Act 423/2003 32 §)."""
    # An invented municipality has no official status: there the policy says.
    status = OFFICIAL.get(policy.municipality.code, ())
    own = dict.fromkeys((*status, *policy.municipality.languages))
    if len(own) < 2 or not spoken:
        return []
    return [LANGUAGES[each] for each in own if each not in spoken]


def _misspelt(draft: str, objections: list[Judged]) -> list[spelling.Misspelt]:
    """Words that the dictionary does not know; names and codes that were found are none."""
    taken = [(each.objection.start, each.objection.end) for each in objections]
    return [
        word
        for word in spelling.misspelt(draft)
        if not any(word.start < end and start < word.end for start, end in taken)
    ]
