"""Register numbers of vehicles (Government Decree 893/2007 25 §), where a vehicle is spoken of."""

import re
from collections.abc import Iterator

from torilla.screening.context import Context
from torilla.screening.detector import Span, detector
from torilla.screening.reading import Reading

_SHAPE = re.compile(
    r"(?<![\w/.-])(?P<letters>[A-ZÅÄÖ]{2,3})(?P<gap> ?- ?| ?)[1-9]\d{0,2}(?![\w/%°-]|[,.:]\d| ?[€%])(?!-\w{1,3}-)"
)
# Motorcycles and mopeds have digits first, diplomats more of them; people write small letters too.
_RARE = re.compile(
    r"(?<![\w/.-])(?:[A-ZÅÄÖa-zåäö]{2,3} ?-? ?[1-9]\d{0,2}|[1-9]\d{0,2} ?- ?[A-ZÅÄÖ]{1,3}|[1-9]\d{0,2} [A-ZÅÄÖ]{3}"
    r"|CD ?- ?\d{4}|C ?- ?\d{4,5}|[A-ZÅÄÖ] ?-[1-9]\d{0,2})(?![\w/%-]|[,.:]\d)"
)
_VEHICLE = re.compile(
    r"auto(?!maa|mati|mmat|nom|kirj|enti|grammi|imm|ritee|teit)|ajoneuvo|mopo|moottoripyör|mönkijä|traktori"
    r"|perävaunu|peräkärry|pakettiau|\bpaku|skootteri|moottorikelk|pysäköi|parkke|rekister|rekkari|\brek\.|kilpi"
    r"|kilve|\bbil(?:en|ar|arna|s|ens)?\b|person-?bil|last-?bil|paket-?bil|fordon|moped|motorcyk|släpvagn|parker"
    r"|register-?n|registrering|\bregn|skylt"
)
_TOLD = re.compile(r"rekister|rekkari|\brek\.|kilpi|kilve|register-?n|registrering|\bregn|skylt")

_JUST_TOLD = re.compile(
    r"(?:rekister\w*|rekkari|\brek\.|kilpi|kilve\w*|\breg\w*\.?|skylt\w*)\W{0,3}(?:on|är|oli|luki)?\W{0,3}$"
)
_WORDS = frozenset(("oli", "yli", "sai", "jäi", "var", "som", "och", "med", "kpl", "klo", "kun"))

_CODES = (
    "VT KT MT ST PT YT EU EY TV KV KH KHO KKO HE EN SFS ISO PL OY CO NO PM USB CD DVD LED GPS COD KM KPL"
    " KLO MP TL ET EM MM SM AM OP RN TN HP KW AKT ADR EKO VR HSL LP VN TEM STM OKM ELY AVI ICT WC"
    " ALV EUR SEK TOP"
)
_NO_PLATES = frozenset(_CODES.split())
"""Letters that stand before the numbers of roads, lines, papers and amounts."""


@detector(
    "plate",
    sentence="A register number of a vehicle leads to its owner.",
    fires=[
        "Harmaa auto «ABC-123» jätettiin väärin.",
        "Pysäköity paku «XY-1» tukkii tien.",
        "Rekisterinumero on «abc 123», kuski tiedossa.",
        "Mopon kilvessä luki «123-ABC».",
        "Bilen med registernummer «ABC-123» står kvar.",
        "Mönkijä, rek. «ÄÖ-45».",
        "Kilpi «CD-1234».",
    ],
    passes=[
        "Tuote COD-19 ja reitti SK-815 ovat tuttuja.",
        "Autoilijat: VT-4 on poikki ja VT 9 auki.",
        "Automaatti ABC-123 on rikki.",
        "Kirjastoauto ajaa reittiä KV-12.",
        "Autopaikkoja on 15 kappaletta, 120 kW.",
        "Päätös KH-139 koskee pysäköintiä.",
        "Rekisterissä on 4 tiliä, kilpi oli 300 vuotta vanha.",
    ],
)
def plate(reading: Reading, context: Context) -> Iterator[Span]:
    text = reading.text
    if not text.has_digit or not _VEHICLE.search(text.lower):
        return
    seen = set()
    for found in _SHAPE.finditer(text.plain):
        spoken = _spoken_of(reading, found)
        if found["letters"] in _NO_PLATES or not _VEHICLE.search(spoken):
            continue
        if "-" in found["gap"] or (len(found["letters"]) == 3 and len(found[0]) > 4):
            seen.add(found.start())
            yield found.span()
    if _TOLD.search(text.lower):
        for found in _RARE.finditer(text.plain):
            if found.start() not in seen and _told(reading, found):
                yield found.span()


def _spoken_of(reading: Reading, found: re.Match[str]) -> str:
    """In small letters, at most 400 characters of the sentence on either side."""
    start, end = reading.text.sentence(found.start())
    return reading.text.lower[max(start, found.start() - 400) : min(end, found.end() + 400)]


def _told(reading: Reading, found: re.Match[str]) -> bool:
    """Whether it is called a register number; small letters only right behind the word."""
    written = found[0]
    code = re.fullmatch(r"([^\W\d]+)([ -]{0,3})(\d{1,3})", written)
    if code and code[1].upper() in _NO_PLATES:
        return False
    if written == written.upper():
        return _TOLD.search(_spoken_of(reading, found)) is not None
    if code and code[2] == " " and (len(code[1] + code[3]) < 6 or code[1] in _WORDS):
        return False
    return _JUST_TOLD.search(reading.text.before(found.start(), 30)) is not None
