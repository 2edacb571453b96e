"""Which column holds what: by its heading in three languages, else by what stands in it."""

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.utils import translation

from torilla.people.importing.cells import key

HEADINGS_WITHIN = 10
"""A heading stands in one of the first rows; titles may stand above it."""
SAMPLE = 200
ENOUGH = 0.5
"""The part of the cells that have to look like it where a column has no heading."""


@dataclass(frozen=True)
class Field:
    """Something that a column may hold. `words` are its headings, `looks` tells it by a cell."""

    name: str
    label: object
    words: tuple[str, ...]
    looks: Callable[[str], bool] | None = None

    @cached_property
    def known(self) -> frozenset[str]:
        """The headings as `key` makes them, our own label in every language among them."""
        labels = []
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                labels.append(str(self.label))
        return frozenset(key(word) for word in (self.name, *self.words, *labels))


Cells = tuple[str, ...]


@dataclass(frozen=True)
class Guessed:
    """Where the rows begin, what the columns are called and what they hold ("" for nothing)."""

    first: int
    heading: tuple[str, ...]
    columns: tuple[str, ...]


def guess(rows: Sequence[tuple[int, Cells]], fields: Sequence[Field]) -> Guessed:
    """Find the heading and say what each column holds; each field at most once."""
    width = max((len(cells) for _number, cells in rows), default=0)
    place, by_heading = _heading(rows, fields)
    first = 0 if place is None else place + 1
    heading = rows[place][1] if place is not None else ()
    columns = by_heading + [""] * (width - len(by_heading))
    _by_content(columns, rows[first : first + SAMPLE], fields)
    return Guessed(first, heading + ("",) * (width - len(heading)), tuple(columns))


def _heading(
    rows: Sequence[tuple[int, Cells]], fields: Sequence[Field]
) -> tuple[int | None, list[str]]:
    best: tuple[int | None, list[str]] = (None, [])
    most = 0
    for place, (_number, cells) in enumerate(rows[:HEADINGS_WITHIN]):
        named = named_by(cells, fields)
        found = sum(1 for name in named if name)
        if found > most and (found > 1 or len(cells) < 3):
            best, most = (place, named), found
    return best


def named_by(cells: Cells, fields: Sequence[Field]) -> list[str]:
    """The field that each heading names: exactly first, then nearly."""
    named = [""] * len(cells)
    for nearly in (False, True):
        for place, cell in enumerate(cells):
            # A prefix ("torilla:kind") is no part of the word; "@type" is JSON-LD's own.
            word = key(cell.rpartition(":")[2] or cell)
            if named[place] or not word or cell.startswith("@"):
                continue
            free = [f for f in fields if f.name not in named]
            named[place] = next((f.name for f in free if _names(word, f, nearly)), "")
    return named


def _names(word: str, field: Field, nearly: bool) -> bool:
    if not nearly:
        return word in field.known
    if len(word) > 40 or len(word) < 4:
        return False
    return bool(difflib.get_close_matches(word, field.known, n=1, cutoff=0.86))


def _by_content(
    columns: list[str], rows: Sequence[tuple[int, Cells]], fields: Sequence[Field]
) -> None:
    for each in fields:
        if each.looks is None or each.name in columns:
            continue
        shares = {
            place: _share(each.looks, [cells[place] for _n, cells in rows if place < len(cells)])
            for place, name in enumerate(columns)
            if not name
        }
        best = max(shares, key=lambda place: shares[place], default=None)
        if best is not None and shares[best] >= ENOUGH:
            columns[best] = each.name


def _share(looks: Callable[[str], bool], cells: list[str]) -> float:
    filled = [cell for cell in cells if cell.strip()]
    return sum(1 for cell in filled if looks(cell)) / len(filled) if filled else 0.0
