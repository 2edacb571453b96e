from datetime import date, datetime
from typing import Any

from torilla.core import audit
from torilla.core.command import command
from torilla.guideline.models import InForce


@command(permission="guideline.record_history", subject=None)
def set_in_force(*, actor: Any, since: date, now: datetime) -> InForce:
    """The municipality says since when its guideline is in force; what it said before is kept."""
    row = InForce.objects.create(since=since, said_at=now)
    audit.record(row, "guideline.in_force.set", actor=actor, at=now, since=since.isoformat())
    return row
