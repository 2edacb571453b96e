"""Finnish words that the dictionary does not know (Voikko; Debian's packages libvoikko1 and voikko-fi)."""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

MOST = 200
"""Misspelt words told of one text."""
SUGGESTIONS = 5

# A word without digits; what begins with # or @, or stands in an address, is none.
_WORD = re.compile(r"(?<![\w#@/.:-])[^\W\d_]+(?:[-'’:][^\W\d_]+)*(?![\w@/]|[.:]\w)")
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Misspelt:
    """A word at a place of the text, and what may have been meant."""

    start: int
    end: int
    text: str
    suggestions: tuple[str, ...]


def available() -> bool:
    """Whether the dictionary is on this machine."""
    return _voikko() is not None


def misspelt(text: str, known: frozenset[str] = frozenset()) -> list[Misspelt]:
    """The words that the dictionary does not know, at most MOST; none where it is not there.

    `known` are words that pass: names of people and places, as they stand in the text.
    """
    return list(_misspelt(text, known)) if available() else []


def _misspelt(text: str, known: frozenset[str]) -> Iterator[Misspelt]:
    told = 0
    for word in _WORD.finditer(text):
        letters = word[0]
        # Abbreviations in capitals are in no dictionary.
        if len(letters) < 2 or len(letters) > 80 or letters.isupper() or letters in known:
            continue
        if not _is_known(letters):
            yield Misspelt(word.start(), word.end(), letters, _suggestions(letters))
            told += 1
            if told == MOST:
                return


@lru_cache(maxsize=20_000)
def _is_known(word: str) -> bool:
    with _lock:
        return bool(_voikko().spell(word))


@lru_cache(maxsize=2_000)
def _suggestions(word: str) -> tuple[str, ...]:
    with _lock:
        return tuple(_voikko().suggest(word)[:SUGGESTIONS])


@cache
def _voikko() -> Any:
    """The dictionary; None where the library or the Finnish words are missing."""
    import libvoikko  # type: ignore[import-untyped]

    try:
        return libvoikko.Voikko("fi")
    except (libvoikko.VoikkoException, OSError):
        return None
