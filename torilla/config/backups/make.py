"""Making a backup: beside its place, then named; nobody ever sees half of one under its name."""

import fcntl
import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection

from torilla.config.backups import archive, sealed
from torilla.config.backups.archive import Say
from torilla.config.backups.engines import engine
from torilla.config.backups.manifest import (
    DATABASE,
    KEYS,
    WITHDRAWALS,
    BadBackup,
    Manifest,
    Media,
    fingerprints,
    this_version,
)
from torilla.core import crash, last_backup
from torilla.core.files import synced
from torilla.media import ledger, store

PREFIX = ".torilla-backup-"


def make(target: Path | None, *, passphrase: str, now: datetime, say: Say) -> Manifest:
    """Write a backup to `target` (None: the standard output) while the program goes on writing.

    passphrase: seals the keys and puts them in; "" leaves them out. Raises FileExistsError rather than
    write over a file; OSError and the database's errors leave nothing behind.
    """
    if target is not None and target.exists():
        raise _there(target)
    with workshop(target.parent if target else settings.HOME.path) as folder:
        files = {DATABASE: folder / DATABASE}
        snapshot = engine().copy(files[DATABASE], say)
        keys = settings.TORILLA_KEYS
        if passphrase:
            files[KEYS] = folder / KEYS
            files[KEYS].write_bytes(sealed.seal(list(keys), passphrase))
        if ledger.place().exists():  # after the database: what it knows the ledger holds too
            files[WITHDRAWALS] = folder / WITHDRAWALS
            files[WITHDRAWALS].write_bytes(ledger.place().read_bytes())
        media = _media()
        manifest = Manifest(
            id=secrets.token_hex(16),
            version=this_version(),
            made_at=now,
            engine=connection.vendor,
            snapshot=snapshot,
            keys=fingerprints(keys),
            parts=tuple(archive.part_of(name, file) for name, file in files.items()),
            media=Media(len(media), sum(size for _folder, _file, size in media)),
        )
        pictures = [(name, file) for name, file, _size in media]
        if target is None:
            archive.write(sys.stdout.buffer, manifest, files, say, pictures)
            sys.stdout.buffer.flush()
        else:
            _put(folder, target, lambda out: archive.write(out, manifest, files, say, pictures))
    last_backup.note(settings.HOME.path, now)
    return manifest


def _media() -> list[tuple[str, Path, int]]:
    """Pictures and videos with their folder and size, listed after the database: it knows no others."""
    found = []
    for name in (store.ORIGINALS, store.SHOWN):
        for file in store.files(name):
            with suppress(FileNotFoundError):  # removed this very moment
                found.append((name, file, file.stat().st_size))
    return found


def _put(folder: Path, target: Path, write: Callable[[IO[bytes]], None]) -> None:
    whole = folder / "backup"
    with os.fdopen(os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        write(out)
        out.flush()
        os.fsync(out.fileno())
    crash.point("backup.written")
    try:
        os.link(whole, target)
    except FileExistsError:
        raise _there(target) from None
    except OSError:  # a disk without links, such as many network shares
        if target.exists():
            raise _there(target) from None
        whole.rename(target)
    synced(target.parent)


def _there(target: Path) -> BadBackup:
    return BadBackup(
        f"{target} is there already: a backup is never written over, give another name."
    )


@contextmanager
def workshop(beside: Path) -> Iterator[Path]:
    """A folder for our eyes alone, gone in the end; those that a killed one left behind go first."""
    for left in beside.glob(f"{PREFIX}*"):
        with suppress(OSError), _locked(left):
            shutil.rmtree(left)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=beside))
    try:
        with _locked(folder):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder while we live. OSError when another does."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)
