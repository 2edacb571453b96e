"""What the commands on those who are pictured, and on their consents, share."""

import logging
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused
from torilla.core.lifecycle import IllegalMove
from torilla.media import ledger
from torilla.media.ending import follow
from torilla.media.lifecycle import ConsentStates
from torilla.media.models import Consent, Pictured

log = logging.getLogger(__name__)


def locked_pictured(pictured: Pictured) -> Pictured:
    """The row as it stands now, locked for this transaction. Refused when its picture was removed."""
    rows = Pictured.objects.select_for_update(of=("self",)).select_related("asset__unit")
    current: Pictured = rows.get(pk=pictured.pk)
    if current.asset.state == "removed":
        raise Refused(_("The picture was removed from the library."))
    return current


def locked_consent(consent: Consent) -> Consent:
    """The row as it stands now, locked for this transaction: of two answers at once one waits."""
    rows = Consent.objects.select_for_update(of=("self",))
    current: Consent = rows.select_related("pictured__asset__unit").get(pk=consent.pk)
    return current


def must_move(consent: Consent, state: str) -> None:
    """Refused where it is not in a state from which it may move to `state`."""
    try:
        ConsentStates.check(consent.state, state)
    except IllegalMove as error:
        raise Refused(
            _("The consent is in the state “%(state)s” already.")
            % {"state": ConsentStates.NAMES[consent.state]},
            remedy=_("Look at it again; ask anew where you need one."),
        ) from error


def taken_back(consent: Consent, actor: Any, at: datetime, now: datetime, **details: Any) -> int:
    """Withdraw a consent with all that follows; how many uses have to be removed.

    The ledger comes last: a line is there before the commit, and none for what was refused.
    """
    public_task = consent.basis == Consent.Basis.PUBLIC_TASK
    consent.state, consent.withdrawn_at = "withdrawn", at
    consent.save(update_fields=["state", "withdrawn_at"])
    asset = consent.pictured.asset
    action = "media.consent.objected" if public_task else "media.consent.withdrawn"
    audit.record(consent, action, actor=actor, at=now, asset=asset.pk, **details)
    to_go = follow(asset, actor, now)
    what = ledger.OBJECTED if public_task else ledger.WITHDRAWN
    note_in_ledger(ledger.Line(at, consent.reference, what))
    return to_go


def note_in_ledger(line: ledger.Line) -> None:
    """A ledger whose disk is gone does not keep anybody from withdrawing: the line is added as soon as it is
    back (`commands.reconcile`), and until then that job fails for all to see."""
    try:
        ledger.write(line)
    except OSError:
        log.exception("withdrawals.unwritten")
