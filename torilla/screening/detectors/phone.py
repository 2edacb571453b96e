"""Phone numbers in all the ways in which Finns write them, and foreign ones with a plus."""

import re
from collections.abc import Iterator
from functools import lru_cache

import phonenumbers

from torilla.screening.beside import other_number
from torilla.screening.context import Context
from torilla.screening.detector import Span, detector
from torilla.screening.detectors.iban import account_numbers
from torilla.screening.detectors.identity_code import BEGINNING
from torilla.screening.detectors.property_id import is_property_id
from torilla.screening.markings import joined
from torilla.screening.reading import Reading
from torilla.screening.text import Text

# Between two groups of digits.
_GAP = r"(?: ?- ?| {1,2}|(?<=\d)[./](?=\d))"

# Each begins with one of four signs, which the engine finds fast; lookbehinds say which it was.
_BEGIN = r"[+03(](?:(?<![\w+§][+03(])|(?<=[Pp]uh[+0(])|(?<=[Tt]el[+0(])|(?<=[Gg]sm[+0(]))"
# +358 (0)40 123 4567, 00358 40 123 4567, 358401234567
_WITH_COUNTRY = (
    r"(?:(?<=\+) ?358|(?<=0)0 ?358|(?<=3)58(?= ?\d\d? ?\d{3}| ?-?4\d|-?50))"
    rf"(?:[ -]?\(0\)|\)|[ -]?0(?=[1-9]))?[ .-]{{0,2}}\(?\d{{1,12}}\)?(?:{_GAP}\d{{1,10}}){{0,6}}"
)
# (017) 123 456, 040-123 4567, 044/123 4567, 09 1234 567, 0800 12345
_NATIONAL = (
    r"(?:(?<!\d[,.:].)|(?=4\d[ \d-]|50[ \d-]))"
    r"(?:(?<=\()0\d{0,3}\) ?-?|(?<=0) ?(?:4\d|50) ?[./-] ?|(?<=0)(?=[1-9]))"
    rf"\d{{1,11}}(?:{_GAP}\d{{1,10}}){{0,5}}"
)
# 0 4 0 1 2 3 4 5 6 7
_IN_BOXES = r"(?<!\d[,.:].)(?<=0) [45](?: ?- ?\d| \d){7,8}(?! ?\d)"
_FINNISH = re.compile(f"{_BEGIN}(?:{_WITH_COUNTRY}|{_NATIONAL}|{_IN_BOXES})")
_FOREIGN = re.compile(r"(?<![\w+])(?:\+|00)[1-9]\d{0,2}(?:[ ./-]{0,2}\(?\d{1,10}\)?){2,7}")

# What somebody says to be a phone number is one also without an area code.
_SAID = re.compile(
    r"\b(?:puh|p|tel|tfn|gsm|puhelin|puhelimitse|puhelinnumero|puhelinnumeroon|numeroon|telefon|ring|soita|mob|mobil)"
    r"(?:numero|nro)?[.:]{0,2}\s{0,2}$"
)
_LOCAL = re.compile(r"(?<![\w+-])[1-9]\d{1,6}(?:[ -]\d{2,4}){0,2}(?![\d%€-]|[,.:/]\d)")

# What is grouped like this is meant as a phone number, whether or not any has been given out.
_GROUPED = re.compile(r"\(?0[1-9]\d{0,2}\)?[ -]\d{3}[ -]\d{3,4}|04\d{8}|050\d{7}")
_ORDERING = re.compile(r"\b(?:tilaus|varaus)numero\w{0,4}[.:]?\s{0,2}$")

_GROUP = re.compile(r"\d+")
# A date of birth with a sign, hours (0900-1500), a business id, a number with its year, coordinates.
_NO_NUMBER = re.compile(
    rf"{BEGINNING.pattern}|0\d[0-5]\d ?- ?[0-2]\d[0-5]\d(?!\d)|0\d{{6}}-\d(?!\d)|0\d\d/(?:19|20)\d\d(?!\d)"
    r"|(?:0[1-36-9]|05[1-9])[\d /.-]{0,12}\d[./]\d"
)
# After a number of a fixed line: more numbers of a row, or the letter of a code.
_ROW = re.compile(r"(?: [1-9]\d{0,3}){2}(?!\d)|-\d(?!\d)")
_AMOUNT = re.compile(r"\s?(?:€|e\b|eur|%|m2|m²|km\b|kg\b|prosent|§)|[,.:](?!0[45])\d|/\d{4}")
# The end of a longer row of digits: "6 410405 176059".
_CHAIN = re.compile(r"\d[\d -]{0,30}[ -]$|\d[/.]$")

EVERYBODYS = frozenset({"112", "116000", "116006", "116016", "116111", "116117", "116123"})


@detector(
    "phone",
    sentence="A phone number leads to a person, unless it is one of the municipality’s own for everybody.",
    fires=[
        "Soita «040 123 4567» tai «0401234567».",
        "Puh. «040-123 4567», «(017) 123 456» ja «09 1234 567».",
        "Numero on «+358 (0)40 123 4567» ja «+358 50 123 4567».",
        "Ring «+46 70 123 45 67» eller «+46 (0)70 123 45 67».",
        "Vaihde «020 123 4567», palvelu «0800 12345».",
        "Tekstaa «044/1234 567» tai «050.123.4567».",
        "puh. «123 4567», kotona",
        "Varaus: «0401234567», taksin tilausnumero «040 123 4567».",
        "Matti «040 1234567» «050 7654321» Maija",
        "Numero «0400\u00a0123\u00a0456» vastaa klo 9–15.",
    ],
    passes=[
        "Kokous on 01.02.2024 klo 09.30–11.00 tai 05 06 2024.",
        "Hinta on 1 200 500 euroa, 0,50 € kappale ja +20 000 000 euroa.",
        "Peli päättyi 3–0 (25–20, 25–18, 25–22).",
        "ISBN 978-951-0-12345-6, EAN 6 410405 176059.",
        "Paikka on 62.61234, 26.83123 eli 60° 10′ 12″.",
        "Tilausnumero 0401234567 on valmis.",
        "Tili FI21 1234 0400 1234 56, hätänumero 112, päivystys puh. 116 117.",
        "Avoinna 09–15, postinumero 00100 Helsinki, 040-sarja.",
        "Diaarinumero 091/02.08.00/2024.",
        "Henkilötunnus 010203-9002 ja 010203-9…",
    ],
)
def phone(reading: Reading, context: Context) -> Iterator[Span]:
    text = reading.text
    if not text.has_digit:
        return
    found = joined(list(_numbers(text)))
    accounts = list(account_numbers(reading)) if found else []
    for start, end in found:
        if any(first < end and start < last for first, last in accounts):
            continue
        if not _own(text.plain[start:end], context.phones):
            yield start, end


def _numbers(text: Text) -> Iterator[Span]:
    plain, at, done = text.plain, 0, 0
    while found := _FINNISH.search(plain, at):
        end = _end(found[0], found.start(), text, done)
        if end is None:
            # A time of day may stand before a number.
            at = found.start() + len(found[0].partition(" ")[0])
        else:
            at = done = end
            yield found.start(), end
    if "+" in plain or "00" in plain:
        for found in _FOREIGN.finditer(plain):
            if not found[0].startswith(("+358", "00358")) and not other_number(text, found.start()):
                yield from _foreign(found)
    yield from _local(text)


def _end(written: str, start: int, text: Text, done: int) -> int | None:
    """Where the number ends, None where it is none. `done` is where the number before it ended."""
    if _inside_other(text, start, done) or is_property_id(text, start):
        return None
    said = _SAID.search(text.before(start)) is not None
    if not said and (_is_other(written, text, start) or _NO_NUMBER.match(text.plain, start)):
        return None
    for length in _lengths(written):
        end = start + length
        if is_number(written[:length], said=said) or (said and length == len(written)):
            return end if said or not _goes_on(text.plain, start, end) else None
    return None


def _is_other(written: str, text: Text, start: int) -> bool:
    """Whether it is said to be an order's number and the like; one may be called to order, in groups."""
    grouped = re.match(r"\(?0\d{1,3}\)?[ -]\d+[ \d-]*$", written) is not None
    called = grouped and _ORDERING.search(text.before(start)) is not None
    return other_number(text, start) and not called


def _goes_on(plain: str, start: int, end: int) -> bool:
    """Whether what follows shows that it is an amount, a row of numbers or a code."""
    if _AMOUNT.match(plain, end) or plain[end : end + 1].isalnum():
        return True
    return not plain.startswith(("04", "050", "+"), start) and _ROW.match(plain, end) is not None


def _inside_other(text: Text, start: int, done: int) -> bool:
    """Whether it is the end of a longer row of digits, which is no phone number."""
    chain = _CHAIN.search(text.plain, max(0, start - 40, done), start)
    if chain is None:
        return False
    digits = sum(each.isdigit() for each in chain[0])
    mobile = text.plain.startswith(("04", "050", "+"), start)
    return digits > (5 if mobile else 4) or chain[0][-1] != " "


def _lengths(written: str) -> list[int]:
    """Where the number may end: first where it has the usual number of digits, or nearly so."""
    if written[1] == " ":  # one sign in each box
        return [len(written)]
    ends = []
    digits = 0
    foreign = written.startswith(("+", "00", "358"))
    usual = 12 if foreign else 10
    for group in _GROUP.finditer(written):
        digits += len(group[0])
        if digits >= (8 if foreign else 7):
            # A digit by itself belongs to what follows.
            alone = 5 if len(group[0]) == 1 and digits > usual - 2 and " " in written else 0
            ends.append((abs(usual - digits) + alone, group.end()))
    return [end for _far, end in sorted(ends)]


@lru_cache(maxsize=2048)
def is_number(written: str, *, said: bool = False) -> bool:
    """Whether it can be one in Finland, or with its country code elsewhere. `said` to be one, it may be short."""
    digits = "".join(_GROUP.findall(written))
    plus = "+" in written or digits.startswith(("00", "358"))
    digits = digits.removeprefix("00") if plus else digits
    if digits.startswith("358") and plus:
        if not written.startswith("358"):
            return 9 <= len(digits) <= 13
        digits, plus = "0" + digits[3:].removeprefix("0"), False
    if not plus and (not digits.startswith("0") or _like_a_date(written)):
        return False
    if digits.startswith(("04", "050")) and len(digits) < 9 and not said:
        return False
    if _GROUPED.fullmatch(written):
        return True
    try:
        number = phonenumbers.parse(f"+{digits}" if plus else digits, "FI")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(number)


def _like_a_date(written: str) -> bool:
    """Whether two digits and then two stand first, as in 05 06 2024 or a row of numbers."""
    sizes = [len(group) for group in _GROUP.findall(written)]
    if written[:1] != "0" or sizes[0] != 2 or sizes[1:2] not in ([1], [2]):
        return False
    return sizes[2:3] != [3] or sum(sizes) < 9


def _foreign(found: re.Match[str]) -> Iterator[Span]:
    groups = [each.end() for each in _GROUP.finditer(found[0])]
    for length in reversed(groups[1:]):
        if is_number(found[0][:length]):
            yield found.start(), found.start() + length
            return


def _local(text: Text) -> Iterator[Span]:
    """Numbers without an area code, which are such only because somebody says so."""
    if not re.search(r"\b(?:puh|p\.|tel|tfn|gsm)", text.lower):
        return
    for found in _LOCAL.finditer(text.plain):
        digits = "".join(_GROUP.findall(found[0]))
        if 6 <= len(digits) <= 9 and digits not in EVERYBODYS:
            before = _SAID.search(text.before(found.start()))
            if before and before[0].startswith(("puh", "p.", "tel", "tfn", "gsm")):
                yield found.span()


@lru_cache(maxsize=2048)
def _national(written: str) -> str:
    """Digits as they are dialled in Finland: 0401234567."""
    digits = "".join(_GROUP.findall(written)).removeprefix("00")
    if digits.startswith("358"):
        return "0" + digits[3:].removeprefix("0")
    return digits


def _own(written: str, phones: frozenset[str]) -> bool:
    number = _national(written)
    return any(
        number.startswith(_national(each))
        if each.rstrip().endswith("*")
        else number == _national(each)
        for each in phones
    )
