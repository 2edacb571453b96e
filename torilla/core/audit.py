"""Record who did what, to what and when; nothing happens unrecorded.

Entries form a chain: each holds the hash of the one before it. Ids are given out under the lock
of the head row, inside the transaction of the change, so there are no gaps and no forks, and the
order of ids is the order of commits (which makes the log the change feed as well).
"""

import secrets
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from torilla.core import guards
from torilla.core.actors import Named
from torilla.core.chain import GENESIS, Link, canonical, digest, one_line, sealed, stamp
from torilla.core.models import AuditEntry, AuditHead, AuditSecret
from torilla.core.verification import (
    BadAnchor,
    Verification,
    anchor_line,
    append_anchor,
    export,
    verify,
)

__all__ = [
    "BadAnchor",
    "Entry",
    "HeadMissing",
    "Link",
    "Verification",
    "anchor_line",
    "append_anchor",
    "erase",
    "export",
    "guarded",
    "head",
    "holding",
    "record",
    "record_many",
    "verify",
    "written",
]

_written: ContextVar[int] = ContextVar("audit_written", default=0)

_INSERT = (
    "INSERT INTO core_auditentry (id, at, actor, action, subject, details, previous, hash) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
)
_MOVE = "UPDATE core_audithead SET last_id = %s, hash = %s WHERE id = 1"
_CHUNK = 500


class HeadMissing(Exception):
    """Entries exist but the head row does not: somebody has been at the database."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to record: `details` are plain JSON, `personal` values go beside the chain."""

    subject: Named
    action: str
    details: Mapping[str, Any] = field(default_factory=dict)
    personal: Mapping[str, str] | None = None


def record(
    subject: Named,
    action: str,
    *,
    actor: Named,
    at: datetime,
    personal: Mapping[str, str] | None = None,
    **details: Any,
) -> AuditEntry:
    """Write one entry in the transaction that is open (or in its own).

    details: plain JSON. personal: values that may have to be forgotten; the chain holds
    {"sha256": …} under the same name, the value stands in AuditSecret until it is erased.
    """
    return record_many([Entry(subject, action, details, personal)], actor=actor, at=at)[0]


def record_many(entries: Iterable[Entry], *, actor: Named, at: datetime) -> list[AuditEntry]:
    """Write several entries under one lock of the head; the order given is the order recorded."""
    entries = list(entries)
    if not entries:
        return []
    with transaction.atomic(savepoint=False):
        link = _locked_head()
        rows, beside = [], []
        for entry in entries:
            row, kept = _linked(entry, link, actor, at)
            link = Link(row.id, row.hash)
            rows.append(row)
            beside += kept
        _write(rows, beside)
    _written.set(_written.get() + len(rows))
    return rows


def written() -> int:
    """How many entries this thread of work has written so far; a command compares."""
    return _written.get()


def head() -> Link:
    """The last entry's id and hash; id 0 while nothing was recorded."""
    row = AuditHead.objects.filter(id=1).values_list("last_id", "hash").first()
    return Link(*row) if row else Link(0, GENESIS)


def guarded() -> bool:
    """Whether the triggers that keep the log append-only are in force. Asked at each start."""
    return guards.in_force(connection)


def holding(value: str) -> list[int]:
    """Ids of the entries that hold exactly this personal value beside them."""
    return list(AuditSecret.objects.filter(value=value).values_list("entry_id", flat=True))


def erase(entry_ids: Iterable[int], *, about: Named, actor: Named, at: datetime) -> int:
    """Forget the personal values of these entries; returns how many. The chain stays whole.

    Recorded as `core.erased` about `about`, with the entries' ids, so that a restored backup can
    be brought up to date. Nothing is recorded when there was nothing to forget.
    """
    ids = sorted(set(entry_ids))
    with transaction.atomic():
        _leave_no_bytes()
        erased = 0
        for start in range(0, len(ids), _CHUNK):
            kept = AuditSecret.objects.filter(
                entry_id__in=ids[start : start + _CHUNK], erased_at=None
            )
            erased += kept.update(salt=None, value=None, erased_at=at)
        if erased:
            record(about, "core.erased", actor=actor, at=at, entries=ids, values=erased)
    return erased


def _leave_no_bytes() -> None:
    """SQLite: overwrite what is freed in the file; empty the write-ahead log after the commit."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
        transaction.on_commit(_empty_the_wal)


def _empty_the_wal() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _locked_head() -> Link:
    look = "SELECT last_id, hash FROM core_audithead WHERE id = 1"
    if connection.vendor == "postgresql":
        look += " FOR UPDATE"  # SQLite: IMMEDIATE holds the one write lock already
    with connection.cursor() as cursor:
        cursor.execute(look)
        row = cursor.fetchone()
        if row is None:
            if AuditEntry.objects.exists():
                raise HeadMissing("core_audithead is empty although entries exist")
            AuditHead.objects.bulk_create(
                [AuditHead(id=1, last_id=0, hash=GENESIS)], ignore_conflicts=True
            )
            cursor.execute(look)
            row = cursor.fetchone()
    return Link(*row)


def _linked(
    entry: Entry, link: Link, actor: Named, at: datetime
) -> tuple[AuditEntry, list[AuditSecret]]:
    details = dict(entry.details)
    kept = []
    for name, value in (entry.personal or {}).items():
        if name in details:
            raise TypeError(f"{name} is both a detail and a personal value")
        salt = secrets.token_hex(16)
        details[name] = {"sha256": sealed(salt, value)}
        kept.append(AuditSecret(entry_id=link.id + 1, name=name, salt=salt, value=value))
    row = AuditEntry(
        id=link.id + 1,
        at=at,
        actor=one_line("actor", actor.audit_name, 200),
        action=one_line("action", entry.action, 100),
        subject=one_line("subject", entry.subject.audit_name, 200),
        details=canonical(details),
        previous=link.hash,
    )
    row.hash = digest(
        (str(row.id), stamp(at), row.actor, row.action, row.subject, row.details, row.previous)
    )
    row._state.adding, row._state.db = False, connection.alias
    return row, kept


def _write(rows: list[AuditEntry], beside: list[AuditSecret]) -> None:
    # Plain SQL: the ORM would halve the speed of the one thing that every command does.
    adapt = connection.ops.adapt_datetimefield_value
    values = [
        (r.id, adapt(r.at), r.actor, r.action, r.subject, r.details, r.previous, r.hash)
        for r in rows
    ]
    end = (rows[-1].id, rows[-1].hash)
    with connection.cursor() as cursor:
        if len(rows) == 1 and connection.vendor == "postgresql":
            # One journey to the server instead of two.
            cursor.execute(f"WITH moved AS ({_MOVE}) {_INSERT}", [*end, *values[0]])
        else:
            cursor.executemany(_INSERT, values)
            cursor.execute(_MOVE, end)
    if beside:
        AuditSecret.objects.bulk_create(beside)
