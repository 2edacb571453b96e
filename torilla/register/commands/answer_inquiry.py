from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.duties.commands.reevaluate import reevaluate
from torilla.people.models import Unit
from torilla.register.models import AccountRecord, Inquiry
from torilla.register.sources import UNITS


@command(permission="register.answer_inquiry", subject="unit")
def answer_inquiry(*, actor: Any, unit: Unit, answer: str, now: datetime) -> Inquiry:
    """A unit says which accounts it already has (C4): none, or all are in the register.

    Raises Refused when *none* is said while the register has an account of the unit, and *all are
    listed* while it has none.
    """
    has = AccountRecord.objects.at(now).filter(unit=unit).exclude(state="closed").exists()
    if answer == Inquiry.Answer.NONE and has:
        raise Refused(
            _("The register has an account of this unit, so “none” cannot be right."),
            clause="C4",
            remedy=_("Close the account first, or answer that all are in the register."),
        )
    if answer == Inquiry.Answer.LISTED and not has:
        raise Refused(
            _("The register has no account of this unit yet."),
            clause="C4",
            remedy=_("Add the accounts first, or answer that there are none."),
        )
    inquiry, _made = Inquiry.objects.get_or_create(
        unit=unit, answered_at=None, defaults={"asked_at": now}
    )
    inquiry.answered_at, inquiry.answered_by, inquiry.answer = now, actor, answer
    inquiry.save()
    audit.record(unit, "register.inquiry.answered", actor=actor, at=now, answer=answer)
    reevaluate(UNITS, [unit.pk], now)
    return inquiry
