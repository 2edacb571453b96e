"""What a group decided in a meeting is recorded by its secretary or its chair (C2, C10)."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core.command import Refused, command
from torilla.openings.commands._verdict import put_down
from torilla.openings.deciding import Verdict
from torilla.openings.models import Decision


@command(permission="openings.decide", subject="decision")
def record_decision(
    *,
    actor: Any,
    decision: Decision,
    outcome: str,
    meeting_on: date | None,
    section: str,
    condition: str = "",
    reason: str = "",
    resources_confirmed: bool = False,
    now: datetime,
) -> Decision:
    """Records a group's decision with the day of its meeting and the section of its minutes.

    Moved to a later meeting, the matter goes on awaiting the group. Refused as `decide` is, and for a meeting
    that lies ahead or a section that does not parse or is another matter's.
    """
    if not decision.body_id:
        raise Refused(_("This is not decided in a meeting."), clause="C2")
    verdict = Verdict(outcome, condition, reason, resources_confirmed, meeting_on, section)
    return put_down(actor=actor, decision=decision, verdict=verdict, now=now)
