from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.register.commands._common import current, look_again, report
from torilla.register.models import Stewardship


@command(permission="register.end_steward", subject="stewardship")
def end_stewardship(*, actor: Any, stewardship: Stewardship, now: datetime) -> Stewardship:
    """Take a steward's right away; the manager is told (K4). Raises Refused when it has ended.

    It is complete when somebody has seen on the network itself that the right is gone (`note_removal`).
    """
    held: Stewardship = Stewardship.objects.select_for_update().get(pk=stewardship.pk)
    if held.until is not None:
        raise Refused(_("This right has ended already."))
    held.until = max(now, held.since)
    held.ended_by = actor if getattr(actor, "pk", None) else None
    held.removal_asked = held.since < held.until  # what never began is nowhere to be removed
    held.save(update_fields=["until", "ended_by", "removal_asked"])
    audit.record(
        held, "register.steward.ended", actor=actor, at=now,
        account=held.account.audit_name, person=held.person.audit_name, role=held.role,
    )  # fmt: skip
    report(
        account=held.account,
        record=current(held.account, now),
        what="ended",
        actor=actor,
        now=now,
        stewardship=held,
    )
    look_again([held.account_id], now)
    return held
