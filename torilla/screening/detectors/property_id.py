"""Property identifiers: municipality, village or district, group or house, unit (Decree 970/1996 2–3 §)."""

import re
from collections.abc import Iterator

from torilla.screening.beside import other_number
from torilla.screening.context import Context
from torilla.screening.detector import Span, detector
from torilla.screening.municipalities import CODES
from torilla.screening.reading import Reading
from torilla.screening.text import Text

_SHAPE = re.compile(
    r"([0-9](?<![\w.,/-][0-9])\d{0,2}) ?- ?(0?\d{1,3}) ?- ?(\d{1,4}) ?- ?(\d{1,4})(?: ?-? ?M ?-?\d{1,4})?(?![\d-])"
    r"(?![.,/]\d)"
)
# As registers keep it: fourteen digits.
_ROW = re.compile(r"(?<![\w.,/-])\d{14}(?![\w-])")
_SAID = re.compile(
    r"(?:kiinteistö|\btila(?!us|isu|nne|sto|va)|tontti(?!jako|kau|vara)|tontin|tontil|rn:?o|rek(?:isteri)?yksikkö|fastighet|lägenhet|\btomt|määräala|palsta|rakennuspaik|maa-alue)"
    r"[a-zåäö:]{0,24}(?: (?:tunnus|nro|rn:?o|on|är)\.?)?[^\w\n]{0,3}(?:[a-zåäö-]{2,20} ?){0,2}[(:,\"]?\s?$"
)


@detector(
    "property-id",
    sentence="A property identifier beside a name tells what somebody owns.",
    fires=[
        "Kiinteistö «686-401-12-34» myydään.",
        "Tontit «091-001-0001-0001» ja «179-29-5-8».",
        "Määräala «686-401-12-34-M601» tai «686-401-12-34 M601» lohkotaan.",
        "Tila Koskela «5-401-2-13» on tyhjä.",
        "Fastigheten «49–12–220–1» säljs.",
        "Kiinteistötunnus: «68640100120034».",
    ],
    passes=[
        "Ryhmät 5-6-7-8 lähtevät klo 10-12-14-16.",
        "ISBN 951-98-1234-5 on kirjan tunnus.",
        "Puhelin on 050-123-45-67.",
        "Aikaväli 2024-01-02 ja 12-11-2024 eivät käy.",
        "Tilausnumero 405-123-4567-1.",
        "Numero 999-401-12-34 ei ole minkään kunnan.",
        "Erät 25–20–18–25 pelattiin.",
    ],
)
def property_id(reading: Reading, context: Context) -> Iterator[Span]:
    text = reading.text
    if not text.has_digit:
        return
    for found in _SHAPE.finditer(text.plain):
        if _is_one(found, text):
            yield found.span()
    if "kiinteistö" in text.lower or "fastighet" in text.lower:
        for found in _ROW.finditer(text.plain):
            if found[0][:3] in CODES and _SAID.search(text.before(found.start(), 80)):
                yield found.span()


def is_property_id(text: Text, start: int) -> bool:
    """Whether a property identifier begins at a place."""
    found = _SHAPE.match(text.plain, start)
    return found is not None and _is_one(found, text)


def _is_one(found: re.Match[str], text: Text) -> bool:
    municipality, village, group, unit = found.group(1, 2, 3, 4)
    if _SAID.search(text.before(found.start(), 80)):
        # The codes of municipalities that have merged live on in their properties.
        return int(municipality) > 0
    if municipality.zfill(3) not in CODES or other_number(text, found.start()):
        return False
    if " " in text.plain[found.start() : found.end(4)]:
        return False
    if len(municipality) < 3:
        return len(village) == 3
    # 050-123-45-67 is how people write a phone number.
    return municipality[0] != "0" or (len(village), len(group), len(unit)) == (3, 4, 4)
