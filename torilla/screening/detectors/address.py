"""Street addresses with a house number. The municipality's own premises are public."""

import re
from collections.abc import Iterator
from functools import lru_cache

from torilla.screening import names
from torilla.screening.context import Context
from torilla.screening.detector import Span, detector
from torilla.screening.inflection import bases
from torilla.screening.reading import Reading

_UP = "A-ZÅÄÖÉÜ"

# Nothing but a street ends so before a number.
_STREET = (
    r"(?:katu(?:a|un)?|kadu(?:n|lla|lta|lle|ssa|sta)|tie(?:n|llä|ltä|lle|tä|ssä|stä|hen)?|kuja(?:n|lla|lta|lle|a)?"
    r"|polku(?:a|un)?|polu(?:n|lla|lta|lle)|raitti(?:a)?|raiti(?:n|lla|lta|lle)|kaari|kaare(?:n|lla|lta|lle)"
    r"|väylä(?:n|llä|ltä|lle|ä)?|bulevardi(?:n|lla|lta|lle|a)?|penger|penkere(?:en|ellä|eltä|elle)"
    r"|aukio(?:n|lla|lta|lle|ta)?|portti|porti(?:n|lla|lta|lle)|laita|laida(?:n|lla|lta|lle)"
    r"|vägen|gatan|stigen|gränden|gränd|väg|gata|esplanaden|stranden|backen|torget|brinken|allén)"
)
# These are also hills, beaches and parks, villages and surnames.
_PLACE = (
    r"(?:rinne|rintee(?:n|llä|ltä|lle)|ranta|ranna(?:n|lla|lta|lle)|tori(?:n|lla|lta|lle)?"
    r"|puisto(?:n|lla|lta|lle|ssa)?|mäki|mäe(?:n|llä|ltä|lle)|harju(?:n|lla|lta|lle)?|metsä|niitty|notko|törmä"
    r"|kallio|kylä)"
)
_HOUSE = r"\d{1,4}(?: ?[-/] ?\d{1,3}(?!\d))?"
_DOOR = r"(?: ?[a-zA-Z](?![\w/])(?:[ -]?\d{1,3}(?!\d|[.:/]\d))?| (?:as|bst|lgh|huoneisto)\.? ?\d{1,3}(?!\d))"
_AFTER = r"(?::\w{1,4})?(?![\w%€])(?!\.\d|[.:]? ?\d{1,2}[.:]\d| ?-\d|\.?-\d)"
_TOWN = rf"(?:,? {{1,2}}\d{{5}}(?!\d)(?: [{_UP}][\w-]+)?)"

_OLD = r"(?:(?:Vanha|Uusi|Iso|Pikku|Pitkä|Pieni|Itäinen|Läntinen|Pohjoinen|Eteläinen|Gamla|Nya|Stora|Lilla) )?"

# Aleksis Kiven katu, or Vanha Kuopiontie.
_NAMED = rf"(?:(?:[{_UP}][\w-]+ ){{1,3}}(?<=n )(?={_STREET}|{_PLACE})|{_OLD}[{_UP}][\w'’-]*?)"
_ADDRESS = re.compile(
    rf"(?<![\w-])(?P<street>{_NAMED}(?:{_STREET}|(?P<doubtful>{_PLACE}))) {{1,2}}(?P<house>{_HOUSE})"
    rf"(?P<door>{_DOOR})?{_AFTER}(?P<town>{_TOWN})?"
)
_SMALL = re.compile(
    rf"(?<=[a-zåäö:,.] )(?P<street>[a-zåäö-]{{2,30}}?(?P<doubtful>{_STREET})) {{1,2}}(?P<house>{_HOUSE})"
    rf"(?P<door>{_DOOR})?{_AFTER}(?P<town>{_TOWN})?"
)

# What counts, measures or goes on: "Koskitiellä 12 autoa", "Kirkkotie 3 viikkoa poikki".
_COUNTED = re.compile(
    r" ?(?:k?m²?|metri\w*|kilometri\w*|euro\w*|e|prosent\w*|viik\w+|päiv\w+|vuo\w+|kk|kuukau\w+|tunti\w*"
    r"|minuut\w+|h|kert\w+|auto\w*|ajoneuvo\w*|asunto\w*|tont\w+|henki\w*|ihmis\w*|lasta|kpl|kappale\w*|ään\w+"
    r"|piste\w*|paikk\w+|hehtaar\w*|ha|asukas\w*|oppila\w+|kolari\w*|onnettomuu\w*|talo[au]\w*|uutta|eri|vanhaa"
    r"|tammi\w*|helmi\w*|maalis\w*|huhti\w*|touko\w*|kesä\w*|heinä\w*|elo\w*|syys\w*|loka\w*|marras\w*|joulu\w*"
    r"|år|dagar|veckor|bilar|euron)(?!\w)"
)
# Roads of the country, with their numbers.
_ROAD = re.compile(
    r"(?:^|.* )(?:valta|kanta|seutu|yhdys|maan|runko|rauta|eurooppa|moottori|ulko)(?:tie|väylä)\w*$"
    r"|tie(?:n|llä|ltä|lle|tä)?$|väylä\w*$|(?:^|.* )(?:riks|stam|lands|regional)väg\w*$"
)
_SAID = re.compile(
    r"(?:osoit|\bos\.|asu|kotio|\bkoti|adress|luona|bor |muutti|tontti|kiinteistö)[^\n]{0,25}$"
)


@detector(
    "address",
    sentence="A street address. Somebody’s home must not be told.",
    fires=[
        "Hän asuu osoitteessa «Koskitie 4 B 12».",
        "Talo on «Koskitiellä 4».",
        "Tavaran voi hakea: «Aleksis Kiven katu 5 A 3, 00500 Helsinki»",
        "Avain on «Asematie 3:ssa».",
        "Matti asuu «Hakamäki 12 C».",
        "Hon bor på «Skolgatan 7 A».",
        "se asuu «koskitie 4 b 12»",
        "Nähdään «Torikatu 5:n» pihassa, ei osoitteessa «Iso-Hiekan tie 4».",
    ],
    passes=[
        "Kerimäki 132, Kokemäki 109, Kärsämäki 44",
        "Valtatie 9 ja Kerkonkosken tie 545 ovat poikki.",
        "Koskitiellä 12 autoa suistui ojaan.",
        "Kirkkotie 3.–5.6. suljettu.",
        "Kirkkotie 3 viikkoa poikki.",
        "Lehtimäki 8 ääntä, Koivuranta 3 ääntä.",
    ],
)
def address(reading: Reading, context: Context) -> Iterator[Span]:
    if not reading.text.has_digit:
        return
    own = _own(context.addresses)
    for shape in (_ADDRESS, _SMALL):
        for found in shape.finditer(reading.text.plain):
            if _is_address(reading, found) and not _is_own(found["street"], found["house"], own):
                yield found.span()


def _is_address(reading: Reading, found: re.Match[str]) -> bool:
    """Whether a street with a number is meant; what may be a hill needs a door, a town or a word before it."""
    street = found["street"].lower()
    if _is_year(found["house"], found["door"]) or _COUNTED.match(reading.text.plain, found.end()):
        return False
    if _ROAD.match(street) or street.rpartition(" ")[2] in names.PLACES:
        return False
    clear = not found["doubtful"] and " tie" not in street
    return clear or bool(
        found["door"] or found["town"] or _SAID.search(reading.text.before(found.start()))
    )


def _is_year(house: str, door: str | None) -> bool:
    return door is None and re.fullmatch("(?:19|20)[0-9]{2}(?:[-/ ].*)?", house) is not None


@lru_cache(maxsize=8)
def _own(addresses: frozenset[str]) -> frozenset[str]:
    """Street and number of the municipality's premises, in small letters, without door and town."""
    shape = re.compile(rf"\s*([^\d,]+?) {{1,2}}({_HOUSE})")
    found = (shape.match(each.lower()) for each in addresses)
    return frozenset(f"{each[1]} {each[2]}" for each in found if each)


def _is_own(street: str, house: str, own: frozenset[str]) -> bool:
    front, space, last = street.lower().rpartition(" ")
    return bool(own) and any(f"{front}{space}{base} {house}" in own for base in bases(last))
