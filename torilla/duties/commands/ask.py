"""Something is asked of somebody until a day, and ends when it is done or no longer needed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from torilla.core import audit
from torilla.core.actors import SYSTEM
from torilla.duties.models import Duty
from torilla.duties.steps import due_at


def ask(
    *,
    message: str,
    values: Mapping[str, Any],
    subject: Any,
    subject_name: str,
    clause: str,
    days: int,
    actor: Any,
    now: datetime,
    person: Any = None,
    position: str = "",
    unit: Any = None,
    body: Any = None,
    basis: str = "guideline",
) -> Duty:
    """Open a duty to act for a person, a position (of `unit` where it is one of a unit) or a body.

    `message` and `values` as of `tell`; the page of `subject` is where it is done. It is told at once and
    due after `days`. Called within a command, which asks for permission.
    """
    duty = Duty.objects.create(
        kind=Duty.Kind.ACT,
        clause=clause,
        basis=basis if clause else "added",
        subject_kind=subject._meta.model_name,
        subject_id=subject.pk,
        subject_name=subject_name,
        message=message,
        values=dict(values),
        holder_person=person,
        holder_position=position,
        holder_unit=unit,
        holder_body=body,
        opened_at=now,
        due_at=due_at(now, days),
        next_step_at=now,
    )
    audit.record(
        duty, "duties.duty.opened", actor=actor, at=now, clause=clause, of=subject.audit_name
    )
    return duty


def settle(
    *,
    subject: Any,
    actor: Any,
    now: datetime,
    outcome: str = Duty.Outcome.DONE,
    message: str = "",
    **holder: Any,
) -> int:
    """Close what was asked about `subject` (only of that `message` or holder, where given); how many.

    `holder`: `holder_person`, `holder_body` or `holder_position`. Called within a command.
    """
    rows = Duty.objects.filter(
        kind=Duty.Kind.ACT,
        closed_at=None,
        subject_kind=subject._meta.model_name,
        subject_id=subject.pk,
        **holder,
    )
    duties = list(rows.filter(message=message) if message else rows)
    closer = None if actor is SYSTEM else actor
    Duty.objects.filter(pk__in=[duty.pk for duty in duties]).update(
        closed_at=now, closed_by=closer, outcome=outcome, next_step_at=None
    )
    entries = [
        audit.Entry(duty, "duties.duty.closed", {"clause": duty.clause, "outcome": str(outcome)})
        for duty in duties
    ]
    audit.record_many(entries, actor=actor, at=now)
    return len(duties)
