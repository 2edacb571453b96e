"""Business ids and value added tax numbers (Business Information Act 244/2001 9 §)."""

import re
from collections.abc import Iterator

from stdnum.fi import ytunnus

from torilla.screening.beside import other_number
from torilla.screening.context import Context
from torilla.screening.detector import Span, detector
from torilla.screening.reading import Reading

_SHAPE = re.compile(
    r"[0-9](?<![0-9_][0-9])(?:\d{6} ?- ?\d|\d{5}-\d|\d{7})(?![\w-])(?!,\d)", re.ASCII
)
_VAT = re.compile(r"(?<!\w)FI[ -]?$", re.IGNORECASE)
_Y = re.compile(r"(?<!\w)[Yy]-$")
# Beside one of these words also what has spaces at its dash, six digits or no dash is one.
_SAID = re.compile(
    r"(?:y-?tunnu|yritystunnu|ly-tunnu|\balv|\bvat\b|fo-?nummer|företags|momsnummer|moms|business id)"
    r"[a-zåäö.:-]{0,12}\W{0,4}(?:on|är|is|nro|nr|numero)?\W{0,3}$"
)


@detector(
    "business-id",
    sentence="A business id is public, but a sole trader’s leads to a person.",
    fires=[
        "Y-tunnus «2077474-0» on yrityksen.",
        "Toimija («2077474-0») jatkaa.",
        "ALV-numero «FI20774740», laskulle «FI 20774740».",
        "Y-tunnus: «2077474 - 0»",
        "Bolagets FO-nummer är «2077474–0» enligt registret.",
    ],
    passes=[
        "Numero 2077474-1 on väärin.",
        "Puhelin on 0401234-5.",
        "Tilausnumero 2077474-0.",
        "Viite 20774740.",
    ],
)
def business_id(reading: Reading, context: Context) -> Iterator[Span]:
    if not reading.text.has_digit:
        return
    own = {_digits(each) for each in context.business_ids}
    for found in _SHAPE.finditer(reading.text.plain):
        digits = _digits(found[0])
        if ytunnus.is_valid(digits) and digits not in own:
            start = _start(found, reading)
            if start is not None:
                yield start, found.end()


def _start(found: re.Match[str], reading: Reading) -> int | None:
    """Where it begins; None where it is neither written as one nor said to be one."""
    plain, start, written = found.string, found.start(), found[0]
    country = _VAT.search(plain[max(0, start - 4) : start])
    if country:
        return start - len(country[0])
    if plain[start - 1 : start].isalnum() or plain[start - 1 : start] == "-":
        return start if _Y.search(plain[max(0, start - 3) : start]) else None
    if _SAID.search(reading.text.before(start)):
        return start
    usual = len(written) == 9 and written[7] == "-"
    return start if usual and not other_number(reading.text, start) else None


def _digits(written: str) -> str:
    return "".join(filter(str.isdigit, written)).zfill(8)
