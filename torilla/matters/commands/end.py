"""A permission to tell ends before its last day."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from torilla.core import audit
from torilla.core.actors import SYSTEM
from torilla.core.command import Refused, command
from torilla.matters.commands._common import locked, must_move, tell_asker
from torilla.matters.models import Disclosure

ENDED = gettext_noop(
    "The permission to tell of an unfinished matter has ended. Ask anew if you need it."
)


@command(permission="disclosures.answer", subject="disclosure")
def end(*, actor: Any, disclosure: Disclosure, reason: str, now: datetime) -> Disclosure:
    """End a permission at once, with a reason; the asker is told. Refused for one that has ended."""
    row = locked(disclosure)
    must_move(row, "ended")
    if not reason.strip():
        raise Refused(_("Say why it ends: the asker has to know."), field="reason")
    row.reason = reason.strip()
    return ended(row, actor, now)


def ended(row: Disclosure, actor: Any, now: datetime) -> Disclosure:
    """It may be told no longer; called within a command or by the clock."""
    row.state, row.ended_at = "ended", now
    row.ended_by = None if actor is SYSTEM else actor
    row.save(update_fields=["state", "ended_at", "ended_by", "reason"])
    audit.record(row, "matters.disclosure.ended", actor=actor, at=now)
    tell_asker(row, ENDED, actor, now)
    return row
