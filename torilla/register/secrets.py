"""Whether a text looks like a password: such a text must not come into the register (S4)."""

import re

NAMED = re.compile(r"\b(?:salasana|lösenord|password|passwd|pwd|pin)\s*[:=]\s*\S", re.IGNORECASE)
"""Somebody wrote what it is and then the thing itself."""
LONG = 8
PUNCTUATION = "-_./,;:()'’\"&@"
"""Signs that stand in ordinary words, names and addresses as well."""


def looks_secret(text: str) -> bool:
    """Whether the text holds a password by the looks of it; a guess, so it errs on few words."""
    words = text.split()
    if NAMED.search(text) or any(_odd(word) for word in words):
        return True
    return len(words) == 1 and _mixed(words[0])


def _odd(word: str) -> bool:
    """A long word with letters, a figure and a sign that no ordinary word has."""
    if len(word) < LONG or "://" in word:
        return False
    signs = any(not each.isalnum() and each not in PUNCTUATION for each in word)
    return signs and any(map(str.isalpha, word)) and any(map(str.isdigit, word))


def _mixed(word: str) -> bool:
    """A long word of small letters, capitals and figures, standing alone."""
    return (
        len(word) >= LONG
        and "://" not in word
        and any(map(str.islower, word))
        and any(map(str.isupper, word))
        and any(map(str.isdigit, word))
    )
