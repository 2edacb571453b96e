"""An agreement ends before its last day."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from torilla.agreements.commands._common import (
    locked,
    look_again,
    must_move,
    settle_all,
    side_of,
    tell_other_side,
)
from torilla.agreements.models import Agreement
from torilla.core import audit
from torilla.core.command import NotAllowed, Refused, command
from torilla.policy.messages import day

ENDED = gettext_noop("An agreement was ended. Its last day is {day}. See what hangs on it.")


@command(permission="agreements.end", subject="agreement")
def end(*, actor: Any, agreement: Agreement, from_day: date, now: datetime) -> Agreement:
    """End it from a day on, which is the first without it; either side may, and the other is told.

    Refused for a day that is past or after its last day, and for one that is not agreed or has ended.
    """
    row = locked(agreement)
    if side_of(actor, row.person, now) is None:
        raise NotAllowed("agreements.end", row)
    must_move(row, "ended")
    if from_day < timezone.localdate(now):
        raise Refused(
            _("The day is past. It ends today at the earliest."),
            field="from_day",
            remedy=_("Choose today or a later day."),
        )
    if from_day > row.last_day:
        raise Refused(
            _("It ends on %(day)s by itself.") % {"day": day(row.last_day)},
            field="from_day",
            remedy=_("Choose an earlier day, or let it end."),
        )
    return ended(row, from_day, actor, now)


def ended(row: Agreement, from_day: date, actor: Any, now: datetime) -> Agreement:
    """It binds no longer from that day on; both are told who did not end it themselves."""
    row.state, row.ended_by, row.ended_on = "ended", actor, max(from_day, row.first_day)
    row.save(update_fields=["state", "ended_by", "ended_on"])
    audit.record(
        row, "agreements.agreement.ended", actor=actor, at=now,
        person=row.person.audit_name, kind=row.kind, from_day=row.ended_on.isoformat(),
    )  # fmt: skip
    settle_all(row, actor, now)
    tell_other_side(row, ENDED, actor, now)
    look_again(row, now)
    return row
