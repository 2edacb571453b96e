"""Ids as requests name them."""

LONGEST = 15
"""Digits; SQLite and PostgreSQL hold eighteen."""


def id_in(text: str) -> int | None:
    """The id of a row, None where the text is none: “²” is a digit but no number."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST else None
