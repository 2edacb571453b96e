"""International bank account numbers (ISO 13616): Finnish ones, and those of countries near by."""

import re
from collections.abc import Iterator

from stdnum import iban as standard

from torilla.screening.context import Context
from torilla.screening.detector import Span, detector
from torilla.screening.reading import Reading

_COUNTRIES = (
    "AT20 BE16 BG22 CH21 CZ24 DE22 DK18 EE20 ES24 FI18 FR27 GB22 GR27 HR21 HU28 IE22 IS26 IT27 LT20 LU20 LV21 NL18"
    " NO15 PL28 PT25 RO24 SE24 SI19 SK24 TR26 UA29"
)
LENGTHS = {each[:2]: int(each[2:]) for each in _COUNTRIES.split()}
"""Characters of a number in each country (SWIFT, IBAN Registry)."""

# From the check digits on; the country stands before them, of Finland also apart.
_SHAPE = re.compile(
    r"[0-9](?:(?<=[A-Za-z]{2}[0-9])(?<![0-9A-Za-z][A-Za-z]{2}[0-9])|(?<=[Ff][Ii] [0-9])(?<!\w[Ff][Ii] [0-9]))"
    r"[ .-]?[0-9](?:[ .-]{0,2}[0-9A-Za-z]){11,30}"
)
_GAPS = re.compile(r"[ .-]")


@detector(
    "iban",
    sentence="An account number leads to somebody’s money. The municipality’s own may be told.",
    fires=[
        "Maksu tilille «FI21 1234 5600 0007 85».",
        "Tili: «FI2112345600000785», viite vapaa.",
        "tili «fi21 1234 5600 0007 85» kiitos",
        "Kontot är «SE45 5000 0000 0583 9825 7466».",
        "Tili on «FI21-1234-5600-0007-85».",
    ],
    passes=[
        "Tili FI21 1234 5600 0007 86 on kirjoitettu väärin.",
        "Viite 21 1234 5600 0007 85.",
        "De 12 bästa bidragen belönas i Mallila.",
    ],
)
def iban(reading: Reading, context: Context) -> Iterator[Span]:
    if not reading.text.has_digit:
        return
    own = {_compact(each) for each in context.ibans}
    for start, end in account_numbers(reading):
        if _compact(reading.text.plain[start:end]) not in own:
            yield start, end


def account_numbers(reading: Reading) -> Iterator[Span]:
    """All of them, the municipality's own too."""
    plain = reading.text.plain
    for found in _SHAPE.finditer(plain):
        start = found.start() - (3 if plain[found.start() - 1] == " " else 2)
        length = LENGTHS.get(plain[start : start + 2].upper(), 0)
        end = _end(found, length - 2)
        if end and standard.is_valid(_compact(plain[start:end])):
            yield start, end


def _end(found: re.Match[str], length: int) -> int:
    """Where so many letters and digits have been read and none follows; 0 when there is no such place."""
    seen = 0
    for at, letter in enumerate(found[0], start=found.start()):
        seen += letter.isalnum()
        if seen == length:
            after = found.string[at + 1 : at + 2]
            return 0 if after.isalnum() else at + 1
    return 0


def _compact(written: str) -> str:
    return _GAPS.sub("", written).upper()
