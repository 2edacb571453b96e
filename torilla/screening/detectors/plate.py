"""Register numbers of vehicles (Government Decree 893/2007 25 §), where a vehicle is spoken of."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from torilla.screening.context import Context
from torilla.screening.detector import Span, detector
from torilla.screening.reading import Reading
from torilla.screening.text import Text

_SHAPE = re.compile(
    r"(?P<letters>[A-ZÅÄÖ](?<![\w/.-][A-ZÅÄÖ])[A-ZÅÄÖ]{1,2})(?P<gap> ?- ?| ?)"
    r"(?P<digits>[1-9]\d{0,2})(?![\w/%°-]|[,.:]\d| ?[€%])(?!-\w{1,3}-)"
)
# Motorcycles and mopeds have digits first, diplomats more of them; people write small letters too.
_RARE = re.compile(
    r"(?<![\w/.-])(?:[A-ZÅÄÖa-zåäö]{2,3} ?-? ?[1-9]\d{0,2}|[1-9]\d{0,2} ?- ?[A-ZÅÄÖ]{1,3}|[1-9]\d{0,2} [A-ZÅÄÖ]{3}"
    r"|CD ?- ?\d{4}|C ?- ?\d{4,5}|[A-ZÅÄÖ] ?-[1-9]\d{0,2})(?![\w/%-]|[,.:]\d)"
)
_REGISTER = (
    r"rekister|rekkari|\brek(?:\.| ?n)|kilpi|kilve|register-?n|registrering|\bregn|\breg\.|\bskylt"
)
_TOLD = re.compile(_REGISTER)
_VEHICLE = re.compile(
    r"auto(?!maa|mati|mmat|nom|kirj|enti|grammi|imm|ritee|teit)|ajoneuvo|mopo|moottoripyör|mönkijä|traktori"
    r"|farmari|trailer|perävaunu|peräkärry|pakettiau|\bpaku|skootteri|moottorikelk|pysäköi|parkke|\bbil(?:en|ar|arna|s|ens)?\b"
    rf"|person-?bil|last-?bil|paket-?bil|fordon|moped|motorcyk|släpvagn|parker|{_REGISTER}"
)
_JUST_TOLD = re.compile(rf"(?:{_REGISTER})\w*\.?\W{{0,3}}(?:on|är|oli|luki)?\W{{0,3}}$")

# What stands before the code of a route, a place or a thing.
_CODED = re.compile(
    r"(?:reit\w*|linja\w*|tie|väylä\w*|piste\w*|paik\w*|alue\w*|bussi\w*|juna\w*|malli\w*|tyyppi|kuljetus|päätös"
    r"|tuote|koodi|luokka|standardi\w*|\w*kone(?:en)?) $"
)
_HINTS = ("rekis", "rekkari", "rek.", "rek n", "kilpi", "kilve", "regis", "reg.", "regn", "skylt")
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
        "Pysäköity paku «XY-12» tukkii tien.",
        "Rekisterinumero on «abc 123», kuski tiedossa.",
        "Mopon kilvessä luki «123-ABC».",
        "Bilen med registernummer «ABD-124» står kvar.",
        "Mönkijä, rek. «ÄÖ-45».",
        "Kilpi «CD-1234».",
    ],
    passes=[
        "Tuote COD-19 ja reitti SK-815 ovat tuttuja.",
        "Autoilijat: VT-4 on poikki ja VT 9 auki.",
        "Automaatti ABC-123 on rikki.",
        "Kirjastoauto ajaa reittiä KV-12, sähköauto latautuu pisteessä CCS-2.",
        "Volvo XC60 on rekisteröity auto.",
        "Autopaikkoja on 15 kappaletta, 120 kW.",
        "Päätös KH-139 koskee pysäköintiä.",
        "Rekisterissä on 4 tiliä, kilpi oli 300 vuotta vanha.",
    ],
)
def plate(reading: Reading, context: Context) -> Iterator[Span]:
    text = reading.text
    if not text.has_digit:
        return
    usual = [each for each in _SHAPE.finditer(text.plain) if each["letters"] not in _NO_PLATES]
    near = _Places(_VEHICLE, text) if usual else None
    seen = set()
    for found in usual:
        if near is not None and _written_as_one(found, text) and near.same_sentence(found):
            seen.add(found.start())
            yield found.span()
    if any(hint in text.lower for hint in _HINTS):
        told = _Places(_TOLD, text)
        for found in _RARE.finditer(text.plain):
            if found.start() not in seen and _told(text, found, told):
                yield found.span()


def _written_as_one(found: re.Match[str], text: Text) -> bool:
    """With a dash, or three letters and two digits; not as the code of a route, nor with one digit."""
    if len(found["digits"]) < 2 or _CODED.search(text.before(found.start(), 20)):
        return False
    return "-" in found["gap"] or len(found["letters"]) == 3


class _Places:
    """Where words of a kind stand."""

    def __init__(self, words: re.Pattern[str], text: Text) -> None:
        self._text = text
        self._starts = [each.start() for each in words.finditer(text.lower)]

    def same_sentence(self, found: re.Match[str]) -> bool:
        """Whether one stands in the sentence, at most 400 characters away, or just before it."""
        first, last = self._text.sentence(found.start())
        # "Onko jonkun auto tässä? ABC-123"
        first -= len(self._text.before(first, 60))
        number = bisect_left(self._starts, max(first, found.start() - 400))
        end = min(last, found.end() + 400)
        return number < len(self._starts) and self._starts[number] < end


def _told(text: Text, found: re.Match[str], told: _Places) -> bool:
    """Whether it is called a register number; small letters only right behind the word."""
    written = found[0]
    code = re.fullmatch(r"([^\W\d]+)([ -]{0,3})(\d{1,3})", written)
    if code and code[1].upper() in _NO_PLATES:
        return False
    if written == written.upper() and (code is None or code[2] or len(code[1]) > 2):
        return told.same_sentence(found)
    if code and "-" not in code[2] and (len(code[1] + code[3]) < 6 or code[1] in _WORDS):
        return False
    return _JUST_TOLD.search(text.before(found.start(), 30)) is not None
