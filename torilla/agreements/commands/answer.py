"""A proposal is answered by the side that did not make it."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from torilla.agreements.commands._common import (
    PERSON,
    SUPERVISOR,
    comply,
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
from torilla.core.command import NotAllowed, Refused, command

AGREED = gettext_noop("Agreed: the proposal was accepted. It holds until {day}.")
DECLINED = gettext_noop("The proposal of an agreement was declined. The reason stands on its page.")


@command(permission="agreements.answer", subject="agreement")
def answer(
    *,
    actor: Any,
    agreement: Agreement,
    agrees: bool,
    now: datetime,
    words: str = "",
    work_matters_only: bool = False,
    reason: str = "",
) -> Agreement:
    """Agree to a proposal, or decline it with a reason (`words`); the other side is told.

    It binds from its first day, from today where that has passed. The supervisor's side is the supervisor of
    today. Refused for one who proposed it, for one answered before, and for what the policy stops.
    """
    row = locked(agreement)
    side = _answering_side(row, actor, now)
    must_move(row, "agreed" if agrees else "declined")
    row.answered_by, row.answered_at, row.answer = actor, now, words.strip()
    if agrees:
        _agree(row, side, now, work_matters_only=work_matters_only, reason=reason)
    else:
        _decline(row)
    row.save()
    audit.record(
        row, f"agreements.agreement.{row.state}", actor=actor, at=now,
        person=row.person.audit_name, kind=row.kind, first_day=row.first_day.isoformat(),
    )  # fmt: skip
    settle_all(row, actor, now)
    _after(row, actor, now)
    tell_other_side(row, AGREED if agrees else DECLINED, actor, now)
    look_again(row, now)
    return row


def _answering_side(agreement: Agreement, actor: Any, now: datetime) -> str:
    side = side_of(actor, agreement.person, now)
    if side is None:
        raise NotAllowed("agreements.answer", agreement)
    if side == proposer_side(agreement):
        raise Refused(
            _("You proposed this on your own side: the other side answers."),
            clause=agreement.clause,
            remedy=_("Wait for the answer, or withdraw the proposal."),
        )
    return side


def _agree(
    agreement: Agreement, side: str, now: datetime, *, work_matters_only: bool, reason: str
) -> None:
    today = timezone.localdate(now)
    if agreement.last_day < today:
        raise Refused(
            _("The time of which the proposal speaks has passed."),
            clause=agreement.clause,
            remedy=_("Decline it, and propose a new one."),
        )
    agreement.state = "agreed"
    agreement.first_day = max(agreement.first_day, today)
    if agreement.answered_by is not None and side == SUPERVISOR:
        agreement.supervisor = agreement.answered_by
    if side == PERSON:
        agreement.work_matters_only = agreement.work_matters_only or work_matters_only
    agreement.reason = agreement.reason or reason.strip()
    comply(agreement, now, reason=agreement.reason)


def _decline(agreement: Agreement) -> None:
    if not agreement.answer:
        raise Refused(
            _("Say why you decline: the other side has to know what would be right."),
            field="words",
        )
    agreement.state = "declined"


def _after(agreement: Agreement, actor: Any, now: datetime) -> None:
    """What the answer means for the agreement that this one renews."""
    if agreement.renews is not None and agreement.state == "declined":
        warn_again(agreement.renews, actor, now)
