"""The asker takes a question back."""

from datetime import datetime
from typing import Any

from torilla.core import audit
from torilla.core.command import command
from torilla.matters.commands._common import locked, must_move, settle_question
from torilla.matters.models import Disclosure


@command(permission="disclosures.withdraw", subject="disclosure")
def withdraw(*, actor: Any, disclosure: Disclosure, now: datetime) -> Disclosure:
    """Take one's own question back: nobody needs to answer it. Refused once it is answered."""
    row = locked(disclosure)
    must_move(row, "withdrawn")
    return taken_back(row, actor, now)


def taken_back(row: Disclosure, actor: Any, now: datetime) -> Disclosure:
    """Nobody waits for an answer any more; called within a command."""
    row.state, row.ended_by, row.ended_at = "withdrawn", actor, now
    row.save(update_fields=["state", "ended_by", "ended_at"])
    audit.record(row, "matters.disclosure.withdrawn", actor=actor, at=now)
    settle_question(row, actor, now, lapsed=True)
    return row
