"""What a worker does with files that wait to be written: batch after batch, under a lease."""

import logging
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from torilla.core.actors import SYSTEM
from torilla.core.command import NotAllowed, Refused
from torilla.core.work import claim, finish, held, new_owner, put_back
from torilla.people.importing import handling
from torilla.people.importing.models import Import
from torilla.people.importing.verdicts import Kind

log = logging.getLogger(__name__)

TURN = 60.0
"""Seconds after which other work of the worker has its turn."""
PAUSE = 0.12
"""Seconds between two transactions: who waits for SQLite asks again every 0.1 s, and so gets in."""
SHORT, FEWEST, MOST = 0.4, 50, 1000
"""In one transaction as many rows are written as take so many seconds: nobody who saves waits long."""
Write = Callable[..., int]


def write_due(make: Callable[[], Kind], write: Write, now: datetime) -> None:
    """Write the files of this kind that are due; `write` is the command for one batch."""
    kind = make()
    due = Import.objects.filter(kind=kind.name, state=Import.State.WRITING)
    for imported in claim(due, now=now, limit=1, owner=new_owner()):
        with held(imported):
            try:
                left = _written(imported, kind, write, now)
            except Exception as error:
                log.exception("import.failed", extra={"import": imported.pk})
                put_back(imported, error, due_at=now + timedelta(minutes=imported.attempts))
                return
        finish(imported, due_at=now if left else None, attempts=0)


def _written(imported: Import, kind: Kind, write: Write, now: datetime) -> int:
    until = time.monotonic() + TURN
    handling.prepare(kind, imported, now)
    left = imported.total
    try:
        for left in write_all(imported, kind, write, now):
            if time.monotonic() > until:
                return left
    except NotAllowed:
        handling.stop(imported, actor=SYSTEM, now=now)
        return 0
    return left


def write_all(imported: Import, kind: Kind, write: Write, now: datetime) -> Iterator[int]:
    """Write the prepared rows, some at a time; gives how many are left after each time.

    Ends where the file was written or left meanwhile. Raises NotAllowed when who began it may not any more.
    """
    actor: Any = imported.started_by or SYSTEM
    left, size = imported.total, handling.BATCH
    while left:
        began = time.monotonic()
        try:
            left = write(actor=actor, imported=imported, kind=kind, now=now, at_once=size)
        except Refused:
            left = 0
        yield left
        size = min(MOST, max(FEWEST, int(size * SHORT / (time.monotonic() - began))))
        if left and connection.vendor == "sqlite":  # PostgreSQL lets those who wait in by turns
            time.sleep(PAUSE)


def forget(now: datetime) -> int:
    """Files older than two weeks go, with the personal data in their cells; what they brought stays."""
    old = Import.objects.filter(read_at__lt=now - timedelta(days=14))
    return old.exclude(state=Import.State.WRITING).delete()[0]
