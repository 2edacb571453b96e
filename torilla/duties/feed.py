"""How findings and duties notice what others did, and what time alone changed.

The audit log is the change feed. The worker drains it every quarter of a second; a crash anywhere is
harmless, since looking again at what was looked at already changes nothing.
"""

import json
import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from itertools import islice

from django.db import connection

from torilla.core import crash, feed
from torilla.core.models import AuditEntry
from torilla.duties.commands.reevaluate import reevaluate
from torilla.guideline.commands.load_policy import look_when_dates_come
from torilla.guideline.models import Look
from torilla.guideline.policies import current_policy
from torilla.guideline.sources import POLICY, Change, FactSource

CURSOR = "duties"
BATCH = 500
AT_ONCE, SHORT = 30, 0.5
"""New subjects have many findings each: so many are looked at in one transaction, more where that takes
less than so many seconds. Thousands may come at once, and nobody who saves meanwhile shall wait."""
ASIDE = 0.12
"""Seconds between those transactions: who waits for SQLite asks again every 0.1 s, and so gets in."""
PAUSE = 0.02
"""Seconds between two looks of a page that waits."""

Sources = Sequence[FactSource]
Ids = Collection[int] | None


def drain(sources: Sources, now: datetime) -> int:
    """Look again at what the entries since the last time made stale; returns how many were read.

    The cursor moves when all is evaluated. Nothing new costs one small query; what concerns nobody (the
    findings of an import, by the thousand) is passed over at once.
    """
    read = 0
    stale: list[tuple[FactSource, Ids]] = []
    while not stale and feed.newer(CURSOR):
        entries = feed.entries_after(feed.position(CURSOR), BATCH)
        if not entries:
            break
        stale = _stale(sources, entries)
        crash.point("feed.before-evaluate")
        for source, ids in stale:
            _look(source, ids, now)
        crash.point("feed.before-advance")
        feed.advance(CURSOR, entries[-1].pk)
        read += len(entries)
    return read


def _look(source: FactSource, ids: Ids, now: datetime) -> None:
    """Look at the subjects, at all of them or some at a time."""
    if ids is None or len(ids) <= AT_ONCE:
        reevaluate(source, ids, now)
        return
    rest, size = iter(sorted(ids)), AT_ONCE
    while some := list(islice(rest, size)):
        began = time.monotonic()
        reevaluate(source, some, now)
        size = max(AT_ONCE, min(BATCH, int(size * SHORT / (time.monotonic() - began))))
        if connection.vendor == "sqlite":  # PostgreSQL lets those who wait in by turns
            time.sleep(ASIDE)


def look_again(sources: Sources, now: datetime) -> int:
    """Look at the subjects whose time has come; returns how many rows were due."""
    due = list(Look.objects.filter(next_look_at__lte=now).values_list("source", "subject_id"))
    if not due:
        return 0
    everything = any(source == POLICY for source, _subject in due)
    if everything:
        for source in sources:
            reevaluate(source, None, now)
        look_when_dates_come(current_policy(now), now)
        return len(due)
    wanted: dict[str, set[int]] = defaultdict(set)
    for name, subject in due:
        wanted[name].add(subject)
    for source in sources:
        _look(source, wanted.pop(source.name, ()), now)
    Look.objects.filter(source__in=wanted).delete()  # of sources that exist no more
    return len(due)


def wait_for(entry_id: int, up_to: float = 1.0) -> bool:
    """Wait until the feed has passed this entry, at most `up_to` seconds; whether it has.

    For a page that comes after a POST, outside any transaction.
    """
    until = time.monotonic() + up_to
    while feed.position(CURSOR) < entry_id:
        if time.monotonic() >= until:
            return False
        time.sleep(PAUSE)
    return True


def _stale(sources: Sources, entries: Iterable[AuditEntry]) -> list[tuple[FactSource, Ids]]:
    by_action: dict[str, list[Change]] = defaultdict(list)
    for entry in entries:
        if any(_told(source, entry.action) for source in sources):
            by_action[entry.action].append(_change(entry))
    found: list[tuple[FactSource, Ids]] = []
    for source in sources:
        ids: set[int] | None = set()
        for action, changes in by_action.items():
            some = _ids(source, action, changes)
            ids = None if ids is None or some is None else ids | set(some)
        if ids is None or ids:
            found.append((source, ids))
    return found


def _told(source: FactSource, action: str) -> str:
    """The key of `stale_by` that the action falls under, or ""."""
    if action in source.stale_by or action in _FOR_ALL:
        return action
    return next((k for k in source.stale_by if k.endswith(".") and action.startswith(k)), "")


def _ids(source: FactSource, action: str, changes: list[Change]) -> Ids:
    if action == "guideline.policy.loaded":
        return None
    if action in _FOR_ALL:
        return {c.details["of"] for c in changes if c.details["source"] == source.name}
    key = _told(source, action)
    return source.stale_by[key](changes) if key else ()


_FOR_ALL = frozenset(
    {"guideline.policy.loaded", "guideline.waiver.granted", "guideline.waiver.ended"}
)
"""What concerns every source, whatever it says itself."""


def _change(entry: AuditEntry) -> Change:
    kind, _colon, number = entry.subject.rpartition(":")
    pk = int(number) if number.isdecimal() else None
    return Change(entry.action, kind, pk, json.loads(entry.details))
