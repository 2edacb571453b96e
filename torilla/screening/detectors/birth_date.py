"""Dates of birth beside a person. Years of life (1887-1954) and days of events are none."""

import re
from collections.abc import Iterator

from torilla.screening.context import Context
from torilla.screening.detector import Span, detector
from torilla.screening.reading import Reading

_MONTH = (
    r"(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)kuu(?:ta|n|ssa)?"
    r"|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
)
_DATE = (
    rf"(?:\d\d?\. ?\d\d?\. ?(?:\d{{4}}|\d\d)(?!\d|\.\d)|\d\d?\.? (?:{_MONTH}) \d{{4}}(?!\d)"
    r"|(?:19|20)\d\d-\d\d-\d\d(?!\d))"
)
_NO_LIFE = r"(?! ?[-–] ?(?:\d|k\.|†))"

_BORN = re.compile(
    r"(?<!\w)(?:s\.|synt\.?(?:aika|pvm)?|syntymäai(?:ka|kansa|kaa|an)|syntymäpäivä(?:nsä|ni)?|syntynyt|syntynee\w+"
    r"|syntyi|sa\.|f\.|född|föddes|födelse(?:datum|dag|tid))"
    rf"(?: on| är|:)? {{0,2}}(?:[a-zåäö]{{2,20}} ){{0,2}}({_DATE}){_NO_LIFE}"
)
_THEN_BORN = re.compile(
    rf"(?<![\d.-])({_DATE}),? (?:syntyny\w+|syntynee\w+|syntyi|född|födda)(?!\w)"
)
_BESIDE = re.compile(rf" {{0,2}}[(,] ?({_DATE})(?=[),;]|\n|$)|( {{1,2}})({_DATE})(?=[,;]|\n|$)")
_YEAR = re.compile(r"\d{4}")

FORM = 200
"""How many characters a name may stand before the line of the date of birth."""

YOUNGEST, OLDEST = 2015, 1900
"""A date in brackets after a name is one of birth between these years; later ones are of what happened."""


@detector(
    "birth-date",
    sentence="A person's date of birth. It helps others to pass for them.",
    fires=[
        "Matti Virtanen, s. «13.10.1952», asuu Lepolassa.",
        "Hakija: Liisa Korhonen, synt. «1.2.2014»",
        "Matti Virtanen («13.10.1952») haki tonttia.",
        "Anna Lindström, född «3 april 1990»",
        "Emma Saarisen syntymäaika on «1.2.2014».",
        "Päiväkodissa aloittaa «1.2.2019» syntynyt Emma Saarinen.",
    ],
    passes=[
        "Juho Rissanen (1873–1950) maalasi täällä.",
        "Yhdistys on syntynyt 1.2.2014.",
        "Kuva: Niko Lipponen, 3.6.2024",
        "Kokouksen 4.3.2024 avasi Maija Mallikas.",
        "Elias Lönnrot, s. 9.4.1802 – k. 19.3.1884",
    ],
)
def birth_date(reading: Reading, context: Context) -> Iterator[Span]:
    if not reading.text.has_digit:
        return
    seen = set()
    lower = reading.text.lower
    for found in (*_BORN.finditer(lower), *_THEN_BORN.finditer(lower)):
        if _is_of_somebody(reading, found.start()):
            seen.add(found.start(1))
            yield found.span(1)
    for person in reading.persons:
        beside = _BESIDE.match(reading.text.lower, person.end)
        group = beside and (1 if beside[1] else 3)
        if beside and group and beside.start(group) not in seen and _is_of_birth(beside[group]):
            yield beside.span(group)


def _is_of_somebody(reading: Reading, at: int) -> bool:
    """Whether somebody is named in the sentence, or shortly before, as in a form with a line for each thing."""
    if reading.names_somebody(at, at):
        return True
    return reading.text.sentence(at)[0] == at and reading.any_person(at - FORM, at)


def _is_of_birth(date: str) -> bool:
    year = _YEAR.search(date)
    return year is not None and OLDEST <= int(year[0]) <= YOUNGEST
