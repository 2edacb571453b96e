from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.register.commands._common import look_again
from torilla.register.models import Stewardship


@command(permission="register.note_removal", subject="stewardship")
def note_removal(*, actor: Any, stewardship: Stewardship, now: datetime) -> Stewardship:
    """Note that one has seen on the network itself that an ended right is gone.

    Raises Refused while the right goes on, when it was noted before, and for whoever had the right: they
    cannot see what they can no longer open.
    """
    ended: Stewardship = Stewardship.objects.select_for_update().get(pk=stewardship.pk)
    if ended.until is None:
        raise Refused(
            _("This right has not ended."), remedy=_("End it first, then remove it on the network.")
        )
    if ended.removal_seen_at is not None:
        raise Refused(_("Somebody has noted this already."))
    if actor == ended.person:
        raise Refused(
            _("You had this right yourself: somebody else sees whether it is gone."),
            remedy=_("Ask another administrator of the account."),
        )
    ended.removal_seen_by, ended.removal_seen_at = actor, now
    ended.save(update_fields=["removal_seen_by", "removal_seen_at"])
    audit.record(
        ended, "register.steward.removal_seen", actor=actor, at=now,
        account=ended.account.audit_name, person=ended.person.audit_name, role=ended.role,
    )  # fmt: skip
    look_again([ended.account_id], now)
    return ended
