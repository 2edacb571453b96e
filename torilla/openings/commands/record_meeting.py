"""All that a group decided in one sitting is recorded at once."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core.command import Refused, command
from torilla.openings.commands.record_decision import record_decision
from torilla.openings.deciding import Verdict
from torilla.openings.models import Decision
from torilla.people.models import Body

Item = tuple[Decision, Verdict]


class ItemRefused(Refused):
    """What keeps one matter of the meeting from being recorded; nothing of the others was."""

    def __init__(self, decision: Decision, refused: Refused) -> None:
        super().__init__(
            refused.message, clause=refused.clause, field=refused.field, remedy=refused.remedy
        )
        self.decision = decision


@command(permission="openings.meet", subject="body")
def record_meeting(
    *, actor: Any, body: Body, items: Sequence[Item], now: datetime
) -> list[Decision]:
    """Records the decisions of one meeting, all or none. Raises ItemRefused for the first that cannot be."""
    if not items:
        raise Refused(_("Nothing was decided yet: choose a decision for at least one matter."))
    made = []
    for decision, verdict in items:
        try:
            if decision.body_id != body.pk:
                raise Refused(_("The decision is not that of this group."), clause="C2")
            made.append(record_decision(actor=actor, decision=decision, now=now, **asdict(verdict)))
        except Refused as refused:
            raise ItemRefused(decision, refused) from refused
    return made
