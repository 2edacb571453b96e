"""A proposal is taken back."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from torilla.agreements.commands._common import (
    locked,
    look_again,
    must_move,
    proposer_side,
    settle_all,
    side_of,
    tell_other_side,
    warn_again,
)
from torilla.agreements.models import Agreement
from torilla.core import audit
from torilla.core.command import Refused, command

WITHDRAWN = gettext_noop("The proposal of an agreement was withdrawn.")


@command(permission="agreements.propose", subject="agreement")
def withdraw(*, actor: Any, agreement: Agreement, now: datetime) -> Agreement:
    """Take a proposal of one's own side back; the other side is told. Refused once it is answered."""
    row = locked(agreement)
    must_move(row, "withdrawn")
    if side_of(actor, row.person, now) != proposer_side(row):
        raise Refused(
            _("The other side proposed this, so only it can take it back."),
            clause=row.clause,
            remedy=_("Decline it with a reason."),
        )
    return taken_back(row, actor, now)


def taken_back(agreement: Agreement, actor: Any, now: datetime) -> Agreement:
    """The proposal is withdrawn, by its side or because its time has passed."""
    agreement.state = "withdrawn"
    agreement.save(update_fields=["state"])
    audit.record(
        agreement, "agreements.agreement.withdrawn", actor=actor, at=now,
        person=agreement.person.audit_name, kind=agreement.kind,
    )  # fmt: skip
    settle_all(agreement, actor, now, lapsed=True)
    if agreement.renews is not None:
        warn_again(agreement.renews, actor, now)
    tell_other_side(agreement, WITHDRAWN, actor, now)
    look_again(agreement, now)
    return agreement
