"""Business ids and value added tax numbers (Business Information Act 244/2001 9 §)."""

import re
from collections.abc import Iterator

from stdnum.fi import ytunnus

from torilla.screening.beside import other_number
from torilla.screening.context import Context
from torilla.screening.detector import Span, detector
from torilla.screening.reading import Reading

_SHAPE = re.compile(
    r"(?<![\w-])(?:[Ff][Ii][ -]?)?(?:\d{7} ?- ?\d|\d{6}-\d|\d{8})(?![\w-])(?!,\d)", re.ASCII
)
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
        "FO-nummer «2077474–0».",
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
        if not ytunnus.is_valid(digits) or digits in own:
            continue
        if _is_one(found[0], reading, found.start()):
            yield found.span()


def _is_one(written: str, reading: Reading, start: int) -> bool:
    """Whether it is written as one, or said to be one."""
    if _SAID.search(reading.text.before(start)):
        return True
    if written[:1] in "fF":
        return True
    return len(written) == 9 and written[7] == "-" and not other_number(reading.text, start)


def _digits(written: str) -> str:
    return "".join(filter(str.isdigit, written)).zfill(8)
