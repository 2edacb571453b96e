"""What stands in a cell, as something that can be compared."""

import difflib
import re
import unicodedata
from collections.abc import Iterable

LIKE = 0.72
"""How alike two words have to be for a question "did you mean …?"."""
LONGEST = 4000


def clean(text: str) -> str:
    """The text without what a spreadsheet leaves around it and without signs that nobody sees."""
    seen = text
    if not text.isprintable():
        seen = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in _UNSEEN)
    return unicodedata.normalize("NFC", seen).strip()


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def key(text: str) -> str:
    """What two spellings of the same word have in common: letters and digits, without case."""
    word = clean(text).casefold()
    return word if word.isalnum() else "".join(c for c in word if c.isalnum())


def folded(text: str) -> str:
    """For comparing names: one space between words, no case."""
    return " ".join(clean(text).casefold().split())


def parted(text: str) -> list[str]:
    """The things that a cell lists: parted by semicolons or lines."""
    return [part for each in re.split(r"[;\n]", text) if (part := clean(each))]


def closest(word: str, known: Iterable[str]) -> str:
    """The known word that somebody probably meant; "" for none."""
    found = difflib.get_close_matches(word[:60], list(known), n=1, cutoff=LIKE)
    return found[0] if found else ""
