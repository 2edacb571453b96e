"""Finnish personal identity codes (Government Decree 128/2010 2 §, as amended by 690/2022)."""

import re
from collections.abc import Iterator

from stdnum.fi import hetu

from torilla.screening.context import Context
from torilla.screening.detector import Span, detector
from torilla.screening.reading import Reading

CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"

# As it is written, or with a space, a break or a second dash at the sign.
SHAPE = re.compile(
    r"[0-3](?<![0-9A-Z][0-3])\d[01]\d\d\d\s{0,3}(?:-{1,2}|[+A-FU-Ya-fu-y])\s{0,3}"
    r"\d{3}[0-9A-FHJ-NPR-Ya-fhj-npr-y](?![0-9A-Za-z])"
)

BEGINNING = re.compile(r"[0-3]\d[01]\d\d\d ?[-+]")
"""A date of birth and a sign, which begin no phone number."""

# As people paste it out of forms: one sign in each box, or a date with dots. A check letter that
# stands alone is a capital, or "200 m" would be one.
_PARTED = re.compile(
    r"[0-3](?<![0-9A-Z][0-3]) ?\d[ .]?[01] ?\d[ .]?\d ?\d {0,3}(?:-{1,2}|[+A-FU-Ya-fu-y]) {0,3}"
    r"\d ?\d ?\d(?:[0-9A-FHJ-NPR-Ya-fhj-npr-y]| [A-FHJ-NPR-Y]|(?<=\d \d \d) \d|(?<=[-+]\d\d\d) \d)(?![0-9A-Za-z])"
)
_GAPS = re.compile(r"[\s.]|-(?=-)")


def right_form(written: str) -> tuple[str, str] | None:
    """The code as the decree writes it, and with the check character that it should have.

    None when nobody was born on that day or the number is never given (000 and 001).
    """
    code = _GAPS.sub("", written).upper()
    right = code[:10] + CHECKS[int(code[:6] + code[7:10]) % 31]
    return (code, right) if hetu.is_valid(right, allow_temporary=True) else None


@detector(
    "identity-code",
    sentence="A personal identity code identifies one person and never belongs in public.",
    fires=[
        "Hänen tunnuksensa on «010203-928Y».",
        "Hetu «131052A928T»:lla löytyy, samoin «010203b928y».",
        "Tunnus on «010203 – 928Y».",
        "Tunnus on «０１０２０３−９２８Ｙ».",
        "Lomakkeessa luki «01 02 03 - 928 Y».",
        "Syntyneet: «010203+928Y», «010203X928Y».",
        "Personbeteckningen är «01.02.03-928Y».",
    ],
    passes=[
        "Kokous pidetään 010203 klo 9–10.",
        "Matkaa on 12 11 20 - 300 m.",
        "Tunnuksen 310203-928Y päivää ei ole.",
        "Tuote AB010203-928Y on loppu.",
        "Tarkistus on väärin: 010203-900X.",
    ],
)
def identity_code(reading: Reading, context: Context) -> Iterator[Span]:
    if reading.text.has_digit:
        for found in _PARTED.finditer(reading.text.plain):
            yield from _if_right(found)
        for found in SHAPE.finditer(reading.text.plain):
            if "\n" in found[0] or "\t" in found[0]:
                yield from _if_right(found)


def _if_right(found: re.Match[str]) -> Iterator[Span]:
    form = right_form(found[0])
    if form is not None and form[0] == form[1]:
        yield found.span()
