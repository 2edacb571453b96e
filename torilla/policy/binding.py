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

# The soft hyphen, and the two signs by which PDF readers mark a hyphen at the end of a line.
SOFT = "\u00ad\ufffe\x02"
HYPHENS = SOFT + "\u2010\u2011-"
DASHES = "\u2012\u2013\u2014\u2015\u2212"
BULLETS = "\u2022\u25cf\u25aa\u25e6\u2023\u2043\u00b7"
QUOTES = {"\u2018": "'", "\u2019": "'", "\u201b": "'", "\u201a": "'", "\u00b4": "'"} | {
    mark: '"' for mark in "\u201c\u201d\u201e\u201f\u00ab\u00bb"
}

# Compared besides letters and digits. Hyphens, quotation marks and bullets are not: they change
# when a document is saved in another form.
PUNCTUATION = frozenset(",.;:?!()/@&%+#=_\u00a7\u20ac")

# After these a hyphen at the end of a line belongs to the word: "työ-" / "ja virkaprofiili".
CONJUNCTIONS = frozenset(("ja", "tai", "sekä", "eli", "och", "eller", "samt", "and", "or"))

# A clause is a few sentences; words found further apart than this are not its two ends.
LONGEST = 3_000

# Below this share of clauses found, the document is some other document.
OWN_SHARE = 0.5

_TOKEN = re.compile(
    rf"(?P<broken>(?<=\w)(?:[{HYPHENS}][^\S\n]*\n\s*|[{SOFT}]\s*)(?=\w))"
    rf"|(?P<marker>(?:(?<=\n)|\A)[^\S\n]*(?:[o{BULLETS}{DASHES}-]|\d{{1,2}}[.)])(?=\s))"
    # Up to the last line break, so that a marker may stand behind the spaces that follow.
    r"|(?P<space>\s*\n|\s+)"
    r"|(?P<other>.[\u0300-\u036f]{0,8})",
    re.DOTALL,
)
_WORD_BEFORE = re.compile(r"\w+\Z")
_WORD_AFTER = re.compile(r"\w{1,60}")
_HYPHENATED = re.compile(r"\b\w{1,60}-\w{1,60}\b")
_PAGE_NUMBER = re.compile(
    r"(?:sivu|sida|page|s\.)?\s*-?\s*\d{1,4}\s*(?:[(/]\s*\d{1,4}\s*\)?)?\s*-?"
)


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
        (start, end) for start in starts if (end := _end_of(last, document.key, start + len(first)))
    ]
    # The occurrence that the policy names comes first; another one that fits serves as well,
    # since a sentence may have been added above.
    for start, end in [*whole[span.nth - 1 : span.nth], *whole]:
        if _hash(document.key[start:end]) == span.fingerprint:
            return _bound(document, start, end, "bound")
    if whole:
        return _bound(document, *whole[min(span.nth, len(whole)) - 1], "stale")
    for words in (first, last):
        for start in _occurrences(words, document.key)[:1]:
            return _bound(document, start, start + len(words), "stale")
    return MISSING


def _occurrences(words: str, key: str) -> list[int]:
    return [match.start() for match in re.finditer(re.escape(words), key)] if words else []


def _end_of(last: str, key: str, earliest: int) -> int:
    """Where the last words end, not before `earliest` (first and last may overlap); 0 if none."""
    at = key.find(last, max(0, earliest - len(last)), earliest + LONGEST) if last else -1
    return at + len(last) if at >= 0 else 0


def _bound(document: Normalised, start: int, end: int, state: State) -> Bound:
    first, last = document.places[start], document.places[end - 1]
    # Quotation marks are not compared, but those around the clause are shown with it.
    first -= document.text[first - 1 : first] in ('"', "'")
    last += document.text[last + 1 : last + 2] in ('"', "'")
    return Bound(
        start=document.offsets[first],
        end=document.offsets[last] + 1,
        text=document.text[first : last + 1],
        fingerprint=_hash(document.key[start:end]),
        state=state,
    )


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def _pieces(source: str) -> Iterator[tuple[str, int, bool]]:
    """Readable pieces of the source, each with its place and whether it is compared."""
    hyphenated = set(_HYPHENATED.findall(source))
    for match in _TOKEN.finditer(source):
        if match["broken"]:
            yield _joint(source, match.start(), match.end(), hyphenated), match.start(), False
        elif match["marker"]:
            yield _plain(match["marker"].strip()), match.end() - len(match["marker"].strip()), False
        elif match["space"]:
            yield " ", match.start(), False
        else:
            yield _plain(match["other"]), match.start(), True


def _joint(source: str, start: int, end: int, hyphenated: set[str]) -> str:
    """What stands between the halves of a word broken at the end of a line."""
    before = _WORD_BEFORE.search(source, max(0, start - 60), start)
    after = _WORD_AFTER.match(source, end)
    if not before or not after:
        return ""
    if after[0] in CONJUNCTIONS:
        return "- "
    return "-" if f"{before[0]}-{after[0]}" in hyphenated else ""


def _plain(piece: str) -> str:
    """A letter with its accents as one, plain quotation marks and dashes, nothing invisible."""
    letter = normalize("NFC", piece)
    if letter in QUOTES:
        return QUOTES[letter]
    if letter in DASHES:
        return "\u2013"
    if letter in HYPHENS:
        return "-" if letter not in SOFT else ""
    if letter in BULLETS:
        return "\u2022"
    return "" if category(letter[0]) in ("Cc", "Cf", "Cn", "Co") else letter


def _key_of(piece: str) -> str:
    return "".join(
        letter
        for letter in normalize("NFKC", piece).casefold()
        if letter.isalnum() or letter in PUNCTUATION
    )


def _without_page_furniture(text: str) -> str:
    """The text with page numbers and running heads blanked, so that all places stay the same."""
    pages = text.split("\f")
    repeated = _running_heads(pages)
    return "\f".join(_blanked(page, repeated) for page in pages)


def _blanked(page: str, repeated: set[str]) -> str:
    edges = _edges(page)
    return "".join(
        re.sub(r"[^\r\n]", " ", line)
        if _is_page_number(line) or (line in edges and _masked(line) in repeated)
        else line
        for line in page.splitlines(keepends=True)
    )


def _is_page_number(line: str) -> bool:
    words = line.strip().casefold()
    return len(words) < 30 and bool(_PAGE_NUMBER.fullmatch(words))


def _running_heads(pages: list[str]) -> set[str]:
    """Lines, whatever their numbers, at the edge of at least three pages and of half of all."""
    seen = Counter(line for page in pages for line in {_masked(line) for line in _edges(page)})
    return {line for line, times in seen.items() if times >= max(3, len(pages) / 2)}


def _edges(page: str) -> list[str]:
    """The first two and the last two written lines of a page."""
    lines = [line for line in page.splitlines(keepends=True) if line.strip()]
    return lines[:2] + lines[-2:]


def _masked(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()))
