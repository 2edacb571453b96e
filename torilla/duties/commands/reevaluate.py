"""Findings and the duties to put them right, together."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from torilla.core import audit
from torilla.core.actors import SYSTEM
from torilla.duties.models import Duty
from torilla.duties.steps import due_at, step_at, steps_of
from torilla.guideline.commands.evaluate import Evaluated, evaluate
from torilla.guideline.models import Finding
from torilla.guideline.policies import current_policy
from torilla.guideline.sources import FactSource
from torilla.people.models import Supervision
from torilla.people.positions import HEAD_OF_UNIT, OF_A_UNIT
from torilla.policy.positions import SUPERVISOR

_CHUNK = 500
FOLLOWS = (
    "clause", "basis", "subject_name", "holder_person_id", "holder_position", "holder_unit_id",
    "due_at",
)  # fmt: skip
"""What of an open duty follows its finding."""


def reevaluate(source: FactSource, ids: Collection[int] | None, now: datetime) -> Evaluated:
    """Look at these subjects (None: at all): findings open and close, and so do their duties.

    One transaction. A waived finding has no duty. Raises NoPolicy when no policy is loaded.
    """
    with transaction.atomic():
        done = evaluate(source, ids, now)
        if done.opened or done.closed or done.changed:
            _follow(done, now)
    return done


def _follow(done: Evaluated, now: datetime) -> None:
    chiefs = _supervisors([*done.opened, *done.changed], now)
    open_duties = _duties_of([*done.closed, *done.changed])
    kept = [f for f in done.changed if f.waiver_id is None]
    waived = [f for f in done.changed if f.waiver_id is not None]
    new = [f for f in (*done.opened, *kept) if f.waiver_id is None and f.pk not in open_duties]
    _open(new, chiefs, now)
    _close([open_duties[f.pk] for f in done.closed if f.pk in open_duties], Duty.Outcome.DONE, now)
    _close([open_duties[f.pk] for f in waived if f.pk in open_duties], Duty.Outcome.LAPSED, now)
    _update([(open_duties[f.pk], f) for f in kept if f.pk in open_duties], chiefs)


def _supervisors(findings: list[Finding], now: datetime) -> dict[int, int]:
    if not any(f.holder == SUPERVISOR for f in findings):
        return {}
    rows = Supervision.objects.at(now).values_list("person_id", "supervisor_id")
    return dict(rows)


def _duties_of(findings: list[Finding]) -> dict[int, Duty]:
    found: dict[int, Duty] = {}
    ids = [f.pk for f in findings]
    for start in range(0, len(ids), _CHUNK):
        some = Duty.objects.filter(finding__in=ids[start : start + _CHUNK], closed_at=None)
        found.update({duty.finding_id: duty for duty in some if duty.finding_id is not None})
    return found


def _values(finding: Finding, chiefs: dict[int, int], opened_at: datetime) -> dict[str, Any]:
    """What a duty opened then takes from its finding. Where a supervisor is asked for and none is known, the
    head of the unit holds it."""
    chief = chiefs.get(finding.person_id or 0) if finding.holder == SUPERVISOR else None
    position = HEAD_OF_UNIT if finding.holder == SUPERVISOR else finding.holder
    return {
        "clause": finding.clause,
        "basis": finding.basis,
        "subject_name": finding.subject_name,
        "holder_person_id": chief,
        "holder_position": "" if chief else position,
        "holder_unit_id": finding.unit_id if not chief and position in OF_A_UNIT else None,
        "due_at": due_at(opened_at, finding.days),
    }


def _open(findings: list[Finding], chiefs: dict[int, int], now: datetime) -> None:
    if not findings:
        return
    first = steps_of(Duty.Kind.PUT_RIGHT, current_policy(now), timezone.localdate(now))[0]
    duties = []
    for finding in findings:
        duty = Duty(
            kind=Duty.Kind.PUT_RIGHT,
            finding=finding,
            subject_kind=finding.subject_kind,
            subject_id=finding.subject_id,
            opened_at=now,
            **_values(finding, chiefs, now),
        )
        duty.next_step_at = step_at(first, duty)
        duties.append(duty)
    Duty.objects.bulk_create(duties, batch_size=_CHUNK)
    _record(duties, "duties.duty.opened", now)


def _close(duties: list[Duty], outcome: str, now: datetime) -> None:
    ids = [duty.pk for duty in duties]
    for start in range(0, len(ids), _CHUNK):
        Duty.objects.filter(pk__in=ids[start : start + _CHUNK]).update(
            closed_at=now, outcome=outcome, next_step_at=None
        )
    _record(duties, "duties.duty.closed", now, outcome=str(outcome))


def _update(pairs: list[tuple[Duty, Finding]], chiefs: dict[int, int]) -> None:
    changed = []
    for duty, finding in pairs:
        values = _values(finding, chiefs, duty.opened_at)
        if any(getattr(duty, column) != values[column] for column in FOLLOWS):
            for column in FOLLOWS:
                setattr(duty, column, values[column])
            changed.append(duty)
    Duty.objects.bulk_create(
        changed,
        batch_size=_CHUNK,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[column.removesuffix("_id") for column in FOLLOWS],
    )


def _record(duties: Iterable[Duty], action: str, now: datetime, **more: str) -> None:
    entries = [
        audit.Entry(duty, action, {"finding": duty.finding_id, "clause": duty.clause, **more})
        for duty in duties
    ]
    audit.record_many(entries, actor=SYSTEM, at=now)
