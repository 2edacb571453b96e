"""A picture of somebody is not used, and nobody is told why."""

from datetime import datetime
from typing import Any

from torilla.core import audit
from torilla.core.command import command
from torilla.media import ledger
from torilla.media.commands._consents import locked_pictured, note_in_ledger
from torilla.media.ending import follow
from torilla.media.models import Pictured


@command(permission="media.set_never", subject="pictured")
def set_never(*, actor: Any, pictured: Pictured, never: bool, now: datetime) -> Pictured:
    """Say that a picture of somebody is not used at all, or that this was a mistake.

    No reason is asked for or kept, and the log says only that something was changed.
    """
    current = locked_pictured(pictured)
    changed = current.never != never
    current.never = never
    current.save(update_fields=["never"])
    audit.record(current, "media.pictured.changed", actor=actor, at=now, asset=current.asset_id)
    follow(current.asset, actor, now)
    if changed:
        what = ledger.NEVER if never else ledger.NEVER_ENDED
        note_in_ledger(ledger.Line(now, current.reference, what))
    return current
