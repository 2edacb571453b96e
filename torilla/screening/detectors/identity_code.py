"""Finnish personal identity codes (Government Decree 128/2010 2 §, as amended by 690/2022)."""

import re
from collections.abc import Iterator

from torilla.screening.context import Context
from torilla.screening.detector import Span, detector
from torilla.screening.reading import Reading

CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"

_SHAPE = re.compile(
    r"(?<![0-9A-Za-z])(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])(\d\d) ?([-+ABCDEFYXWVU]) ?"
    r"(\d{3})([0-9A-FHJ-NPR-Y])(?![0-9A-Za-z])",
    re.IGNORECASE,
)


@detector(
    "identity-code",
    sentence="A personal identity code identifies one person and never belongs in public.",
    fires=["Hänen tunnuksensa on «010203-900Y»."],
    passes=["Kokous pidetään 010203 klo 9–10."],
)
def identity_code(reading: Reading, context: Context) -> Iterator[Span]:
    for found in _SHAPE.finditer(reading.text.plain):
        day, month, year, _sign, number, check = found.groups()
        if CHECKS[int(day + month + year + number) % 31] == check.upper():
            yield found.span()
