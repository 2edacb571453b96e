"""The bytes of pictures and videos on the disk: originals apart from what is shown, each file by its SHA-256.

A name is never anybody's but ours. A file is written beside its place, put on the disk and only then
named, so that nobody ever finds half of one. What no row knows of is swept away after a day (`sweeping`).
"""

import fcntl
import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings

from torilla.core.files import synced

ORIGINALS, SHOWN, PARTIAL = "originals", "shown", "partial"
CHUNK = 1 << 20
_UNFINISHED = ".new-"
_NAME = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the store; `size` in bytes."""

    sha256: str
    size: int


def folder(name: str) -> Path:
    """One of the three folders, made where it is not there yet; for its owner alone."""
    root = Path(settings.MEDIA)
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    (root / name).mkdir(mode=0o700, exist_ok=True)
    return root / name


def place(name: str, sha256: str) -> Path:
    """Where a file lies or would lie. ValueError for what is no hash: nobody else's name becomes a path."""
    if not _NAME.fullmatch(sha256):
        raise ValueError(sha256)
    return folder(name) / sha256[:2] / sha256


def keep(name: str, source: IO[bytes]) -> Kept:
    """Put what is read from the source into the folder. OSError leaves nothing under a name."""
    fresh = folder(name) / f"{_UNFINISHED}{secrets.token_hex(16)}"
    try:
        with open_new(fresh) as out:
            digest, size = hashlib.sha256(), 0
            while part := source.read(CHUNK):
                out.write(part)
                digest.update(part)
                size += len(part)
            out.flush()
            os.fsync(out.fileno())
        target = place(name, digest.hexdigest())
        target.parent.mkdir(mode=0o700, exist_ok=True)
        fresh.replace(target)  # one that was there is renewed, so that the sweep leaves it alone
        synced(target.parent)
    finally:
        with suppress(FileNotFoundError):
            fresh.unlink()
    return Kept(digest.hexdigest(), size)


def open_new(path: Path) -> IO[bytes]:
    """A new file that only its owner may read. FileExistsError where there is one."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def take_over(unpacked: Path) -> None:
    """Move the files of a restored backup to their places; the folder lies on the store's own disk."""
    for name in (ORIGINALS, SHOWN):
        for file in (unpacked / name).glob("*"):
            target = place(name, file.name)
            target.parent.mkdir(mode=0o700, exist_ok=True)
            file.replace(target)
        for shelf in folder(name).glob("??"):
            synced(shelf)


def drop(name: str, sha256: str) -> None:
    """Delete a file; one that is not there is deleted already."""
    with suppress(FileNotFoundError):
        place(name, sha256).unlink()


def files(name: str) -> Iterator[Path]:
    """Every finished file of the folder, by its hash."""
    for shelf in sorted(folder(name).glob("[0-9a-f][0-9a-f]")):
        yield from sorted(each for each in shelf.iterdir() if _NAME.fullmatch(each.name))


def unfinished(name: str) -> Iterator[Path]:
    """What a killed process left half written."""
    yield from folder(name).glob(f"{_UNFINISHED}*")


@contextmanager
def steady() -> Iterator[None]:
    """Nothing is dropped meanwhile: whoever records a file holds this from looking whether it is there until
    its row is committed, and whoever drops one from looking whether a row knows it until it is gone."""
    handle = os.open(folder("") / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
