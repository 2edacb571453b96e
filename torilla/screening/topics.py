"""Words that tell something of a person, where a person is named in the same sentence.

Where a sentence tells of a lecture, a book or a service, its words speak
of the matter in general, and of nobody.
"""

import re
from collections.abc import Iterator
from functools import cache, cached_property
from importlib.resources import files

from torilla.screening.detector import Span
from torilla.screening.reading import Reading

_DATA = files("torilla.screening") / "data" / "topics"

_BEGINNING = re.compile(r"[\w :-]{4}")
_CHOICE = re.compile(r"\(([^()?]*)\)")
_ENDING = r"\w{0,30}"
_WHOSE = "(?:ns[aä]|[aä]n|ni|si|mme|nne)?"
_PRONOUN = re.compile(
    r"(?<!\w)(?:hän|hänet|häne(?:n|ssä|stä|llä|ltä|lle|ksi)|häntä|häneen|hon|hennes|henne|han|hans|honom)(?!\w)"
)
_LABEL = re.compile(r"[\w /-]{2,40}:")
NEAR = 200
"""How many characters after a name "hän", or a line of a form, is of that person."""

_GENERAL = re.compile(
    r"(?<!\w)(?:luen(?:to|no|not|toja)\w*|luennoi\w*|webinaari\w*|koulutuk?s\w*|koulutta\w+|teemapäiv\w+|teemailla\w*"
    r"|\w*yhdisty[sk]\w*|\w*liitto\w*|\w*liiton|\w*järjestö\w*|infotilaisuu\w+|info-il\w+|romaani\w*|väitös\w*"
    r"|väitteli|työpaj\w+|keräy\w+|kampanja\w*|näyttel\w+|esitelm\w+|föreläs\w+|föredrag\w*|utbildning\w*"
    r"|förening\w*|vertaisryhm\w+|vertaistu\w+|toimintaryhm\w+|palveluista|strategi\w+"
    r"|suunnitelmaa esittel\w+|kyselyssä|ilmoita|ilmoittakaa|kirjassaan"
    # "kertoi koulukuljetuksista": of a matter, where nobody's own is said
    r"|(?:kertoi|kertoo|puhui|puhuu|kysyi|kysyy|vastaa|vastasi) (?:\w+ )?\w+(?:ista|istä|[uy]ksesta|[uy]ksestä)"
    r"|esitte(?:li|lee) (?:\w+ )?\w+(?:n|ja|jä) (?:muuto|uudistu|tilan|luku|maksu)\w+)(?!\w)"
)
_TRADE = re.compile(
    r"\w*(?:(?<!omais)hoitaj|lääkäri|terapeut|työntekij|ohjaaj|johtaj|päällik|esimie|asiamie|psykolog|kuraattor|opettaj|lehtor"
    r"|neuvoj|koordinaattor|yksikö|yksikkö|poliklinik|keskuk|keskus|asem[ai]|palvelu(?!as|pää|hak|oik|pai)|neuvosto|jaosto|toimisto|tiimi"
    r"|lautakun|ryhmä[nä]? (?:vetä|puheen)|päivä[nt]?\b|päivy|viikko)\w*"
)


class Topic:
    """Words of one kind, of `data/topics/`, one pattern a line, looked up by its first four signs.

    "…" before a pattern says that it may be the end of a compound (kipu-lääkitys), "~" stands for
    any ending, "(polvi|selkä)leik~" for two patterns. Else it is a regular expression.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    @cached_property
    def by_beginning(self) -> dict[str, list[tuple[bool, str]]]:
        """By the first four signs: whether a pattern may end a compound, and the pattern."""
        sorted_in: dict[str, list[tuple[bool, str]]] = {}
        for line in (_DATA / f"{self._name}.txt").read_text(encoding="utf8").splitlines():
            if line and not line.startswith("#"):
                pattern = line.removeprefix("…")
                for each in _spelled_out(pattern):
                    assert _BEGINNING.match(each), line
                    sorted_in.setdefault(each[:4], []).append((pattern != line, each))
        return sorted_in

    def told(self, reading: Reading) -> Iterator[Span]:
        """Where a word of the topic stands in a sentence that names somebody, or speaks of whom the last named."""
        end = 0
        for span in sorted(self._words(reading)):
            if (
                span[0] >= end
                and (reading.names_somebody(*span) or of_the_last_named(reading, span[0]))
                and not _in_general(reading, span[0])
            ):
                end = span[1]
                yield span

    def _words(self, reading: Reading) -> Iterator[Span]:
        lower = reading.text.lower
        for beginning in self.by_beginning.keys() & reading.fours:
            at = lower.find(beginning)
            while at >= 0:
                inside = at > 0 and (lower[at - 1].isalnum() or lower[at - 1] == "-")
                for compound, pattern in self.by_beginning[beginning]:
                    found = None if inside and not compound else compiled(pattern).match(lower, at)
                    if found and not _TRADE.fullmatch(found[0]):
                        yield _first_letter(lower, at), found.end()
                at = lower.find(beginning, at + 4)


def _spelled_out(pattern: str) -> list[str]:
    """The patterns that one with a choice at its beginning stands for."""
    choice = _CHOICE.match(pattern)
    if choice is None:
        return [pattern]
    return [each + pattern[choice.end() :] for each in choice[1].split("|")]


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Made when first needed: all of them together take as long as reading five hundred posts."""
    # No word goes on for ever: a text of one word must not be read again from each of its letters.
    return re.compile(rf"(?:{pattern.replace('~', _ENDING)}){_WHOSE}(?!\w)")


def _first_letter(lower: str, at: int) -> int:
    """Where the word begins in which a place is; not further off than a long word is long."""
    first = at
    while first > 0 and at - first < 40 and (lower[first - 1].isalnum() or lower[first - 1] == "-"):
        first -= 1
    return first


def _in_general(reading: Reading, at: int) -> bool:
    first, last = reading.text.sentence(at)
    # A sentence without end is looked at around the word only.
    return (
        _GENERAL.search(reading.text.lower, max(first, at - 300), min(last, at + 300)) is not None
    )


def of_the_last_named(reading: Reading, at: int) -> bool:
    """Whether a sentence says "hän", or is a line of a form ("Allergiat: pähkinä"), soon after a name."""
    first, last = reading.text.sentence(at)
    if not reading.any_person(first - NEAR, first):
        return False
    lower = reading.text.lower
    around = max(first, at - 300), min(last, at + 300)
    return bool(_LABEL.match(lower, first, first + 42) or _PRONOUN.search(lower, *around))
