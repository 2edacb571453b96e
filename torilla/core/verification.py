"""Check the audit chain as it is stored: every column, every gap, the tail and outside anchors."""

import json
import os
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from torilla.core.chain import GENESIS, Link, digest, sealed, stamp

# CAST, for Django would parse the column; the type is asked for, for CAST takes anything.
_SQLITE = """
    SELECT id, CASE typeof(at) WHEN 'text' THEN CAST(at AS TEXT) END,
        actor, action, subject, details, previous, hash
    FROM core_auditentry WHERE id <= %s ORDER BY id"""
_POSTGRES = """
    SELECT id, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'),
        actor, action, subject, details, previous, hash
    FROM core_auditentry WHERE id <= %s ORDER BY id"""
_BATCH = 2000

Row = tuple[Any, ...]


class BadAnchor(ValueError):
    """The anchor file cannot be read as anchors: JSON lines with id, hash and at."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found: how many entries were read, and the first that does not hold, and why."""

    entries: int
    ok: bool
    first_broken: int | None = None
    why: str = ""

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    def __str__(self) -> str:
        if self.ok:
            return f"{self.entries} entries, all whole."
        return f"Broken at entry {self.first_broken}: {self.why}."


class _Broken(Exception):
    def __init__(self, at: int, why: str) -> None:
        self.at, self.why = at, why


def verify(anchor: Path | None = None) -> Verification:
    """Read the whole log and check it; with an anchor file, against what was written outside.

    Raises BadAnchor or OSError when the anchor file cannot be read.
    """
    anchors = read_anchors(anchor) if anchor else {}
    count = 0
    try:
        # The head first: entries up to it cannot change any more, later ones are not asked about.
        end = _head()
        with _entries(end.id) as rows:
            last = Link(0, GENESIS)
            for last in _checked(rows, anchors):
                count = last.id
        _check_end(last, end, anchors)
        _check_beyond()
        _check_personal()
    except _Broken as broken:
        return Verification(count, False, broken.at, broken.why)
    return Verification(count, True)


def anchor_line(at: datetime) -> str:
    """The head as one JSON line (id, hash, at), to be kept where this database's owner is not."""
    end = _head()
    return json.dumps({"id": end.id, "hash": end.hash, "at": stamp(at)})


def append_anchor(file: Path, line: str) -> None:
    """Add the line to the file, and return only when it is on the disk."""
    with file.open("a", encoding="utf8") as anchors:
        anchors.write(line + "\n")
        anchors.flush()
        os.fsync(anchors.fileno())


def read_anchors(file: Path) -> dict[int, str]:
    """The anchored hashes by entry id. Two lines that contradict each other are a BadAnchor."""
    anchors: dict[int, str] = {}
    for number, line in enumerate(file.read_text(encoding="utf8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
            place, value = int(given["id"]), str(given["hash"])
        except (ValueError, TypeError, KeyError) as error:
            raise BadAnchor(f"{file}, line {number}: not an anchor (id, hash, at)") from error
        if anchors.setdefault(place, value) != value:
            raise BadAnchor(f"{file}, line {number}: another hash for entry {place} than before")
    return anchors


def export() -> Iterator[str]:
    """The log as JSON lines, an entry each and the head last; personal values stay out."""
    names = ("id", "at", "actor", "action", "subject", "details", "previous", "hash")
    end = _head()
    with _entries(end.id) as rows:
        for row in rows:
            yield json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)
    yield json.dumps({"head": {"id": end.id, "hash": end.hash}})


def _checked(rows: Iterable[Row], anchors: Mapping[int, str]) -> Iterator[Link]:
    expected, previous = 1, GENESIS
    for row in rows:
        if row[0] != expected:
            raise _Broken(expected, "the entry is missing")
        if row[6] != previous:
            raise _Broken(expected, "it does not follow the entry before it")
        if row[7] != _recomputed(row):
            raise _Broken(expected, "a column was changed")
        if anchors and anchors.get(expected, row[7]) != row[7]:
            raise _Broken(expected, "it is not the entry that the anchor names: rewritten")
        previous = row[7]
        yield Link(expected, previous)
        expected += 1


def _recomputed(row: Row) -> str | None:
    try:
        return digest((str(row[0]), *row[1:7]))
    except (TypeError, UnicodeError):  # a column that is no text any more
        return None


def _check_end(last: Link, end: Link, anchors: Mapping[int, str]) -> None:
    if last.id < end.id:
        raise _Broken(last.id + 1, "the tail was cut: the head names a later entry")
    if last.hash != end.hash:
        raise _Broken(last.id, "the head names another hash than the last entry has")
    beyond = [place for place in anchors if place > last.id]
    if beyond:
        raise _Broken(last.id + 1, f"the anchor names entry {max(beyond)}: the tail was cut")
    if anchors.get(0, GENESIS) != GENESIS:
        raise _Broken(0, "the anchor names another beginning")


def _check_beyond() -> None:
    # In this order: whoever appends in between moves the head as well.
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM core_auditentry")
        highest = int(cursor.fetchone()[0])
    if highest > (end := _head()).id:
        raise _Broken(end.id + 1, "an entry stands beyond the head")


def _check_personal() -> None:
    query = (
        "SELECT e.id, e.details, s.name, s.salt, s.value FROM core_auditsecret s "
        "JOIN core_auditentry e ON e.id = s.entry_id WHERE s.erased_at IS NULL ORDER BY s.id"
    )
    with _streamed(query, []) as rows:
        for entry, details, name, salt, value in rows:
            held = json.loads(details).get(name)
            if salt is None or value is None or held != {"sha256": sealed(salt, value)}:
                raise _Broken(entry, f"its personal value {name} was changed")


def _head() -> Link:
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_id, hash FROM core_audithead WHERE id = 1")
        row = cursor.fetchone()
        if row:
            return Link(*row)
        cursor.execute("SELECT min(id) FROM core_auditentry")
        first = cursor.fetchone()[0]
    if first is not None:
        raise _Broken(first, "the head row is missing")
    return Link(0, GENESIS)


@contextmanager
def _entries(upto: int) -> Generator[Iterator[Row]]:
    if connection.vendor == "postgresql":
        with _streamed(_POSTGRES, [upto]) as rows:
            yield rows
    else:
        with _streamed(_SQLITE, [upto]) as rows:
            yield map(_with_sqlite_stamp, rows)


@contextmanager
def _streamed(query: str, parameters: list[Any]) -> Generator[Iterator[Row]]:
    if connection.vendor == "postgresql":
        # A server-side cursor lives in a transaction; it takes no lock that writers would feel.
        with transaction.atomic(), connection.chunked_cursor() as cursor:
            cursor.execute(query, parameters)
            yield _fetched(cursor)
    else:
        # No transaction here: IMMEDIATE would keep every writer out until the log is read.
        with connection.cursor() as cursor:
            cursor.execute(query, parameters)
            yield _fetched(cursor)


def _fetched(cursor: Any) -> Iterator[Row]:
    while batch := cursor.fetchmany(_BATCH):
        yield from batch


def _with_sqlite_stamp(row: Row) -> Row:
    """SQLite keeps `YYYY-MM-DD HH:MM:SS[.ffffff]` in UTC; anything else is a changed column."""
    at = row[1]
    if at is None or at[10:11] != " " or at.endswith(".000000"):
        return (row[0], None, *row[2:])
    if len(at) == 19:
        at += ".000000"
    return (row[0], f"{at[:10]}T{at[11:]}+00:00", *row[2:])
