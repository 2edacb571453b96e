"""The ledger of withdrawals: a file of its own that outlives the database and holds nobody's data.

A line is a JSON object: `n` (from 1), `at`, `reference` (of a consent, or of somebody pictured), `what`,
`previous` and `hash`, SHA-256 over the other five. A line is on the disk before the command that made it
commits. One whose command did not commit is carried out by the next `replay`: whoever pressed the button
meant it. Only the last line can be torn, by a machine that went down; it belongs to no command that committed.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from torilla.core import crash
from torilla.core.files import synced

WITHDRAWN, OBJECTED, DECLINED, NEVER, NEVER_ENDED = (
    "withdrawn", "objected", "declined", "never", "never ended",
)  # fmt: skip
WHAT = frozenset({WITHDRAWN, OBJECTED, DECLINED, NEVER, NEVER_ENDED})
_KEYS = ("n", "at", "reference", "what", "previous")


@dataclass(frozen=True, slots=True)
class Line:
    """What happened to whom, when; two lines that say the same are one."""

    at: datetime
    reference: UUID
    what: str


@dataclass(slots=True)
class Read:
    """What a ledger holds. `torn`: its last line is not whole; `broken`: numbers of the lines (from 1) that
    were changed, moved or put in afterwards, or before which one was taken out."""

    lines: list[Line] = field(default_factory=list)
    torn: bool = False
    broken: list[int] = field(default_factory=list)
    last_n: int = 0
    last_hash: str = ""


def place() -> Path:
    """Where this installation's ledger lies (TORILLA_WITHDRAWALS)."""
    return Path(settings.WITHDRAWALS)


def read(file: Path) -> Read:
    """Read a ledger through. One that is not there is empty. OSError where it cannot be read.

    A line that was tampered with is told and still read where it says anything: a false withdrawal does
    less harm than a lost one. Only that somebody may be shown after all is not believed then.
    """
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return Read()
    return _parsed(content)


def _parsed(content: bytes) -> Read:
    found = Read()
    *whole, tail = content.split(b"\n")
    found.torn = bool(tail)
    for number, text in enumerate(whole, 1):
        told = _told(text)
        line = _line(told)
        if told is None or line is None:
            found.broken.append(number)
            continue
        linked = told["n"] == found.last_n + 1 and told["previous"] == found.last_hash
        sound = linked and told.get("hash") == _hash(told)
        if not sound:
            found.broken.append(number)
        if sound or line.what != NEVER_ENDED:
            found.lines.append(line)
        found.last_n, found.last_hash = int(told["n"]), str(told.get("hash", ""))
    return found


def _told(text: bytes) -> dict[str, Any] | None:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return None
    good = isinstance(told, dict) and isinstance(told.get("n"), int) and set(_KEYS) <= told.keys()
    return told if good else None


def _line(told: dict[str, Any] | None) -> Line | None:
    if told is None or told["what"] not in WHAT:
        return None
    try:
        at, reference = datetime.fromisoformat(str(told["at"])), UUID(str(told["reference"]))
    except ValueError:
        return None
    return Line(at, reference, str(told["what"])) if at.tzinfo is not None else None


def _hash(told: dict[str, Any]) -> str:
    bare = {key: told[key] for key in _KEYS}
    text = json.dumps(bare, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def write(line: Line) -> None:
    """Add a line and return when it is on the disk. OSError where the disk does not take it."""
    merge([line])
    crash.point("withdrawals.written")


def merge(lines: Iterable[Line]) -> int:
    """Add the lines that the ledger does not hold yet, in their order; how many. OSError as `write`."""
    with _locked(place()) as handle:
        found = _parsed(_content(handle))
        known = set(found.lines)
        fresh = [line for line in dict.fromkeys(lines) if line not in known]
        if fresh:
            _append(handle, found, fresh)
    return len(fresh)


def _append(handle: int, found: Read, fresh: list[Line]) -> None:
    size = os.fstat(handle).st_size
    if found.torn:
        size = _content(handle).rfind(b"\n") + 1
        os.ftruncate(handle, size)
    n, previous = found.last_n, found.last_hash
    text = b""
    for line in fresh:
        n += 1
        told: dict[str, Any] = {
            "n": n,
            "at": line.at.isoformat(),
            "reference": str(line.reference),
            "what": line.what,
            "previous": previous,
        }
        previous = told["hash"] = _hash(told)
        text += json.dumps(told).encode() + b"\n"
    written = os.pwrite(handle, text, size)
    os.fsync(handle)
    if written != len(text):
        raise OSError("the ledger of withdrawals was not written whole")


def _content(handle: int) -> bytes:
    return os.pread(handle, os.fstat(handle).st_size, 0)


@contextmanager
def _locked(file: Path) -> Iterator[int]:
    """The file, made where it is not there yet, for one writer at a time."""
    new = not file.exists()
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        if new:
            synced(file.parent)
        yield handle
    finally:
        os.close(handle)
