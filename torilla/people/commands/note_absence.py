"""Somebody will be, or is, away."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.people.models import Absence, Person

LONGEST = 5
"""Years ahead; a day beyond them is a slip of the pen."""


@command(permission="people.note_absence", subject="person")
def note_absence(
    *, actor: Any, person: Person, first_day: date, last_day: date, now: datetime
) -> Absence:
    """Notes an absence: its first and last day and no reason (Act 759/2004).

    Refused when the last day is before the first, is over, or lies years ahead.
    """
    today = timezone.localdate(now)
    if last_day < first_day:
        raise Refused(
            _("The last day is before the first. Give a last day that is the same or later."),
            field="last_day",
        )
    if last_day < today:
        raise Refused(
            _("This absence is over. Note only what goes on or is to come."), field="last_day"
        )
    if last_day.year > today.year + LONGEST:
        raise Refused(_("The last day lies years ahead. Look at the year again."), field="last_day")
    absence = Absence.objects.create(person=person, first_day=first_day, last_day=last_day)
    audit.record(
        person,
        "people.absence.noted",
        actor=actor,
        at=now,
        person=person.pk,
        absence=absence.pk,
        personal={"first_day": first_day.isoformat(), "last_day": last_day.isoformat()},
    )
    return absence
