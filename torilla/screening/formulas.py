"""Cells of a CSV file that a spreadsheet program would run, and back."""

import re

# What may stand before the sign and is skipped by one program or another.
_BEFORE = r"[\s\u200b-\u200f\u2060\ufeff\u00ad]*"
_LEADS = r"[=+\-@|%\t\r\n\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212]"
_RUNS = re.compile(rf"'*{_BEFORE}{_LEADS}|'*\s")
_GUARDED = re.compile(rf"'(?:'*{_BEFORE}{_LEADS}|'*\s)")


def guarded(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet program would run or drop something."""
    return f"'{text}" if _RUNS.match(text) else text


def unguarded(text: str) -> str:
    """The text as it was before `guarded`."""
    return text[1:] if _GUARDED.match(text) else text
