import re
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.guideline.models import Handling

_KNOWN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@command(permission="guideline.record_history", subject=None)
def record_handling(
    *,
    actor: Any,
    body: str,
    day: str,
    section: str,
    outcome: str,
    case_number: str,
    now: datetime,
    handling: Handling | None = None,
) -> Handling:
    """Note how a body handled the guideline, or complete what was open ("" = not known).

    `day` is as much as is known: 2022-06-07, 2022-06, 2022 or "". Raises Refused when it is no such
    day or lies ahead.
    """
    _check(day, timezone.localdate(now))
    row = handling or Handling()
    row.body, row.date, row.section = body, day, section
    row.outcome, row.case_number = outcome, case_number
    row.save()
    audit.record(
        row, "guideline.handling.recorded", actor=actor, at=now,
        body=body, date=day, section=section, outcome=outcome, case_number=case_number,
    )  # fmt: skip
    return row


def _check(day: str, today: date) -> None:
    if not day:
        return
    known = _KNOWN.fullmatch(day)
    try:
        first = date(*(int(part or 1) for part in known.groups())) if known else None
    except ValueError:
        first = None
    if first is None:
        raise Refused(
            _("“%(day)s” is no date.") % {"day": day},
            field="day",
            remedy=_("Write 7.6.2022, or only the month or the year as 2022-06 or 2022."),
        )
    if first > today:
        raise Refused(_("The date lies ahead; note a handling when it has been."), field="day")
