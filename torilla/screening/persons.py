"""Persons in a text: first names and surnames beside each other, inflected.

A run of capitalised words is read from left to right. A person is a first name (and more of them,
and initials) with a surname in any case ("Anna-Maija Virtasella"), or a surname with a first name
after it, as in lists ("Virtanen, Matti"). Two words in small letters are one only if neither can be
anything else. No machine's dictionary is asked: see docs/decisions/0006.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from torilla.screening import names
from torilla.screening.inflection import bases
from torilla.screening.text import Text

MOST_FIRST = 4
"""First names and initials that one person may have before the surname."""

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪĶŁĻŃŅŇŌŐŘŚŠŞŢŤŪŮŰŹŻŽİ"
_CAPITALISED = rf"[{_UPPER}](?:\w+|['’]\w+)(?:[-'’]\w+){{0,4}}(?::\w{{1,5}}(?!\w))?"
_INITIAL = rf"[{_UPPER}]\.(?:-?[{_UPPER}]\.)?"
_SMALL_PART = "(?:af|von|van|de|del|der|den|di|da|dos|la|al|el|bin|ibn|zu|ter) "
_RUN = re.compile(
    rf"(?<![\w@#.-]){_CAPITALISED}(?:,? {{1,2}}(?:{_SMALL_PART}){{0,3}}(?:{_INITIAL}|{_CAPITALISED}))+"
)
_WORD = re.compile(rf"(,?) {{0,2}}((?:{_SMALL_PART}){{0,3}})({_INITIAL}|{_CAPITALISED})")
_SMALL_PAIR = re.compile(
    r"(?<![\w@#.-])([a-zåäöéü]{3,14}(?:-[a-zåäöéü]{2,12})?) "
    r"(?=([a-zåäö]{1,12}(?:nen|se|si|sten)[a-zåäö]{0,9})(?!\w))"
)

# After these anybody follows, a first name that is in no list too.
_TITLE = re.compile(
    r"(?:johtaja|rehtori|opettaja|lääkäri|päällikkö|hoitaja|valtuutettu|sihteeri|insinööri|kirjailija"
    r"|taiteilija|toimittaja|ohjaaja|asiantuntija|kouluttaja|suunnittelija|psykologi|kuraattori|kanttori"
    r"|pastori|kirkkoherra|neuvos|professori|tohtori|maisteri|edustaja|ministeri|valokuvaaja|muusikko"
    r"|laulaja|valmentaja|yrittäjä|tarkastaja|koordinaattori|juontaja|vieraana|puhujana|oppilas|nimeltä"
    r"|herra|rouva|fru|herr|rektor)(?:mme|nsa|nsä)? $"
)
_BEFORE_THING = re.compile(r"(?:tmi|oy|ab|t:mi|m/s|s/s)\.? [\"”]?$", re.IGNORECASE)
_OPENING = re.compile(r"(?:^|[.!?:;…\n\r\t\f\"”“(•*|-])[\"”“( •*-]{0,3}$")
_LIST_BEFORE = re.compile(r"(?:^|[,:;\n\t•*-]| ja) ?$")
_LIST_AFTER = re.compile(r"[,;.:()\n\t]| ja |$")
_WORD_START = re.compile(rf"(?<![\w'])(?!{_SMALL_PART})\w")


@dataclass(frozen=True, slots=True)
class Person:
    """`name` is its base form ("Matti Virtanen" of "Matti Virtaselle"), as far as the surname is known."""

    start: int
    end: int
    name: str


def persons(text: Text) -> list[Person]:
    """All persons of the text in the order in which they stand."""
    surnames = _Surnames()
    found = [
        each
        for run in _RUN.finditer(text.plain)
        for each in _Run(text.plain, run.start(), run.end(), surnames).persons()
    ]
    small = list(_in_small_letters(text.plain, surnames))
    return sorted(found + small, key=lambda each: each.start) if small else found


class _Surnames(dict[str, str | None]):
    """Each word of a text is looked up once."""

    def __missing__(self, word: str) -> str | None:
        self[word] = names.surname(word)
        return self[word]


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a run: `low` in small letters, `part` what stands before it ("von "), or nothing."""

    low: str
    start: int
    end: int
    comma: bool
    part: str
    capitals: bool

    @property
    def initial(self) -> bool:
        return self.low.endswith(".")

    @property
    def goes_on(self) -> bool:
        """Whether it may stand between a first name and a surname."""
        return not self.comma and not self.part and (self.initial or names.is_first(self.low))


class _Run:
    """Capitalised words beside each other, with at most a comma between two of them."""

    def __init__(self, plain: str, start: int, end: int, surnames: _Surnames) -> None:
        self.plain = plain
        self.surnames = surnames
        self.words = [
            _Word(
                word[3].lower(),
                word.start(2),
                word.end(),
                bool(word[1]),
                word[2],
                word[3].isupper(),
            )
            for word in _WORD.finditer(plain, start, end)
        ]

    def persons(self) -> Iterator[Person]:
        at = 0
        while at < len(self.words) - 1:
            last, base, start = self._given_first(at) or self._surname_first(at) or (at, "", at)
            if base:
                person = self._person(at, last, base, start)
                if person is not None:
                    yield person
            at = last + 1

    def _given_first(self, at: int) -> tuple[int, str, int] | None:
        """The surname's place, its base and the first name's place, where a name begins."""
        first = self.words[at]
        if first.initial or not (names.is_first(first.low) or self._after_title(first)):
            return None
        for last in range(self._names_end(at + 1), at, -1):
            if last < len(self.words) and not self.words[last].comma:
                base = self._last_name(first, self.words[last])
                if base:
                    return last, base, at
        return None

    def _names_end(self, at: int) -> int:
        """The place after the first names and initials from a place on."""
        end = at
        while end < len(self.words) and end - at < MOST_FIRST - 1 and self.words[end].goes_on:
            end += 1
        return end

    def _last_name(self, first: _Word, word: _Word) -> str | None:
        """The surname that a word is a form of, where it can be one after that first name."""
        if word.initial or names.is_thing(word.low) or names.INESSIVE.search(word.low):
            return None
        known = self.surnames[word.low]
        if word.part:
            known = self.surnames[word.part + word.low] or known or word.low
            known = known.removeprefix(word.part)
        if known is None and names.is_first(word.low):
            return None
        place = names.is_place(word.low)
        if place and _is_there(word.low):
            return None
        if known and not (place and known != word.low and self._may_be_a_word(first)):
            return known
        if place or first.capitals or word.capitals or self._may_be_a_word(first):
            return None
        return None if names.first_name(word.low) or names.says_where(word.low) else word.low

    def _may_be_a_word(self, first: _Word) -> bool:
        """Whether it begins a sentence or a line, where "Satu" may be a tale and "Toivo" hope."""
        if first.low not in names.WORDS:
            return False
        return first.start == 0 or bool(
            _OPENING.search(self.plain, max(0, first.start - 5), first.start)
        )

    def _after_title(self, first: _Word) -> bool:
        """Whether a word that is in no list of first names stands after a title."""
        if first.low.endswith("n") or first.capitals or names.is_thing(first.low):
            return False
        before = self.plain[max(0, first.start - 24) : first.start].lower()
        return _TITLE.search(before) is not None and not names.is_place(first.low)

    def _surname_first(self, at: int) -> tuple[int, str, int] | None:
        """Virtanen Matti; Virtanen, Matti Juhani; Virtasen Matti: no other surname may follow."""
        surname, first = self.words[at], self.words[at + 1]
        if first.initial or not names.is_first(first.low):
            return None
        if first.low in names.WORDS and not surname.low.endswith("nen"):
            return None
        base = self.surnames[surname.low]
        if surname.low in names.PLACES or surname.low in names.NEVER:
            return None
        if not base or names.is_first(surname.low):
            return None
        end = self._names_end(at + 2)
        if end == at + 2 and not self._may_lead(surname, base, first):
            return None
        after = self.words[end] if end < len(self.words) else None
        if after is not None and not after.comma and self.surnames[after.low]:
            return None
        return end - 1, base, at + 1

    def _may_lead(self, surname: _Word, base: str, first: _Word) -> bool:
        """Whether a surname may stand before a first name: one in -nen anywhere, others in lists."""
        if surname.low == base.removesuffix("nen") + "sen":
            return not first.comma
        if surname.low.endswith("nen") or "-" in surname.low:
            return True
        before = _LIST_BEFORE.search(self.plain, max(0, surname.start - 3), surname.start)
        listed = first.comma or _LIST_AFTER.match(self.plain, first.end)
        return surname.low == base and bool(listed and (before or surname.start == 0))

    def _person(self, at: int, last: int, base: str, first: int) -> Person | None:
        """The person, unless the words are the name of a street, a school, a company."""
        words, start, end = self.words, self.words[at].start, self.words[last].end
        if names.NAMED_AFTER.match(self.plain, end):
            return None
        if _BEFORE_THING.search(self.plain, max(0, start - 8), start):
            return None
        given = words[at:last] if first == at else words[first : last + 1]
        part = words[last].part if first == at else words[at].part
        name = " ".join([*(each.part + each.low for each in given), part + base])
        return None if name in names.NOT_PEOPLE else Person(start, end, _written(name))


def _is_there(place: str) -> bool:
    """Whether somebody is, comes or goes there: "Pekka Helsingistä", but not "Pekka Lahdelle"."""
    outer = names.OUTER.search(place)
    if outer and any(base in names.OFTEN_SURNAMES for base in bases(place)):
        return False
    return names.LOCAL.search(place) is not None


def _in_small_letters(plain: str, surnames: _Surnames) -> Iterator[Person]:
    for pair in _SMALL_PAIR.finditer(plain):
        first, last = pair.groups()
        if names.is_first(first) and first not in names.WORDS:
            base = surnames[last]
            if base and base.endswith("nen") and base not in names.COMMON:
                yield Person(pair.start(1), pair.end(2), _written(f"{first} {base}"))


def _written(name: str) -> str:
    """With capitals, but "von" and "af" without."""
    return _WORD_START.sub(lambda letter: letter[0].upper(), name)
