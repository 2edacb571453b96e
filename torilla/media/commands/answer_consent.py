"""The one who was asked answers by the link, once."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.media import ledger
from torilla.media.commands._consents import locked_consent, must_move, note_in_ledger
from torilla.media.ending import follow
from torilla.media.links import is_open
from torilla.media.models import Consent


@command(permission="media.answer_consent", subject="consent")
def answer_consent(
    *, actor: Any, consent: Consent, gives: bool, giver: str, child_view: str = "", now: datetime
) -> Consent:
    """Give the consent or not; of two answers at once the first counts.

    Refused when the link is used or too old.
    """
    row = locked_consent(consent)
    if not is_open(row, now):
        raise Refused(_("This link does not work any more."))
    state = "given" if gives else "declined"
    must_move(row, state)
    row.state, row.giver, row.child_view, row.answered_at = state, giver, child_view, now
    row.save(update_fields=["state", "giver", "child_view", "answered_at"])
    asset = row.pictured.asset
    audit.record(
        row, f"media.consent.{state}", actor=actor, at=now, asset=asset.pk, **actor.details
    )
    follow(asset, actor, now)
    if not gives:
        note_in_ledger(ledger.Line(now, row.reference, ledger.DECLINED))
    return row
