"""Case numbers in the forms of the systems in which municipalities and the state keep their matters."""

import re
from collections.abc import Iterator

from torilla.screening.context import Context
from torilla.screening.detector import Span, detector
from torilla.screening.reading import Reading

_CODE = r"\d{1,2}(?:\.\d{2}){1,4}"
"""The class of a task: 02.08.00."""

_YEAR = r"(?:19|20)\d\d"

_SHAPE = re.compile(
    rf"(?:(?<![\w.-])[A-ZÅÄÖa-zåäö]{{2,8}}[Dd][Nn][Oo][ -]{_YEAR}-\d{{1,7}}|(?<![\w/.-])(?:"
    # Dynasty, M-Files, Tweb: 686/00.04.00/2024, TRE:1234/02.03.01/2020, THL/1234/5.05.00/2020
    rf"(?:[A-ZÅÄÖ]{{1,10}}[/:])?\d{{1,7}}/{_CODE}/{_YEAR}"
    # The state: VN/18157/2023-OM-3, OKV/123/10/2020
    rf"|(?!(?:EU|EY|EG|ETY|EEG|EC|HE|RP)/)[A-ZÅÄÖ]{{2,10}}/\d{{1,7}}(?:/\d\d?)?/{_YEAR}"
    r"(?:-[A-ZÅÄÖ]{2,6}-\d{1,3})?"
    # Helsinki and its like: HEL 2014-004980 T 00 00 03
    rf"|(?!(?:EAN|TEL|PUH|NRO|KPL|SKU|REF)\b)[A-ZÅÄÖ]{{3}} {_YEAR}-\d{{6}}(?: T(?: \d\d){{2,4}})?"
    rf"|LP-\d{{3}}-{_YEAR}-\d{{5}}|\d{{4}}/[RSK]/\d{{1,6}}/\d\d))"
    r"(?![\w/-]|\.\d)"
)
_SIGNS = re.compile(rf"[0-9]/|/[0-9]|[A-ZÅÄÖ]{{3}} {_YEAR}-|LP-")

# What somebody calls a case number.
_SAID = re.compile(
    r"\b(?:dnro|dno|dnr|d:nro|diaari(?:numero\w*|nro)?|asia(?:numero\w*|tunnus\w*|nro)|diarie(?:nummer\w*|nr)"
    r"|ärende(?:nummer\w*|nr))[.:]{0,2} ?(?:on |är )?"
    r"((?:[A-ZÅÄÖa-zåäö]{1,8}[/: -]{0,2})?\d{1,7}(?:[./:-]\d{1,6}){1,5})(?![\w/-]|\.\d)",
    re.IGNORECASE,
)
_WORDS = ("dno", "dnr", "d:nro", "diaari", "asian", "asiat", "diarie", "ärende")


@detector(
    "case-number",
    sentence="A case number leads to a matter. Look whether it is still being prepared.",
    fires=[
        "Asia «RauDno-2020-792» on vireillä, samoin «RauDno-2019-368».",
        "Päätös «686/00.04.00/2024» ja «1234/02.08.00/2021».",
        "Lausunto «KEHA/123/2024», ratkaisu «EOAK/1234/2020» ja «VN/18157/2023».",
        "Kaava «HEL 2014-004980 T 00 00 03», viite «LEH 2024-001872» ja lupa «LP-686-2024-00123».",
        "Diaarinumero «123/2024», dnro: «1234-2020».",
        "Ärendet har diarienummer «45/03.02/2020».",
        "Tutkintailmoitus «5500/R/12345/24».",
        "Hakemus «TRE:1234/02.03.01/2020» hyväksyttiin.",
    ],
    passes=[
        "Laki 621/1999, asetus 128/2010 ja (EU) 2016/679.",
        "Ennakkopäätökset KHO:2022:129 ja KKO:2023:48.",
        "Asetus EY/1907/2006 ja esitys HE 57/2025.",
        "Kunnanhallitus 4/2024, nähtävillä 1.2.2024–3.4.2024.",
        "Asianumero 3 siirtyi, lehti 5/2024 ilmestyi.",
        "Avoinna 8–16/2.5.2024.",
    ],
)
def case_number(reading: Reading, context: Context) -> Iterator[Span]:
    plain = reading.text.plain
    said = any(word in reading.text.lower for word in _WORDS)
    if not reading.text.has_digit or not (said or _SIGNS.search(plain)):
        return
    seen = []
    for found in _SHAPE.finditer(plain):
        seen.append(found.span())
        yield found.span()
    if not said:
        return
    for found in _SAID.finditer(plain):
        start, end = found.span(1)
        if not any(first < end and start < last for first, last in seen[-50:]):
            yield start, end
