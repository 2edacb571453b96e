"""The form in which entries are hashed and how each entry seals the one before it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

GENESIS = "0" * 64
"""The `previous` of the first entry."""


class Link(NamedTuple):
    """The place in the chain where an entry stands: its id and its hash."""

    id: int
    hash: str


def stamp(at: datetime) -> str:
    """The time as it is hashed: UTC, ISO 8601, always with microseconds."""
    if at.tzinfo is None:
        raise ValueError("an audit entry's time needs a time zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def canonical(details: Mapping[str, Any]) -> str:
    """The details as the one JSON text that is stored and hashed; TypeError if not plain JSON."""
    text = json.dumps(
        details, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    text.encode()  # a lone surrogate can be stored nowhere: fail here
    return text


def digest(fields: Iterable[str]) -> str:
    """SHA-256 over id, time, actor, action, subject, details and previous hash, a line each."""
    return hashlib.sha256("\n".join(fields).encode()).hexdigest()


def sealed(salt: str, value: str) -> str:
    """What the chain holds of a personal value: SHA-256(salt ‖ value)."""
    return hashlib.sha256((salt + value).encode()).hexdigest()


def one_line(name: str, text: str, longest: int) -> str:
    """The text, if it can be a line of what is hashed; ValueError says what is wrong with it."""
    if not text or len(text) > longest or "\n" in text or "\x00" in text:
        raise ValueError(f"{name} of an audit entry: one line of 1–{longest} characters")
    return text
