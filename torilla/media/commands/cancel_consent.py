"""A question that nobody answered is taken back."""

from datetime import datetime
from typing import Any

from torilla.core import audit
from torilla.core.command import command
from torilla.media.commands._consents import locked_consent, must_move
from torilla.media.ending import follow
from torilla.media.models import Consent


@command(permission="media.ask_consent", subject="consent")
def cancel_consent(*, actor: Any, consent: Consent, now: datetime) -> Consent:
    """The link stops working. Where every guardian is asked, this one is not waited for any more."""
    row = locked_consent(consent)
    must_move(row, "cancelled")
    row.state = "cancelled"
    row.save(update_fields=["state"])
    asset = row.pictured.asset
    audit.record(row, "media.consent.cancelled", actor=actor, at=now, asset=asset.pk)
    follow(asset, actor, now)
    return row
