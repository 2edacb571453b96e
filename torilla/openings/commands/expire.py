"""An application that nobody goes on with lapses, and is told of before."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.duties.commands.ask import settle
from torilla.duties.models import Duty
from torilla.openings.commands._steps import (
    EXPIRED,
    LAPSES,
    ask_person,
    end,
    lapses_on,
    locked,
    tell_of,
)
from torilla.openings.lapsing import LAPSING, touched_at
from torilla.openings.lifecycle import ApplicationStates
from torilla.openings.models import Application

WARNED = 14
"""Days before its end on which whoever made the application is told that it lapses."""


@command(permission="openings.expire", subject="application")
def expire(*, actor: Any, application: Application, now: datetime) -> Application:
    """Looks at an application by the clock: moves its last day on where somebody wrote, warns, or ends it.

    Refused for one that does not wait for whoever applies (any more).
    """
    row = locked(application)
    if row.state not in LAPSING:
        raise Refused(
            _("This cannot be done: the application is in the state “%(state)s”.")
            % {"state": ApplicationStates.NAMES[row.state]},
            clause="C2",
        )
    last, today = lapses_on(now, touched_at(row)), timezone.localdate(now)
    if row.expires_on != last:
        row.expires_on = last
        row.save(update_fields=["expires_on"])
        settle(subject=row, actor=actor, now=now, outcome=Duty.Outcome.LAPSED, message=LAPSES)
        audit.record(row, "openings.application.lapses", actor=actor, at=now, on=last.isoformat())
    if last < today:
        end(row, "expired", actor, now)
        audit.record(row, "openings.application.expired", actor=actor, at=now)
        tell_of(row, EXPIRED, actor, now, persons=[row.made_by])
    elif last <= today + timedelta(days=WARNED) and not _warned(row):
        days = (last - today).days
        ask_person(row, LAPSES, row.made_by, actor, now, days, day=date_format(last, "j.n.Y"))
    return row


def needed(application: Application, now: datetime) -> bool:
    """Whether `expire` would change anything."""
    last, today = lapses_on(now, touched_at(application)), timezone.localdate(now)
    near = last <= today + timedelta(days=WARNED) and not _warned(application)
    return application.expires_on != last or last < today or near


def _warned(application: Application) -> bool:
    rows = Duty.objects.filter(subject_kind="application", subject_id=application.pk)
    return rows.filter(message=LAPSES, closed_at=None).exists()
