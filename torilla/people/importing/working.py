"""What a worker does with files that wait to be written: batch after batch, under a lease."""

import logging
import time
from collections.abc import Callable
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
    actor: Any = imported.started_by or SYSTEM
    until = time.monotonic() + TURN
    handling.prepare(kind, imported, now)
    try:
        while left := write(actor=actor, imported=imported, kind=kind, now=now):
            if time.monotonic() > until:
                return left
            if connection.vendor == "sqlite":  # PostgreSQL lets those who wait in by turns
                time.sleep(PAUSE)
    except NotAllowed:
        handling.stop(imported, actor=SYSTEM, now=now)
    except Refused:
        pass  # it was written or left meanwhile
    return 0


def forget(now: datetime) -> int:
    """Files older than two weeks go, with the personal data in their cells; what they brought stays."""
    old = Import.objects.filter(read_at__lt=now - timedelta(days=14))
    return old.exclude(state=Import.State.WRITING).delete()[0]
