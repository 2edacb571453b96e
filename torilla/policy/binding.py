"""Where the clauses of a policy stand in the municipality's own document.

A policy file knows of each clause only its first words, its last words and a fingerprint of what
stands between; the text itself is the municipality's. Binding finds the clauses in a document and
says of each whether it stands there as it was read when the policy was written.

The same document comes as text, as DOCX and as PDF, with other line breaks, hyphenation, bullets,
page numbers and running heads. So words are compared by their *key*: letters, digits and
punctuation, case-folded, without spaces, hyphens, quotation marks and list markers. What a person
is shown is the readable text, which keeps all of that.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol
from unicodedata import category, normalize

State = Literal["bound", "stale", "missing"]

# Soft hyphen, hyphen, non-breaking hyphen, and the two signs by which PDF readers mark a hyphen
# that stands at the end of a line.
HYPHENS = "\u00ad\u2010\u2011\ufffe\x02-"
DASHES = "\u2012\u2013\u2014\u2015\u2212"
BULLETS = "\u2022\u25cf\u25aa\u25e6\u2023\u2043\u00b7"
QUOTES = {"\u2018": "'", "\u2019": "'", "\u201b": "'", "\u201a": "'", "\u00b4": "'"} | {
    mark: '"' for mark in "\u201c\u201d\u201e\u201f\u00ab\u00bb"
}
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"

# After these a hyphen at the end of a line belongs to the word: "työ-" / "ja virkaprofiili".
CONJUNCTIONS = frozenset(("ja", "tai", "sekä", "eli", "och", "eller", "samt", "and", "or"))

# A clause is a few sentences; words found further apart than this are not its two ends.
LONGEST = 3_000

# Below this share of clauses found, the document is some other document.
OWN_SHARE = 0.5

_TOKEN = re.compile(
    rf"(?P<broken>(?<=\w)[{HYPHENS}][^\S\n]*\n\s*(?=\w))"
    rf"|(?P<marker>(?:(?<=\n)|\A)[^\S\n]*(?:[{BULLETS}{DASHES}]|\d{{1,2}}[.)])(?=\s))"
    r"|(?P<space>\s+)"
    r"|(?P<other>.[\u0300-\u036f]*)",
    re.DOTALL,
)
_WORD_BEFORE = re.compile(r"\w+\Z")
_WORD_AFTER = re.compile(r"\w+")
_PAGE_NUMBER = re.compile(r"(?:sivu|sida|page|s\.)?\s*-?\s*\d{1,4}\s*(?:[(/]\s*\d{1,4}\s*\)?)?\s*-?")


class Span(Protocol):
    """First and last words of a clause, which occurrence of the first, and its fingerprint."""

    @property
    def first(self) -> str: ...
    @property
    def last(self) -> str: ...
    @property
    def nth(self) -> int: ...
    @property
    def fingerprint(self) -> str: ...


class Spanned(Protocol):
    """What binding needs to know of a clause."""

    @property
    def span(self) -> Span | None: ...


@dataclass(frozen=True)
class Normalised:
    """A document in readable form and in the form that is compared.

    `offsets[i]` is the place in the source of the readable `text[i]`; `places[i]` is the place in
    `text` of `key[i]`.
    """

    text: str
    offsets: tuple[int, ...]
    key: str
    places: tuple[int, ...]


@dataclass(frozen=True)
class Bound:
    """A clause in a document: its place in the source, its readable text, its fingerprint, and

    *bound* (stands as it was read), *stale* (its words are there, the text between them has
    changed, or only one end is found) or *missing* (then start and end are 0 and the text empty).
    """

    start: int
    end: int
    text: str
    fingerprint: str
    state: State


MISSING = Bound(0, 0, "", "", "missing")


def normalise(text: str) -> Normalised:
    """The document without line breaks, hyphenation, page numbers, with plain quotes and dashes."""
    source = _without_page_furniture(text)
    letters: list[str] = []
    offsets: list[int] = []
    key: list[str] = []
    places: list[int] = []
    for piece, at, compared in _pieces(source):
        if piece == " " and (not letters or letters[-1] == " "):
            continue
        if compared:
            folded = _key_of(piece)
            key.extend(folded)
            places.extend([len(letters)] * len(folded))
        letters.extend(piece)
        offsets.extend([at] * len(piece))
    return Normalised("".join(letters), tuple(offsets), "".join(key), tuple(places))


def fingerprint(text: str) -> str:
    """The first 16 hex digits of SHA-256 over the key of a text."""
    return _hash(normalise(text).key)


def bind(clauses: Mapping[str, Spanned], text: str) -> dict[str, Bound]:
    """Each clause that has a span, by its id, in the order of the policy."""
    document = normalise(text)
    return {id: _find(clause.span, document) for id, clause in clauses.items() if clause.span}


def found(bounds: Mapping[str, Bound]) -> int:
    """How many clauses have at least some of their words in the document."""
    return sum(bound.state != "missing" for bound in bounds.values())


def is_another_document(bounds: Mapping[str, Bound]) -> bool:
    """Most clauses are missing: this is not the document of the policy."""
    return found(bounds) < OWN_SHARE * len(bounds)


def _find(span: Span, document: Normalised) -> Bound:
    first, last = normalise(span.first).key, normalise(span.last).key
    starts = _occurrences(first, document.key)
    whole = [
        (start, end)
        for start in starts
        if (end := _end_of(last, document.key, start)) and end - start <= LONGEST
    ]
    for start, end in whole:
        if _hash(document.key[start:end]) == span.fingerprint:
            return _bound(document, start, end, "bound")
    if whole:
        start, end = whole[min(span.nth, len(whole)) - 1]
        return _bound(document, start, end, "stale")
    if starts:
        return _bound(document, starts[0], starts[0] + len(first), "stale")
    for start in _occurrences(last, document.key):
        return _bound(document, start, start + len(last), "stale")
    return MISSING
