"""What is known of names: lists of first names and surnames, and what only looks like one.

The lists are those of Digi- ja väestötietovirasto (CC BY 4.0), cut down by tools/name_lists.py.
"""

import re
import tomllib
from importlib.resources import files

from torilla.screening.inflection import bases
from torilla.screening.municipalities import NAMES

_DATA = files("torilla.screening") / "data"


def _lines(name: str) -> frozenset[str]:
    return frozenset((_DATA / name).read_text(encoding="utf8").split("\n"))


_WORDS: dict[str, str] = tomllib.loads((_DATA / "name_words.toml").read_text(encoding="utf8"))


def _words(key: str) -> frozenset[str]:
    return frozenset(_WORDS[key].split())


FIRST = _lines("first_names.txt") - {""}
"""In small letters, as all of these."""

WORDS = _lines("first_names_words.txt") - {""}
"""Those first names that are also words and may begin a sentence: satu, toivo, meri."""

SURNAMES = _lines("surnames.txt") - {""}

PLACES = frozenset(each.lower() for each in NAMES) - {"koskis"} | _words("places")

# Words that stand in capitals beside first names and belong to no person.
NEVER = _words("never")

OFTEN_SURNAMES = _words("often_surnames")
"""Places that more people are called after than come from, as long as one is not inside them."""

NOT_PEOPLE = frozenset(each.replace("-", " ") for each in _words("not_people"))

COMMON = _words("words_in_nen")
"""Surnames that stay words in small letters, though a first name stands before them."""

_SURNAME_FORM = re.compile(
    r".{2}(?:nen|l[aä]|ström|qvist|kvist|vist|berg|man|mann|sson|skog|lund|blom|gren|stedt|strand|holm|dahl"
    r"|roos|felt|feldt|stén|sten|ov|ova|ev|eva|enko|ski|ska|sky|wicz|vić|dze|yan|mäki|järvi|niemi|koski"
    r"|vaara|aho|oja|harju|kangas|korpi|saari|ranta|virta|pää|maa|suo|sto|stö|salo|lehto|vuori|viita)"
)

# What is named after people: a street, a school, a day, a company.
_ENDING = (
    r"(?:n|a|ä|ta|tä|ssa|ssä|sta|stä|lla|llä|lle|lta|ltä|na|nä|ksi|t|en|ien|iden|jen|ille|illa|issa|ista"
    r"|un|on|an|än|en|in|hin|kin|s|et)?"
)
_THING = (
    r"(?:polku|polu|katu|kadu|tie|kuja|raitti|raiti|aukio|puisto|silta|silla|tori|ranta|ranna|koulu|lukio"
    r"|päivä|viikko|viiko|säätiö|rahasto|palkinto|palkinno|stipendi|patsas|patsaa|museo|muistomerkki"
    r"|muistomerki|muistoturnau[sk]s?e?|muistoajo|muistokilpailu|muistojuoksu|muistokonsertti|turnau[sk]s?e?"
    r"|cup|seura|yhdisty[sk]s?e?|maraton|kisa|sali|stadion|kentt[äa]|mitali"
    r"|areena|bulevardi|väylä|kaari|kirjasto|palvelutalo|kulttuuritalo|kotimuseo|syntymäkoti"
    r"|väg|vägen|gata|gatan|stig|stigen|skola|skolan|stiftelse|stiftelsen|dag|dagen|fond|park|parken)"
)
NAMED_AFTER = re.compile(
    rf" {{1,2}}(?:(?i:{_THING}{_ENDING})"
    rf"|[a-zåäö]{{3,20}}(?:rahasto|palkinto|palkinno|säätiö|turnau[sk]s?e?|kilpailu){_ENDING}"
    rf"|Oy|OY|Oyj|Ab|AB|Ky|KY|Tmi|T:mi|ry|r\.y\.|Ltd|Inc|Consulting|Group|Band|Games|Run|Open|Areena|Arena"
    r"|& ?Co|& ?[Pp]ojat|ja pojat|ja kumppanit|-\w+|niminen|[a-zåäö]{3,20} (?:Oy|Ky|Ab|OY|KY|AB))(?!\w)"
)

_THING_ITSELF = re.compile(
    rf".+(?:tie|katu|kadu|polku|polu|kuja|koulu|kirjasto|halli|talo|liitto|liito|seura|puisto|päivä|yhdisty[sk]s?e?"
    rf"|keskus|keskukse|lautakunta|lautakunna|valtuusto|hallitu[sk]s?e?|virasto|toimisto|palvelu|museo|lukio"
    rf"|päiväkoti|päiväkodi|ravintola|kahvila|areena|kauppa|kaupa|kirkko|kirko|seurakunta|seurakunna|kunta|kunna"
    rf"|kylä|gymnasium|skolan|vägen|gatan){_ENDING}"
)

OUTER = re.compile(r"(?:ll[aä]|lt[aä]|lle)(?:kin|han|hän)?$")
INESSIVE = re.compile(r"(?<!se)ss[aä](?:kin|han|hän)?$")
_WHERE = re.compile(r"(?:ss[aä]|st[aä]|ll[aä]|([aeiouyäöå])h\1n)(?:kin|han|hän)?$")
LOCAL = re.compile(
    r"(?:ss[aä]|st[aä]|ll[aä]|lt[aä]|lle|seen|([aeiouyäöå])\1n|([aeiouyäöå])h\2n|ksi)(?:kin|han|hän)?$"
)
"""The cases that tell a place: in, out of, into, at."""


def is_first(word: str) -> bool:
    """Whether a word in small letters is a first name, a double one too (Anna-Maija)."""
    if word in FIRST:
        return word not in NEVER
    halves = word.split("-")
    return len(halves) == 2 and all(each in FIRST for each in halves)


_ABROAD = ("al-", "el-", "abu-", "ben-", "o'", "o’", "mc", "d'")


def surname(word: str) -> str | None:
    """The surname, in small letters, that a word in small letters is a form of; from the list or by form."""
    if word.startswith(_ABROAD):
        return next((base for base in bases(word) if base in SURNAMES), word)
    if "-" in word:
        return _double(word)
    for base in bases(word):
        if base in SURNAMES:
            return base
    for base in bases(word):
        if _SURNAME_FORM.fullmatch(base) and base not in FIRST and base not in PLACES:
            return base
    return None


def _double(word: str) -> str | None:
    """Virtanen-Korhonen: one half is known, and only the last one is inflected."""
    for base in bases(word):
        if base in SURNAMES:
            return base
    front, _hyphen, last = word.rpartition("-")
    end = surname(last)
    if front in SURNAMES or (end and _SURNAME_FORM.fullmatch(front)):
        return f"{front}-{end or last}"
    return None


def is_thing(word: str) -> bool:
    """Whether a word is that of a street, an office, a shop (Kylätie, Kuntaliitto), or of no person."""
    return word in NEVER or (
        _THING_ITSELF.fullmatch(word) is not None
        and not any(each in SURNAMES for each in bases(word))
    )


def is_place(word: str) -> bool:
    """Whether a word may be a form of the name of a municipality, a region or a country."""
    return any(base in PLACES for base in bases(word))


def says_where(word: str) -> bool:
    """Whether a word that nobody knows tells where somebody is, rather than what belongs to whom."""
    return _WHERE.search(word) is not None


def first_name(word: str) -> str | None:
    """The first name that a word is a form of, if it is one that nobody takes for a word."""
    for base in bases(word):
        if is_first(base) and base not in WORDS and base not in PLACES:
            return base
    return None


def is_clear(word: str, *, opens: bool) -> bool:
    """Whether a capitalised word alone names somebody; `opens` if any word has a capital there."""
    found = set(bases(word))
    if not (found.isdisjoint(NEVER) and found.isdisjoint(PLACES)):
        return False
    if any(is_first(base) and not (opens and base in WORDS) for base in found):
        return True
    return any(
        (base.endswith("nen") or not opens) and base not in COMMON for base in found & SURNAMES
    )
