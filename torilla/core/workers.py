"""How the workers do, read from the rows of the jobs in one query."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from torilla.core.models import Job
from torilla.core.work import LEASE

BEAT = "core.beat"
EVERY = 15
"""Seconds between two beats."""


@dataclass(frozen=True, slots=True)
class Workers:
    """`due` jobs wait that nobody holds, the longest of them for `late` seconds (0: none waits).

    `beat`: seconds since a worker last showed that it lives; None: none ever has. `failing`: by the
    job's name how many times in a row it has failed. `known`: whether any worker ever ran.
    """

    due: int
    late: float
    beat: float | None
    failing: dict[str, int]
    known: bool


def look(now: datetime) -> Workers:
    """What the rows of the jobs say at this moment."""
    rows = list(Job.objects.order_by("name"))
    waits = [
        (now - row.due_at).total_seconds()
        for row in rows
        if row.due_at and row.due_at <= now and not _is_held(row, now)
    ]
    signs = [sign for row in rows if (sign := _sign_of_life(row))]
    return Workers(
        due=len(waits),
        late=max(waits, default=0.0),
        beat=max(0.0, (now - max(signs)).total_seconds()) if signs else None,
        failing={row.name: row.attempts for row in rows if row.last_error},
        known=bool(rows),
    )


def _is_held(row: Job, now: datetime) -> bool:
    return row.lease_until is not None and row.lease_until > now


def _sign_of_life(row: Job) -> datetime | None:
    """When a worker took or held this row; of the beat also when it was last done."""
    if row.lease_until is not None:
        return row.lease_until - LEASE
    if row.name == BEAT and row.fence and row.due_at:
        return row.due_at - timedelta(seconds=EVERY)
    return None
