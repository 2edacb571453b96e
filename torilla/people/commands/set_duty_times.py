"""When a person works and may be reminded."""

from collections.abc import Collection, Sequence
from datetime import datetime, time
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.people.models import DutyTime, Person

Week = Sequence[tuple[int, time, time]]
"""Weekday (0 is Monday), start, end; an end at 0.00 is the end of the day."""


@command(permission="people.set_duty_times", subject="person")
def set_duty_times(
    *, actor: Any, person: Person, week: Week, now: datetime
) -> Collection[DutyTime]:
    """Replaces the person's duty times (K8); none: the municipality's office hours hold.

    Refused when a time ends before it starts or two overlap.
    """
    refuse_unordered(week)
    DutyTime.objects.filter(person=person).delete()
    made = DutyTime.objects.bulk_create(
        DutyTime(person=person, weekday=day, starts=starts, ends=ends) for day, starts, ends in week
    )
    audit.record(
        person, "people.duty_times.set", actor=actor, at=now, person=person.pk, rows=len(made)
    )
    return made


def refuse_unordered(week: Week) -> None:
    """Refused when a time ends before it starts or two of a day overlap."""
    spans = sorted((day, _minutes(starts), _minutes(ends) or 24 * 60) for day, starts, ends in week)
    for _day, starts, ends in spans:
        if ends <= starts:
            raise Refused(_("A duty time ends before it starts. A night is two rows."))
    for (day, _start, ends), (next_day, starts, _end) in zip(spans, spans[1:], strict=False):
        if day == next_day and starts < ends:
            raise Refused(_("Two duty times of the same day overlap."))


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
