"""What may be kept as a consent given on paper, told from the bytes."""

import re

from torilla.core.files import bare_name

LARGEST = 10_000_000
"""Bytes of the largest scan."""
TYPES = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}
LONGEST_NAME = 120
_SIGNS = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg"}
_ENDINGS = re.compile(r"(\.(pdf|png|jpe?g))+$", re.IGNORECASE)


def kind_of(content: bytes) -> str | None:
    """What the bytes are; None for what is not taken."""
    return next((kind for sign, kind in _SIGNS.items() if content.startswith(sign)), None)


def safe_name(name: str, kind: str) -> str:
    """A name that can do no harm, with the ending of its kind."""
    stem = _ENDINGS.sub("", bare_name(name)).strip(" .")
    return f"{stem[:LONGEST_NAME].strip() or 'kuvalupa'}.{kind}"
