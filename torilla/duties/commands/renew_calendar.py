from datetime import datetime
from typing import Any

from torilla.core import audit
from torilla.core.command import command
from torilla.duties.models import CalendarLink
from torilla.people.links import hashed, new_token
from torilla.people.models import Person


@command(permission="duties.renew_calendar", subject="person")
def renew_calendar(*, actor: Any, person: Person, now: datetime) -> str:
    """Makes the secret address of one's own calendar; returns its token, which is known only here and
    now. An address made before stops working."""
    token = new_token()
    CalendarLink.objects.update_or_create(
        person=person, defaults={"token_hash": hashed(token), "made_at": now}
    )
    audit.record(person, "duties.calendar.renewed", actor=actor, at=now)
    return token
