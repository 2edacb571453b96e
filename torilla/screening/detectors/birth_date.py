"""Dates of birth beside a person. Years of life (1887-1954) and days of events are none."""

import re
from collections.abc import Iterator

from torilla.screening.context import Context
from torilla.screening.detector import Span, detector
from torilla.screening.reading import Reading
from torilla.screening.topics import of_the_last_named

_MONTH = (
    r"(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)kuu(?:ta|n|ssa)?"
    r"|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
)
_DATE = (
    r"(?:\d\d?\. ?\d\d?\. ?(?:\d{4}|[-'’]?\d\d)(?!\d|\.\d)"
    rf"|\d\d?(?:\.|:[ae])?(?: päivänä| päivä)? (?:{_MONTH}) (?:vuonna |år )?\d{{4}}(?!\d)"
    r"|\d\d?/\d\d?[/-](?:\d{4}|\d\d)(?!\d)|(?:19|20)\d\d-\d\d-\d\d(?!\d))"
)
_BARE = r"(?:[0-3]\d[01]\d(?:(?:19|20)\d\d|\d\d)(?![\d-]))"
_NO_LIFE = r"(?! ?[-–] ?(?:\d|k\.|†))"

_BORN = re.compile(
    r"(?<!\w)(?:s\.|synt\.?(?: ?aika| ?pvm)?|s\.? ?aika|syntymäai(?:ka|kansa|kaa|an)|syntymäpäivä(?:nsä|ni)?"
    r"|syntymäpvm|syntynyt|syntynee\w+|syntyi|sa\.|f\.|född|föddes|födelse(?:datum|dag|tid)(?:en)?)"
    r"(?: on| är|[:.])? {0,9}(?:[a-zåäö]{2,20},? ){0,2}(?:den )?"
    rf"({_DATE}|(?<=[:.aimn] ){_BARE}){_NO_LIFE}"
)
_STAR = re.compile(rf"\* ?({_DATE})")
_THEN_BORN = re.compile(
    rf"(?<![\d.-])({_DATE}),? (?:syntyny\w+|syntynee\w+|syntyi|född|födda)(?!\w)"
)
_BESIDE = re.compile(
    rf" {{0,2}}[(,] ?({_DATE}|{_BARE})(?=[),;.]|\n|$)|( {{1,2}}|\t)({_DATE}|{_BARE})(?=[,;\t]|\. |\.?\n|\.?$)"
)
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)|^\d{4}")
_SHORT_YEAR = re.compile(
    r"(?:\d\d?\. ?(?:0?\d|1[0-2])\. ?[-'’]?|[0-3]\d[01]\d)(?:3[2-9]|[4-9]\d|0\d|1[0-5])"
)

FORM = 200
"""How many characters a name may stand before the line of the date of birth."""

YOUNGEST, OLDEST = 2017, 1900
"""A date in brackets after a name is one of birth between these years; later ones are of what happened."""


@detector(
    "birth-date",
    sentence="A person’s date of birth. It helps others to pass for them.",
    fires=[
        "Matti Virtanen, s. «13.10.1952», asuu Lepolassa.",
        "Hakija: Liisa Korhonen, synt. «1.2.2014»",
        "Matti Virtanen («13.10.1952») haki tonttia.",
        "Anna Lindström, född «3 april 1990»",
        "Ebba Fagerström, s. «24/8/1951»",
        "Matti Virtanen, syntymäaika: «080611»",
        "Matti Virtanen on syntynyt «19. päivänä kesäkuuta 2000».",
        "Anna Lindström är född den «3 april 1990».",
        "Virtanen Matti, «12.4.46», 017-512 771",
        "Taavi Pöllänen * «14.1.1931»",
        "Kuva on Emma Saarisesta. Hän on syntynyt «28. helmikuuta 2017».",
        "Emma Saarisen syntymäaika on «1.2.2014».",
        "Päiväkodissa aloittaa «1.2.2019» syntynyt Emma Saarinen.",
    ],
    passes=[
        "Juho Rissanen (1873–1950) maalasi täällä.",
        "Yhdistys on syntynyt 1.2.2014.",
        "Kuva: Niko Lipponen, 3.6.2024",
        "Valtuutettu Matti Virtanen, 4.3.24, kokous",
        "1. Matti Virtanen 2.31.14\n2. Liisa Korhonen 2.33.40",
        "Kokouksen 4.3.2024 avasi Maija Mallikas.",
        "Elias Lönnrot, s. 9.4.1802 – k. 19.3.1884",
    ],
)
def birth_date(reading: Reading, context: Context) -> Iterator[Span]:
    if not reading.text.has_digit:
        return
    seen = set()
    lower = reading.text.lower
    for found in (*_BORN.finditer(lower), *_THEN_BORN.finditer(lower), *_STAR.finditer(lower)):
        if _is_of_somebody(reading, found.start()):
            seen.add(found.start(1))
            yield found.span(1)
    for person in reading.persons:
        beside = _BESIDE.match(reading.text.lower, person.end)
        group = beside and (1 if beside[1] else 3)
        if (
            beside
            and group
            and beside.start(group) not in seen
            and _is_of_birth(
                beside[group], short=group == 1 and _begins_a_line(reading, person.start)
            )
        ):
            yield beside.span(group)


def _is_of_somebody(reading: Reading, at: int) -> bool:
    """Whether somebody is named in the sentence, or shortly before, as in a form with a line for each thing."""
    if reading.names_somebody(at, at) or of_the_last_named(reading, at):
        return True
    return reading.text.sentence(at)[0] == at and reading.any_person(at - FORM, at)


def _begins_a_line(reading: Reading, name: int) -> bool:
    """Whether a name is the first of its line, as in a list, where two digits are enough for a year."""
    return not reading.text.before(name).strip(' "0123456789.')


def _is_of_birth(date: str, *, short: bool) -> bool:
    year = _YEAR.search(date)
    if year is not None:
        return OLDEST <= int(year[0]) <= YOUNGEST
    return short and _SHORT_YEAR.fullmatch(date) is not None
