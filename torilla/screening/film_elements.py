"""What is written in a WebM or Matroska film beside it (RFC 9559); part of `film_tags`.

The elements lie one after another; one that holds others is stepped into and any other leapt over, so that no
depth needs to be kept, nor the length of one that does not say it.
"""

import re
from typing import IO, Any

from torilla.screening.document_reader import Refusal

LONGEST = 200
PARTS = 200_000
"""So many elements are looked at: a long film has some thousands of clusters."""
LARGEST_TEXT = 100_000

_SEGMENT, _CLUSTER = 0x18538067, 0x1F43B675
_WITHIN = frozenset((_SEGMENT, 0x1549A966, 0x1254C367, 0x7373, 0x67C8, 0x1941A469, 0x61A7))
_TITLE, _NAME, _TEXT, _ATTACHED = 0x7BA9, 0x45A3, 0x4487, 0x466E
_TECHNICAL = re.compile(
    r"(?i)^(encoder.*|duration|bps|number_of_.*|_statistics_.*|source_id|language|handler_name|.*_brand.*)$"
)


def matroska(file: IO[bytes]) -> list[list[Any]]:
    """Kind, places and words of each thing that is told."""
    end = file.seek(0, 2)
    found: list[list[Any]] = []
    name, at, segment = "", 0, False
    for _part in range(PARTS):
        file.seek(at)
        if at >= end or (head := _head(file)) is None:
            break
        element, length, at = head
        segment = segment or element == _SEGMENT
        if element in (_NAME, _TEXT, _TITLE, _ATTACHED):
            words = _short(file.read(min(length or 0, LARGEST_TEXT)))
            if element == _NAME:
                name = words
            elif told := _told(element, name, words):
                found.append(told)
        if length is not None and element not in _WITHIN:
            at += length
    else:
        raise Refusal("endless")
    if not segment:
        raise Refusal("damaged")
    return found[:100]


def _told(element: int, name: str, words: str) -> list[Any] | None:
    label = {_TITLE: "title", _ATTACHED: "attached file"}.get(element, name)
    if not words or _TECHNICAL.match(label):
        return None
    kind = "location" if re.search(r"(?i)location|gps|place", label) else "metadata"
    return [kind, 0, 0, f"{label}: {words}"[:LONGEST]]


def _head(file: IO[bytes]) -> tuple[int, int | None, int] | None:
    """Which element, its length (None when it is not known yet) and where its contents begin."""
    first = file.read(1)
    if not first or first[0] < 0x10:
        return None
    element = first + file.read(4 - first[0].bit_length() + 4)
    second = file.read(1)
    if not second or not second[0]:
        return None
    more = 8 - second[0].bit_length()
    length = second[0] & ((1 << (7 - more)) - 1)
    length = int.from_bytes(bytes([length]) + file.read(more))
    unknown = length == (1 << 7 * (more + 1)) - 1
    return int.from_bytes(element), None if unknown else length, file.tell()


def _short(data: bytes) -> str:
    text = data.decode(errors="replace")[:1000]
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST]
