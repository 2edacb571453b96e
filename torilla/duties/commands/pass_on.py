"""What somebody was to do by name is done by another, or by nobody any more."""

from datetime import datetime
from typing import Any

from torilla.core import audit
from torilla.duties.models import Duty


def pass_on(duty: Duty, *, to: Any, actor: Any, now: datetime) -> None:
    """Another person holds the duty from now on, and is told at once; the due day stays.

    Called within a command, which asks for permission. A duty that has ended stays with its holder.
    """
    current = Duty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
    if current.closed_at is not None:
        return
    current.holder_person, current.next_step, current.next_step_at = to, 0, now
    current.save(update_fields=["holder_person", "next_step", "next_step_at"])
    audit.record(current, "duties.duty.passed_on", actor=actor, at=now, to=to.audit_name)


def let_go(duty: Duty, *, actor: Any, now: datetime) -> None:
    """Nobody does it any more. Called within a command, which asks for permission."""
    current = Duty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
    if current.closed_at is not None:
        return
    current.closed_at, current.closed_by = now, actor if getattr(actor, "pk", None) else None
    current.outcome, current.next_step_at = Duty.Outcome.LAPSED, None
    current.save(update_fields=["closed_at", "closed_by", "outcome", "next_step_at"])
    audit.record(
        current, "duties.duty.closed", actor=actor, at=now,
        clause=current.clause, outcome=str(current.outcome),
    )  # fmt: skip
