"""Names of persons: a first name and a surname, in any case (Data Protection Act 1050/2018)."""

from collections.abc import Iterator
from functools import lru_cache

from torilla.screening.context import Context
from torilla.screening.detector import Span, detector
from torilla.screening.inflection import is_form_of
from torilla.screening.persons import Person
from torilla.screening.reading import Reading


@detector(
    "name",
    sentence="A person’s name. Ask whether it may be told, and whether it is needed.",
    fires=[
        "Kiitos «Matti Virtaselle» pitkästä urasta.",
        "Uusi rehtori «Satu Kallio» aloittaa elokuussa.",
        "«Anna-Maija Virtanen-Korhosen» näyttely on kirjastossa.",
        "«Matti J. Virtanen» esitti, että asia palautetaan.",
        "Läsnä: «Korhonen Pekka», «Lappalainen, Eija»",
        "«VIRTANEN MATTI»",
        "Kokouksessa puhui myös «Carl von Essen».",
        "«Micaela Röman» läser sagor.",
        "kysykää vaikka «matti virtaselta»",
    ],
    passes=[
        "Juho Rissasen polku avataan sunnuntaina.",
        "Aino Kassisen koulu on suljettu.",
        "Urakoitsijana toimii Rakennus Virtanen Oy.",
        "Minna Canthin päivää vietetään 19.3.",
        "Pohjois-Savon Liitto ja Suomen Kuntaliitto rahoittavat.",
        "Iso Kylätie suljetaan.",
        "Toivo Suomessa elää yhä.",
        "Liisa Kuopiosta kysyi liukkaista teistä.",
    ],
)
def name(reading: Reading, context: Context) -> Iterator[Span]:
    own = _own(context.people)
    for person in reading.persons:
        if not _is_own(person, reading.text.plain[person.start : person.end], own):
            yield person.start, person.end


@lru_cache(maxsize=8)
def _own(people: frozenset[str]) -> dict[str, frozenset[str]]:
    """The surnames of the municipality's own people by their first names, in small letters."""
    found: dict[str, frozenset[str]] = {}
    for each in people:
        front, comma, back = each.lower().partition(",")
        words = f"{back} {front}".split() if comma else front.split()
        if len(words) > 1:
            found[words[0]] = found.get(words[0], frozenset()) | {words[-1]}
    return found


def _is_own(person: Person, written: str, own: dict[str, frozenset[str]]) -> bool:
    """Whether a name may be a form of one of theirs: "Mallikkaan" may come from Mallikas or Mallikka."""
    surnames = own.get(person.name.lower().split()[0], frozenset())
    if person.name.lower().split()[-1] in surnames:
        return True
    words = written.replace(",", "").split()
    return any(is_form_of(word, each) for each in surnames for word in (words[-1], words[0]))
