"""What was handled in co-operation with the personnel is recorded."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.people.commands._common import person_of
from torilla.people.models import CooperationRecord


@command(permission="people.record_cooperation", subject=None)
def record_cooperation(
    *, actor: Any, handled_on: date, section: str, purpose: str, now: datetime
) -> CooperationRecord:
    """Record when, in which section and for what purpose features at the level of one person were handled.

    From then on they are on. Refused for a day that is yet to come and for an empty purpose.
    """
    if handled_on > timezone.localdate(now):
        raise Refused(
            _("The day is yet to come: record it when it has been handled."), field="handled_on"
        )
    if not purpose.strip():
        raise Refused(_("Say for what purpose."), field="purpose")
    made = CooperationRecord.objects.create(
        handled_on=handled_on, section=section.strip(), purpose=purpose.strip(),
        recorded_by=person_of(actor), recorded_at=now,
    )  # fmt: skip
    audit.record(
        made, "people.cooperation.recorded", actor=actor, at=now,
        handled_on=handled_on.isoformat(), section=made.section,
    )  # fmt: skip
    return made
