"""A notice reaches a position: by a mail that was accepted, or by being marked as read."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from torilla.core import audit
from torilla.duties.models import Duty, Notice


def delivered(duties: Iterable[Duty], *, how: str, to: Any, actor: Any, now: datetime) -> None:
    """Close these duties to read; a notice whose last one closes has been delivered.

    Runs in the caller's transaction and records everything; duties that are closed are left alone.
    """
    open_duties = [duty for duty in duties if duty.closed_at is None and duty.notice_id]
    for duty in open_duties:
        duty.closed_at, duty.closed_by, duty.outcome = now, _person(actor), Duty.Outcome.DONE
        duty.next_step_at = None
        duty.save(update_fields=["closed_at", "closed_by", "outcome", "next_step_at"])
        audit.record(duty, "duties.duty.closed", actor=actor, at=now, how=how)
    for notice in Notice.objects.filter(pk__in={duty.notice_id for duty in open_duties}):
        if notice.duties.filter(closed_at=None).exists():
            continue
        notice.delivered_at, notice.delivered_how, notice.delivered_to = now, how, to
        notice.save(update_fields=["delivered_at", "delivered_how", "delivered_to"])
        audit.record(
            notice, "duties.notice.delivered", actor=actor, at=now, how=how, to=to.audit_name
        )


def _person(actor: Any) -> Any:
    """The actor, where it is a person and not the system."""
    return actor if getattr(actor, "pk", None) else None
