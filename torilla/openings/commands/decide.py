"""Somebody decides on an opening by their position, or as the supervisor (C2)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core.command import Refused, command
from torilla.openings.commands._verdict import put_down
from torilla.openings.deciding import Verdict, decider_name
from torilla.openings.models import Decision


@command(permission="openings.decide", subject="decision")
def decide(
    *,
    actor: Any,
    decision: Decision,
    outcome: str,
    condition: str = "",
    reason: str = "",
    resources_confirmed: bool = False,
    now: datetime,
) -> Decision:
    """Approves, returns with questions, or declines with reasons.

    The first to decide decides; Refused for everybody after, for one with a stake in the application, and for
    whoever does not hold the position now. What a group decides is recorded by `record_decision`.
    """
    if decision.body_id:
        raise Refused(
            _("%(group)s decides in a meeting.") % {"group": decider_name(decision, now)},
            clause="C2",
            remedy=_("Its secretary records the decision on the meeting’s page."),
        )
    verdict = Verdict(outcome, condition, reason, resources_confirmed)
    return put_down(actor=actor, decision=decision, verdict=verdict, now=now)
