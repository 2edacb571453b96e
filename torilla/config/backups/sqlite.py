"""SQLite: VACUUM INTO copies one moment and leaves behind what was erased; writers go on meanwhile."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection

from torilla.config.backups.archive import Say
from torilla.config.backups.manifest import BadBackup, Snapshot
from torilla.core import crash
from torilla.core.quiet import MARK

_PATIENCE = 20
"""Seconds to wait for a lock, as the program itself does."""
_STEPS = 100_000
"""Steps of SQLite's machine between two words on the progress."""
_DAMAGED = "The database in this backup is damaged; take another copy."


def copy(to: Path, say: Say) -> Snapshot:
    """See `engines.Engine`."""
    source = _path()
    size = source.stat().st_size

    def tell() -> int:
        say("copying the database", to.stat().st_size if to.exists() else 0, size)
        return 0

    with _opened(source) as database:
        database.set_progress_handler(tell, _STEPS)
        database.execute("VACUUM INTO ?", [str(to)])
    return _snapshot(to)


def _snapshot(file: Path) -> Snapshot:
    with _opened(file) as database:
        head = database.execute("SELECT last_id, hash FROM core_audithead WHERE id = 1").fetchone()
        rows = database.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()
    names = tuple(f"{app}.{name}" for app, name in rows)
    return Snapshot(sqlite3.sqlite_version, names, *(head or (0, "")))


def is_empty() -> bool:
    """See `engines.Engine`."""
    with _opened(_path()) as database:
        return not database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]


def begun() -> str:
    """See `engines.Engine`."""
    with _opened(_path()) as database:
        if not database.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [MARK]).fetchone():
            return ""
        return str(database.execute("SELECT backup FROM " + MARK).fetchone()[0])  # noqa: S608  (ours)


def load(file: Path, backup: str, say: Say) -> None:
    """See `engines.Engine`. SQLite's own copying is one transaction: all of it stands or nothing."""
    look(file)
    with _opened(file) as source, _opened(_path()) as target:
        source.execute(f"CREATE TABLE {MARK} AS SELECT ? AS backup", [backup])
        source.commit()
        crash.point("restore.begun")
        source.backup(target)
    _synced(_path())


def look(file: Path) -> None:
    """See `engines.Engine`."""
    with file.open("rb") as content:
        if content.read(16) != b"SQLite format 3\0":
            raise BadBackup(_DAMAGED)
    try:
        with _opened(file) as database:
            found = database.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise BadBackup(_DAMAGED) from error
    if found != "ok":
        raise BadBackup(_DAMAGED)


def refuse_server(_server: str) -> None:
    """See `engines.Engine`. SQLite's files are read by every version of these twenty years."""


def _path() -> Path:
    connection.close()  # ours would be one more that holds the file
    return Path(connection.settings_dict["NAME"])


@contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(file, timeout=_PATIENCE)) as database:
        yield database


def _synced(file: Path) -> None:
    with file.open("rb") as content:
        os.fsync(content.fileno())
