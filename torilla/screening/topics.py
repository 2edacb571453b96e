"""Words that tell something of a person, where a person is named in the same sentence.

Where a sentence tells of a lecture, a book or a service, its words speak
of the matter in general, and of nobody.
"""

import re
from collections.abc import Iterator
from functools import cache

from torilla.screening.detector import Span
from torilla.screening.reading import Reading

_GENERAL = re.compile(
    r"(?<!\w)(?:luen(?:to|no|not|toja)\w*|luennoi\w*|webinaari\w*|koulutuk?s\w*|koulutta\w+|teemapäiv\w+|teemailla\w*"
    r"|\w*yhdisty[sk]\w*|\w*liitto\w*|\w*liiton|\w*järjestö\w*|infotilaisuu\w+|info-il\w+|romaani\w*|väitös\w*"
    r"|väitteli|työpaj\w+|keräy\w+|kampanja\w*|näyttel\w+|esitelm\w+|föreläs\w+|föredrag\w*|utbildning\w*"
    r"|förening\w*|vertaisryhm\w+|vertaistu\w+|toimintaryhm\w+|palveluista|strategi\w+"
    r"|suunnitelmaa esittel\w+)(?!\w)"
)
_TRADE = re.compile(
    r"\w*(?:hoitaj|lääkäri|terapeut|työntekij|ohjaaj|johtaj|päällik|esimie|asiamie|psykolog|kuraattor|opettaj|lehtor"
    r"|neuvoj|koordinaattor|yksikö|yksikkö|poliklinik|keskuk|keskus|asem[ai]|palvelu|neuvosto|jaosto|toimisto|tiimi"
    r"|lautakun|ryhmä[nä]? (?:vetä|puheen)|päivä[nt]?\b|päivy|viikko)\w*"
)


class Topic:
    """Words of one kind: patterns that begin with four letters by which they are looked up.

    "…" before a pattern says that it may be the end of a compound (kipu-lääkitys).
    """

    def __init__(self, *patterns: str) -> None:
        self._by_beginning: dict[str, list[tuple[bool, str]]] = {}
        for each in patterns:
            pattern = each.removeprefix("…")
            assert pattern[:4].isalpha(), pattern
            found = self._by_beginning.setdefault(pattern[:4], [])
            found.append((pattern != each, pattern))

    def told(self, reading: Reading) -> Iterator[Span]:
        """Where a word of the topic stands in a sentence that names somebody."""
        end = 0
        for span in sorted(self._words(reading)):
            if (
                span[0] >= end
                and reading.names_somebody(*span)
                and not _in_general(reading, span[0])
            ):
                end = span[1]
                yield span

    def _words(self, reading: Reading) -> Iterator[Span]:
        lower = reading.text.lower
        for beginning in self._by_beginning.keys() & reading.fours:
            at = lower.find(beginning)
            while at >= 0:
                first = _first_letter(lower, at)
                for compound, pattern in self._by_beginning[beginning]:
                    found = _compiled(pattern).match(lower, at) if compound or first == at else None
                    if found and not _TRADE.fullmatch(found[0]):
                        yield first, found.end()
                at = lower.find(beginning, at + 4)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Made when first needed: all of them together take as long as reading five hundred posts."""
    # No word goes on for ever: a text of one word must not be read again from each of its letters.
    bounded = pattern.replace(r"\w*", r"\w{0,30}")
    return re.compile(rf"(?:{bounded})(?!\w)")


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
