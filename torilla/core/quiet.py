"""After a restore nothing goes out until somebody has looked at it.

What waits in a restored database may have gone out before the other one was lost. Jobs declared with
`sends=True` stand still meanwhile; what waits is neither lost nor failed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Count, Max, Min, Q, QuerySet

from torilla.core.actors import Named
from torilla.core.models import Restoration

MARK = "torilla_restoring"
"""A table that stands in a restored database until the restore is done: it comes in with the data,
so that no worker finds the database without it."""


@dataclass(frozen=True, slots=True)
class Outbox:
    """One kind of what is sent. `waiting`: its rows, with `queued_at` and `due_at`.

    words: "3 mails". drop(rows, actor, at): takes them out, recorded; returns how many.
    """

    words: Callable[[int], str]
    waiting: "Callable[[], QuerySet[Any]]"
    drop: "Callable[[QuerySet[Any], Named, datetime], int]"


OUTBOXES: dict[str, Outbox] = {}
"""By name; each package that sends puts its own here in its `jobs.py`."""


@dataclass(frozen=True, slots=True)
class Held:
    """What of an outbox is held back: `old` of its rows waited already when the backup was made."""

    words: str
    count: int
    old: int
    first: datetime | None
    last: datetime | None


def holding() -> bool:
    """Whether nothing may go out now; the worker asks before each job that sends."""
    return unfinished() or Restoration.objects.filter(released_at=None).exists()


def unfinished() -> bool:
    """Whether a restore was begun in this database and has not ended."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT count(to_regclass(%s))", [MARK])
        else:
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE name = %s", [MARK])
        return bool(cursor.fetchone()[0])


def restoration() -> Restoration | None:
    """The latest restore that nobody has released yet."""
    return Restoration.objects.filter(released_at=None).order_by("pk").last()


def held_back(since: Restoration) -> list[Held]:
    """What waits to go out when it is released; an outbox where nothing waits is left out."""
    found = []
    for outbox in OUTBOXES.values():
        counts = outbox.waiting().aggregate(
            count=Count("pk"),
            old=Count("pk", filter=Q(queued_at__lte=since.made_at)),
            first=Min("due_at"),
            last=Max("due_at"),
        )
        if counts["count"]:
            found.append(Held(outbox.words(counts["count"]), **counts))
    return found
