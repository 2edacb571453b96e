"""What the guideline says of one application as it stands: which clauses hold, what stops it, where."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from torilla.guideline.policies import current_policy
from torilla.guideline.texts import reason as in_words
from torilla.guideline.texts import sentence
from torilla.openings.answers import unreadable
from torilla.openings.facts import answers_of, opening_facts
from torilla.openings.models import Application
from torilla.openings.question import Words
from torilla.openings.questions import sections_asked
from torilla.policy import RULES
from torilla.policy.facts import OpeningFacts

UMBRELLA = 0
"""The page before the sections, where the umbrella account is weighed (C15)."""

PLACES: dict[str, tuple[int, str]] = {
    "openings.umbrella-weighed": (UMBRELLA, "umbrella"),
    "openings.need-stated": (1, "need"),
    "openings.goals-stated": (1, "goals"),
    "openings.lead-named": (3, "lead"),
    "openings.working-time": (3, "hours"),
    "openings.lead-agreed": (3, "lead"),
    "openings.substitute-agreed": (4, "substitutes"),
    "openings.weekly-rhythm": (4, "rhythm"),
    "openings.committed": (4, "committed"),
    "openings.first-weeks-planned": (4, "first_weeks"),
    "openings.resources-confirmed": (5, "resources_confirmed"),
    "openings.line-settled": (6, "why_network"),
    "openings.line-followed": (6, "reason_against_line"),
    "openings.role-address-planned": (7, "role_address"),
    "openings.several-administrators": (7, "administrators"),
    "openings.goals-measured": (8, "measures"),
    "openings.keeper-planned": (9, "keeper_text"),
    "openings.links-planned": (9, "unit_page"),
}
"""Where each rule is kept: the section and the question."""

STOPS = frozenset({"block", "reason"})
"""With these an application is not proposed: until it is put right, or the reason is written in it."""


@dataclass(frozen=True)
class Judged:
    """One rule on one application, in the reader's language.

    `rule` is "" where an answer cannot be read, whatever the policy says. `sentence` is what is asked, `reason`
    why it is not kept ("" where it is). `enforcement` and `basis` are the policy's. `section` and `question`
    say where it is put right: section 0 is the page on the umbrella account.
    """

    rule: str
    sentence: str
    clause: str
    kept: bool
    reason: str
    enforcement: str
    basis: str
    section: int
    question: str

    @property
    def stops(self) -> bool:
        """Whether the application cannot be proposed because of it."""
        return not self.kept and self.enforcement in STOPS


def judged(
    application: Application, now: datetime, answers: Mapping[str, Any] | None = None
) -> list[Judged]:
    """What every rule on applications says of this one, in the order of the sections.

    `answers`: as the application would be with them; None: as it was last saved.
    A rule of a section that the policy does not ask for is left out. Broken ones that stop the application:
    `[each for each in judged(application, now) if each.stops]`.
    """
    said = answers_of(application) if answers is None else dict(answers)
    facts = opening_facts(application, now, said)
    policy, day = current_policy(now), timezone.localdate(now)
    broken = {breach.rule_id: breach.reason for breach in policy.evaluate(facts, on=day)}
    asked = {UMBRELLA, *(section.number for section in sections_asked(now))}
    found = list(_unreadable(said, now))
    for rule in RULES.values():
        if rule.facts is not OpeningFacts or rule.id not in policy.rules:
            continue
        section, question = PLACES[rule.id]
        if section not in asked:
            continue
        why = broken.get(rule.id)
        setting = policy.rules[rule.id]
        found.append(
            Judged(
                rule=rule.id,
                sentence=sentence(rule.id),
                clause=rule.clause or "",
                kept=why is None,
                reason=in_words(why.msgid, why.values) if why else "",
                enforcement=setting.enforcement,
                basis=setting.basis,
                section=section,
                question=question,
            )
        )
    return sorted(found, key=lambda each: each.section)


def _unreadable(answers: dict[str, Any], now: datetime) -> Iterator[Judged]:
    """Answers that are given but say nothing that can be used."""
    for section in sections_asked(now):
        for question in section.questions:
            wrong = unreadable(question, answers.get(question.key))
            if wrong is not None:
                yield _wrong(section.number, question.key, question.label, wrong, question.clause)


def _wrong(section: int, question: str, label: Words, wrong: Words, clause: str) -> Judged:
    return Judged(
        rule="",
        sentence=str(label),
        clause=clause,
        kept=False,
        reason=str(wrong),
        enforcement="block",
        basis="added",
        section=section,
        question=question,
    )
