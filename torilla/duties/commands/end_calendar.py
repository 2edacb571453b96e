from datetime import datetime
from typing import Any

from torilla.core import audit
from torilla.core.command import command
from torilla.duties.models import CalendarLink
from torilla.people.models import Person


@command(permission="duties.renew_calendar", subject="person")
def end_calendar(*, actor: Any, person: Person, now: datetime) -> None:
    """Takes the address of one's own calendar away; it stops working at once."""
    CalendarLink.objects.filter(person=person).delete()
    audit.record(person, "duties.calendar.ended", actor=actor, at=now)
