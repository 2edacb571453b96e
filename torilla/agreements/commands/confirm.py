"""A new supervisor takes over what a former one agreed."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from torilla.agreements.commands._common import SUPERVISOR, locked, look_again, side_of
from torilla.agreements.models import Agreement
from torilla.core import audit
from torilla.core.command import Refused, command


@command(permission="agreements.answer", subject="agreement")
def confirm(*, actor: Any, agreement: Agreement, now: datetime) -> Agreement:
    """The supervisor of today makes it theirs as it stands (K2); who agreed to it first stays in the log.

    Refused for one that is theirs already, or is not in force or to come.
    """
    row = locked(agreement)
    if side_of(actor, row.person, now) != SUPERVISOR:
        raise Refused(
            _("The supervisor of today confirms it, nobody else."),
            clause=row.clause,
            remedy=_("Ask your supervisor to confirm it."),
        )
    if row.supervisor == actor:
        raise Refused(_("This agreement is yours already."), clause=row.clause)
    if row.state != "agreed" or row.last_day < timezone.localdate(now):
        raise Refused(
            _("This agreement is not in force any more."),
            clause=row.clause,
            remedy=_("Propose a new one."),
        )
    former, row.supervisor = row.supervisor, actor
    row.save(update_fields=["supervisor"])
    audit.record(
        row, "agreements.agreement.confirmed", actor=actor, at=now,
        person=row.person.audit_name, kind=row.kind, former=former.audit_name,
    )  # fmt: skip
    look_again(row, now)
    return row
