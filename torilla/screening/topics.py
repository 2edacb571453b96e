"""Words that tell something of a person, where a person is named in the same sentence.

A topic's words are patterns for small letters that begin with four letters of a word; most end in
\\w*, since Finnish inflects. Where a sentence tells of a lecture, a book or a service, its words speak
of the matter in general, and of nobody.
"""

import re
from collections.abc import Iterator

from torilla.screening.detector import Span
from torilla.screening.reading import Reading

_GENERAL = re.compile(
    r"(?<!\w)(?:luen(?:to|no|not|toja)\w*|luennoi\w*|webinaari\w*|koulutuk?s\w*|koulutta\w+|teemapäiv\w+|teemailla\w*"
    r"|\w*yhdisty[sk]\w*|\w*liitto\w*|\w*liiton|\w*järjestö\w*|infotilaisuu\w+|info-il\w+|asiantunti\w+|romaani\w*"
    r"|kirja|kirjan|kirjassa\w*|kirjasta\w*|väitös\w*|väitteli|tutki\w+|työpaj\w+|keräy\w+|hyväksi|kampanja\w*"
    r"|näyttel\w+|esitelm\w+|ajanvarau\w+|lisätieto\w+|palveluista|palveluja|palvelun|vastaanot\w+|aloittaa työ\w*"
    r"|föreläs\w+|föredrag\w*|utbildning\w*|förening\w*|bok|boken|kurs\w*|vertaisryhm\w+|vertaistu\w+"
    r"|toimintaryhm\w+|hakemuks\w+ (?:voi|jäte)\w*|lautakun\w+|strategi\w+|suunnitelmaa esitteli)(?!\w)"
)


class Topic:
    """Words of one kind. Each pattern begins with the four letters by which it is looked up."""

    def __init__(self, *patterns: str) -> None:
        self._by_beginning: dict[str, list[re.Pattern[str]]] = {}
        for pattern in patterns:
            assert pattern[:4].isalpha(), pattern
            found = self._by_beginning.setdefault(pattern[:4], [])
            found.append(re.compile(rf"(?:{pattern})(?!\w)"))

    def told(self, reading: Reading) -> Iterator[Span]:
        """Where a word of the topic stands in a sentence that names somebody."""
        for beginning in self._by_beginning.keys() & reading.beginnings.keys():
            for start in reading.beginnings[beginning]:
                span = self._at(reading.text.lower, beginning, start)
                if span and reading.names_somebody(*span) and not _in_general(reading, start):
                    yield span

    def _at(self, lower: str, beginning: str, start: int) -> Span | None:
        for pattern in self._by_beginning[beginning]:
            found = pattern.match(lower, start)
            if found:
                return found.span()
        return None


def _in_general(reading: Reading, at: int) -> bool:
    first, last = reading.text.sentence(at)
    # A sentence without end is looked at around the word only.
    return (
        _GENERAL.search(reading.text.lower, max(first, at - 300), min(last, at + 300)) is not None
    )
