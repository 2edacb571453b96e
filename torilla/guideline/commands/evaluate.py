"""Looks at facts by the standing rules and lets findings open, change and close. Everything in bulk."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from django.db import connection, transaction
from django.utils import timezone

from torilla.core import audit
from torilla.core.actors import SYSTEM
from torilla.core.models import AuditHead
from torilla.guideline.models import Finding, Look, Waiver
from torilla.guideline.policies import current_policy
from torilla.guideline.sources import FactSource, Loaded
from torilla.policy import Breach, Policy

MANY = 500
"""Above so many ids it costs less to look at every subject."""
_CHUNK = 500
_MOVE_LOOK = (
    "INSERT INTO guideline_look (source, subject_id, next_look_at) VALUES (%s, %s, %s) "
    "ON CONFLICT (source, subject_id) DO UPDATE SET next_look_at = excluded.next_look_at"
)

COLUMNS = (
    "clause", "force", "basis", "enforcement", "message", "values", "holder", "days",
    "subject_name", "subject_address", "unit_id", "person_id", "waiver_id",
)  # fmt: skip
"""What of an open finding follows the facts, the policy and the waivers."""

Key = tuple[str, int]
"""Rule and subject."""
Row = dict[str, Any]
T = TypeVar("T")


@dataclass
class Evaluated:
    """What an evaluation did to findings; `changed` holds those whose waiver came or went as well."""

    opened: list[Finding] = field(default_factory=list)
    closed: list[Finding] = field(default_factory=list)
    changed: list[Finding] = field(default_factory=list)


@dataclass
class _Seen:
    """What the rules said of the subjects looked at, and when to look again."""

    broken: dict[Key, Row] = field(default_factory=dict)
    again: dict[int, datetime] = field(default_factory=dict)


def evaluate(source: FactSource, ids: Collection[int] | None, now: datetime) -> Evaluated:
    """Look at these subjects of the source (None: at all) and bring their findings up to date.

    One transaction, under the lock of the audit log's head, so that two evaluations and the commands
    whose facts they read come one after another. Raises NoPolicy when no policy is loaded.
    """
    wanted = None if ids is None or len(ids) > MANY else frozenset(ids)
    if wanted is not None and not wanted:
        return Evaluated()
    policy = current_policy(now)
    with transaction.atomic():
        list(AuditHead.objects.select_for_update().values_list("pk"))
        seen = _look(source, wanted, now, policy)
        done = _reconcile(source, wanted, seen.broken, now)
        _write(done, now)
        _keep_looks(source, wanted, seen.again)
    return done


def _look(source: FactSource, ids: frozenset[int] | None, now: datetime, policy: Policy) -> _Seen:
    today = timezone.localdate(now)
    waivers = _waivers(source, now)
    ends: dict[int, datetime] = {}
    for (_rule, subject), (_pk, until) in waivers.items():
        ends[subject] = min(until, ends.get(subject, until))
    seen = _Seen()
    for loaded in source.load(ids, now, policy):
        subject = loaded.subject_id
        for breach in policy.evaluate(loaded.facts, on=today):
            waiver = waivers.get((breach.rule_id, subject))
            row = _row(loaded, breach, waiver[0] if waiver else None)
            seen.broken[breach.rule_id, subject] = row
        again = (
            policy.next_look(loaded.facts, on=today), loaded.next_look_at, ends.get(subject)
        )  # fmt: skip
        moments = [moment for moment in again if moment is not None and moment > now]
        if moments:
            seen.again[subject] = min(moments)
    return seen


def _waivers(source: FactSource, now: datetime) -> dict[Key, tuple[int, datetime]]:
    rows = Waiver.objects.at(now).filter(subject_kind=source.subject_kind, until__isnull=False)
    found = rows.values_list("rule", "subject_id", "pk", "until")
    return {(rule, subject): (pk, until) for rule, subject, pk, until in found}


def _row(loaded: Loaded, breach: Breach, waiver: int | None) -> Row:
    return {
        "clause": breach.clause or "",
        "force": breach.force,
        "basis": breach.basis,
        "enforcement": breach.enforcement,
        "message": breach.reason.msgid,
        "values": breach.reason.values,
        "holder": breach.holder,
        "days": breach.days,
        "subject_name": loaded.name,
        "subject_address": loaded.address,
        "unit_id": loaded.unit_id,
        "person_id": loaded.person_ids[0] if loaded.person_ids else None,
        "waiver_id": waiver,
    }


def _reconcile(
    source: FactSource, ids: frozenset[int] | None, broken: dict[Key, Row], now: datetime
) -> Evaluated:
    rows = Finding.objects.filter(closed_at=None, source=source.name)
    if ids is not None:
        rows = rows.filter(subject_kind=source.subject_kind, subject_id__in=ids)
    standing = {(f.rule, f.subject_id): f for f in rows.iterator(chunk_size=2000)}
    done = Evaluated()
    for (rule, subject), row in broken.items():
        finding = standing.pop((rule, subject), None)
        if finding is None:
            finding = Finding(
                source=source.name,
                rule=rule,
                subject_kind=source.subject_kind,
                subject_id=subject,
                opened_at=now,
                **row,
            )
            done.opened.append(finding)
        elif any(getattr(finding, column) != row[column] for column in COLUMNS):
            for column in COLUMNS:
                setattr(finding, column, row[column])
            done.changed.append(finding)
    done.closed = list(standing.values())
    return done


def _write(done: Evaluated, now: datetime) -> None:
    # Inserting over the primary key is several times faster than one UPDATE with many CASEs.
    Finding.objects.bulk_create(
        done.changed,
        batch_size=_CHUNK,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[column.removesuffix("_id") for column in COLUMNS],
    )
    for finding in done.closed:
        finding.closed_at = now
    for some in _chunks(done.closed, _CHUNK):
        Finding.objects.filter(pk__in=[f.pk for f in some]).update(closed_at=now)
    Finding.objects.bulk_create(done.opened, batch_size=_CHUNK)
    opened = (audit.Entry(f, "guideline.finding.opened", _details(f)) for f in done.opened)
    closed = (audit.Entry(f, "guideline.finding.closed", _details(f)) for f in done.closed)
    audit.record_many([*opened, *closed], actor=SYSTEM, at=now)


def _details(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "clause": finding.clause,
        "kind": finding.subject_kind,
        "of": finding.subject_id,
    }


def _keep_looks(source: FactSource, ids: frozenset[int] | None, again: dict[int, datetime]) -> None:
    """Have a row for each subject that time alone may change; touch only those that differ."""
    rows = Look.objects.filter(source=source.name)
    if ids is not None:
        rows = rows.filter(subject_id__in=ids)
    kept = dict(rows.values_list("subject_id", "next_look_at"))
    gone = [subject for subject in kept if subject not in again]
    for some in _chunks(gone, _CHUNK):
        Look.objects.filter(source=source.name, subject_id__in=some).delete()
    adapt = connection.ops.adapt_datetimefield_value
    moved = [
        (source.name, subject, adapt(moment))
        for subject, moment in again.items()
        if kept.get(subject) != moment
    ]
    if moved:
        # Plain SQL: almost every account has a next look, and the ORM takes four times as long.
        with connection.cursor() as cursor:
            cursor.executemany(_MOVE_LOOK, moved)


def _chunks(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(rows)
    while some := list(islice(rest, size)):
        yield some
