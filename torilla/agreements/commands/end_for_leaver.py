"""What a leaver had agreed ends with the leaving, by whoever hands over."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from torilla.agreements.commands._common import locked, must_move
from torilla.agreements.commands.end import ended
from torilla.agreements.commands.withdraw import taken_back
from torilla.agreements.models import Agreement
from torilla.core.command import command


@command(permission="people.hand_over", subject="agreement")
def end_for_leaver(*, actor: Any, agreement: Agreement, now: datetime) -> Agreement:
    """End it today, or withdraw what is only proposed; both sides are told. Refused where it has ended."""
    row = locked(agreement)
    if row.state == "proposed":
        return taken_back(row, actor, now)
    today = timezone.localdate(now)
    if row.ended_on is None or row.ended_on <= max(
        today, row.first_day
    ):  # one that ends later ends sooner
        must_move(row, "ended")
    return ended(row, today, actor, now)
