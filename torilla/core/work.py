"""Rows that are due are claimed with a lease, worked, and finished; jobs come round by the clock.

The database decides what is due. A lost worker is harmless: its lease runs out and the row is
due again. Work is therefore done *at least* once; what may happen only once (sending) records its
intent before, and treats a claim with an earlier attempt as "outcome unknown".
"""

import logging
import os
import socket
import threading
import time
import uuid
from collections.abc import Callable, Collection, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import Error as DatabaseError
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from torilla.core import crash, quiet
from torilla.core.discretion import hide
from torilla.core.leased import Leased
from torilla.core.models import Job

__all__ = [
    "BUSY_TIMEOUT",
    "JOBS",
    "LEASE",
    "NETWORK_TIMEOUT",
    "Leased",
    "claim",
    "due_jobs",
    "finish",
    "held",
    "job",
    "know_jobs",
    "new_owner",
    "put_back",
    "release",
    "release_dead",
    "run_due",
    "run_named",
]

log = logging.getLogger(__name__)

BUSY_TIMEOUT = timedelta(seconds=20)
"""How long a writer may wait for SQLite's lock (settings: OPTIONS.timeout)."""
NETWORK_TIMEOUT = timedelta(seconds=10)
"""How long one exchange with a network or mail server may take."""
LEASE = 3 * (BUSY_TIMEOUT + NETWORK_TIMEOUT)
"""The shortest lease: a worker that waits for both must not lose its row."""

Row = TypeVar("Row", bound=Leased)
Handler = Callable[[datetime], object]


def new_owner() -> str:
    """A name for this worker that no other worker, before or after, has: machine:pid:random."""
    return f"{_machine()}:{os.getpid()}:{uuid.uuid4().hex[:12]}"


def _machine() -> str:
    """Where process numbers mean the same: the host and, in containers, their namespace."""
    try:
        namespace = os.readlink("/proc/self/ns/pid").strip("pid:[]")
    except OSError:
        namespace = ""
    return f"{socket.gethostname()[:50]}/{namespace}"


def claim(
    queryset: "QuerySet[Row]",
    *,
    now: datetime,
    limit: int,
    lease: timedelta = LEASE,
    owner: str,
) -> list[Row]:
    """Take up to `limit` rows that are due and that nobody holds, the longest due first.

    Two workers never get the same row. ValueError if the lease is shorter than LEASE.
    """
    if lease < LEASE:
        raise ValueError(f"a lease is at least {LEASE}: 3 × (database wait + network wait)")
    free = Q(lease_until=None) | Q(lease_until__lte=now)
    due = queryset.filter(free, due_at__lte=now).order_by("due_at", "pk")
    if not due.exists():  # the usual answer, and it costs SQLite no write lock
        return []
    with transaction.atomic():
        rows = list(due.select_for_update(skip_locked=True, of=("self",))[:limit])
        queryset.model._base_manager.filter(pk__in=[row.pk for row in rows]).update(
            lease_until=now + lease,
            lease_owner=owner,
            fence=F("fence") + 1,
            attempts=F("attempts") + 1,
        )
    for row in rows:
        row.lease_until, row.lease_owner = now + lease, owner
        row.fence, row.attempts = row.fence + 1, row.attempts + 1
    crash.point("work.claimed")
    return rows


@dataclass(slots=True)
class Hold:
    """A lease that is being renewed; `lost` says that another worker has the row now."""

    row: Leased
    lease: timedelta
    lost: bool = False
    began: float = field(default_factory=time.monotonic)

    def renew(self) -> None:
        """Move the lease's end on, as long as the fence is still ours."""
        ends = self.row.lease_until
        assert ends is not None
        # The claim's own `now` moved on by a clock that does not jump.
        ends += timedelta(seconds=time.monotonic() - self.began)
        renewed = _ours(self.row).update(lease_until=ends)
        self.lost = not renewed


@contextmanager
def held(row: Leased, *, lease: timedelta = LEASE, beat: float | None = None) -> Generator[Hold]:
    """Renew the row's lease from a thread while the block runs (every third of the lease).

    The thread has its own database connection. Do not open a transaction around the block: on
    SQLite its lock would keep the heartbeat out.
    """
    hold = Hold(row, lease)
    stop = threading.Event()
    pause = beat if beat is not None else lease.total_seconds() / 3
    thread = threading.Thread(target=_beat, args=(hold, stop, pause), daemon=True)
    thread.start()
    try:
        yield hold
    finally:
        stop.set()
        thread.join(timeout=BUSY_TIMEOUT.total_seconds() + 1)


def _beat(hold: Hold, stop: threading.Event, pause: float) -> None:
    try:
        while not stop.wait(pause) and not hold.lost:
            try:
                hold.renew()
            except DatabaseError:
                # The lease outlasts two missed beats; the next one gets a new connection.
                log.warning("heartbeat.missed", extra={"row": str(hold.row.pk)})
                connection.close()
    finally:
        connection.close()


def finish(row: Leased, **updates: Any) -> bool:
    """Write the outcome and give the row back; False when another worker has it by now.

    Without due_at among the updates the row is not due any more. Call it in the transaction of
    what the work wrote, and undo that when the answer is False.
    """
    values = {"due_at": None, "lease_until": None, "lease_owner": "", "last_error": ""} | updates
    values["last_error"] = hide(values["last_error"])
    written = _ours(row).update(**values)
    if written:
        for name, value in values.items():
            setattr(row, name, value)
    return bool(written)


def put_back(row: Leased, error: BaseException | str, *, due_at: datetime) -> bool:
    """The work failed: say why and when to try again; False when another worker has the row."""
    text = error if isinstance(error, str) else f"{type(error).__name__}: {error}"
    return finish(row, due_at=due_at, last_error=text[:2000])


def release(queryset: "QuerySet[Row]", *, owner: str, now: datetime) -> int:
    """End the leases of a worker that is known to be dead now, not when they run out."""
    held_by_owner = queryset.filter(lease_owner=owner, lease_until__gt=now)
    return held_by_owner.update(lease_until=now, lease_owner="")


def release_dead(queryset: "QuerySet[Row]", now: datetime) -> int:
    """End the leases of this machine's workers that do not run any more; for a worker's start.

    So a killed worker's rows wait for its successor, not for the end of the lease. Only owners
    named by `new_owner` are looked at; those of other machines are left to their leases.
    """
    machine = _machine()
    owners = queryset.filter(lease_until__gt=now).order_by("lease_owner")
    names = owners.values_list("lease_owner", flat=True).distinct()
    return sum(release(queryset, owner=name, now=now) for name in names if _is_dead(name, machine))


def _is_dead(owner: str, machine: str) -> bool:
    where, _, rest = owner.rpartition(":")[0].rpartition(":")
    if where != machine or not rest.isdigit():
        return False
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except PermissionError:  # it runs, as somebody else
        pass
    return False


def _ours(row: Leased) -> "QuerySet[Leased]":
    manager = type(row)._base_manager
    return manager.filter(pk=row.pk, fence=row.fence, lease_owner=row.lease_owner)


@dataclass(frozen=True, slots=True)
class Registered:
    """A handler that comes round every so many seconds; `sends`: something leaves this machine."""

    handler: Handler
    every: int
    sends: bool = False


JOBS: dict[str, Registered] = {}
"""Every job by name; each app's `jobs.py` is imported at start."""


def job(name: str, *, every: int, sends: bool = False) -> Callable[[Handler], Handler]:
    """Register a handler(now) that is to run every so many seconds, on one worker at a time.

    sends: it makes something leave this machine, so it stands still after a restore (`quiet`).
    """

    def decorate(handler: Handler) -> Handler:
        if name in JOBS and JOBS[name].handler is not handler:
            raise TypeError(f"{name}: there is a job of this name already")
        JOBS[name] = Registered(handler, every, sends)
        return handler

    return decorate


def run_due(now: datetime, owner: str) -> int:
    """Run the jobs that are due, one after another; returns how many were run."""
    know_jobs(now)
    return _run_all(JOBS, now, owner)


def run_named(name: str, now: datetime, owner: str) -> bool:
    """Run one job if it is due and nobody holds it; whether it was run."""
    return bool(_run_all([name], now, owner))


def due_jobs(now: datetime) -> list[str]:
    """The names of the jobs that are due and that nobody holds, the longest due first."""
    free = Q(lease_until=None) | Q(lease_until__lte=now)
    rows = Job.objects.filter(free, due_at__lte=now, name__in=JOBS).order_by("due_at", "pk")
    return list(rows.values_list("name", flat=True))


def _run_all(names: Collection[str], now: datetime, owner: str) -> int:
    rows = claim(Job.objects.filter(name__in=names), now=now, limit=len(names) or 1, owner=owner)
    for row in rows:
        _run(row, now)
    return len(rows)


def know_jobs(now: datetime) -> None:
    """See that each job has its row, which comes round as often as the job says."""
    known = dict(Job.objects.values_list("name", "every"))
    new = [
        Job(name=name, every=each.every, due_at=now)
        for name, each in JOBS.items()
        if name not in known
    ]
    if new:
        Job.objects.bulk_create(new, ignore_conflicts=True)
    for name, each in JOBS.items():
        if known.get(name, each.every) != each.every:
            Job.objects.filter(name=name).update(every=each.every, due_at=now)


def _run(row: Job, now: datetime) -> None:
    registered = JOBS[row.name]
    with held(row):
        try:
            if not (registered.sends and quiet.holding()):
                registered.handler(now)
        except Exception as error:
            log.exception("job.failed", extra={"job": row.name})
            pause = min(registered.every, 60 * row.attempts)
            put_back(row, error, due_at=now + timedelta(seconds=pause))
            return
    crash.point("work.done-unrecorded")
    finish(row, due_at=now + timedelta(seconds=registered.every), attempts=0)
