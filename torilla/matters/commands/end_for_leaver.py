"""What a leaver had asked ends with the leaving, by whoever hands over."""

from datetime import datetime
from typing import Any

from torilla.core.command import command
from torilla.matters.commands._common import locked, must_move
from torilla.matters.commands.end import ended
from torilla.matters.commands.withdraw import taken_back
from torilla.matters.models import Disclosure


@command(permission="people.hand_over", subject="disclosure")
def end_for_leaver(*, actor: Any, disclosure: Disclosure, now: datetime) -> Disclosure:
    """Take the leaver's question back, or end the permission. Refused where it has ended."""
    row = locked(disclosure)
    if row.state == "asked":
        return taken_back(row, actor, now)
    must_move(row, "ended")
    return ended(row, actor, now)
