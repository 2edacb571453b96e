"""The frozen texts: 300 with planted items and 1,000 ordinary ones, and how screening does on them.

Somebody who had not seen the detectors wrote them; `texts/FROZEN` holds their hashes from before the
detectors were tuned. In a text `{{kind|words}}` marks an item; `single` is a person by one name alone.
"""

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from torilla.screening.objection import Objection
from torilla.screening.screen import screen

TEXTS = Path(__file__).with_name("texts")
ORDINARY = ("ordinary-1.txt", "ordinary-2.txt", "ordinary-3.txt")
PLANTED = ("planted.txt",)

_HEAD = re.compile(r"^%% (\S+) (\S+) (\S+)\n", re.MULTILINE)
_ITEM = re.compile(r"\{\{([a-z-]+)\|([^{}]*)\}\}")


@dataclass(frozen=True)
class Sample:
    """One text; `items` are (kind, start, end) in its characters."""

    id: str
    genre: str
    mould: str
    text: str
    items: tuple[tuple[str, int, int], ...]


@cache
def samples(files: tuple[str, ...]) -> tuple[Sample, ...]:
    found = []
    for file in files:
        parts = _HEAD.split((TEXTS / file).read_text(encoding="utf8"))[1:]
        for at in range(0, len(parts), 4):
            found.append(_sample(*parts[at : at + 3], parts[at + 3].strip("\n")))
    return tuple(found)


def _sample(id: str, genre: str, mould: str, marked: str) -> Sample:
    text, items, last = "", [], 0
    for item in _ITEM.finditer(marked):
        text += marked[last : item.start()]
        items.append((item[1], len(text), len(text) + len(item[2])))
        text += item[2]
        last = item.end()
    return Sample(id, genre, mould, text + marked[last:], tuple(items))


def frozen() -> dict[str, str]:
    """The SHA-256 of each file by name, as they were frozen."""
    rows = (TEXTS / "FROZEN").read_text(encoding="utf8").splitlines()
    return {name: sha for sha, name in (row.split() for row in rows)}


def sha256(name: str) -> str:
    return hashlib.sha256((TEXTS / name).read_bytes()).hexdigest()


@cache
def found(files: tuple[str, ...]) -> dict[str, list[Objection]]:
    """The objections to each text by its id."""
    return {each.id: screen(each.text) for each in samples(files)}


@dataclass
class Score:
    """Of one kind: items found, items missed, and finds where no item stands."""

    hits: int = 0
    misses: int = 0
    false: int = 0

    @property
    def recall(self) -> float:
        return self.hits / (self.hits + self.misses) if self.hits + self.misses else 1.0

    @property
    def precision(self) -> float:
        return self.hits / (self.hits + self.false) if self.hits + self.false else 1.0


def score(kind: str, files: tuple[str, ...]) -> Score:
    """How a kind does. An item counts as found where a find of the kind overlaps it."""
    result = Score()
    for sample in samples(files):
        finds = [(o.start, o.end) for o in found(files)[sample.id] if o.kind == kind]
        items = [(start, end) for name, start, end in sample.items if name == kind]
        # A person shown by one name alone is neither an item nor a fault.
        neutral = [(s, e) for name, s, e in sample.items if kind == "name" and name == "single"]
        result.hits += sum(_overlaps(item, finds) for item in items)
        result.misses += sum(not _overlaps(item, finds) for item in items)
        result.false += sum(not _overlaps(find, items + neutral) for find in finds)
    return result


def _overlaps(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def kinds(files: tuple[str, ...]) -> Counter[str]:
    return Counter(name for sample in samples(files) for name, _start, _end in sample.items)
