"""An absence did not come, or ended earlier."""

from datetime import datetime
from typing import Any

from torilla.core import audit
from torilla.core.command import command
from torilla.people.models import Absence, Person


@command(permission="people.note_absence", subject="absence")
def remove_absence(*, actor: Any, absence: Absence, now: datetime) -> Person:
    """Takes an absence away; returns whose it was. Nothing is kept of it but that it was removed."""
    person = absence.person
    number = absence.pk
    absence.delete()
    audit.record(
        person, "people.absence.removed", actor=actor, at=now, person=person.pk, absence=number
    )
    return person
