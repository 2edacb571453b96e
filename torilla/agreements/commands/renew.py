"""An agreement is renewed: a proposal for the time after it."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from torilla.agreements.commands._common import locked, settle_all
from torilla.agreements.commands.propose import proposed
from torilla.agreements.models import Agreement
from torilla.agreements.terms import Terms
from torilla.core.command import Refused, command


@command(permission="agreements.propose", subject="agreement")
def renew(*, actor: Any, agreement: Agreement, terms: Terms, now: datetime) -> Agreement:
    """Propose how it goes on, from the day after its last, or from today where that has passed.

    The warnings of its end are settled; they come again if the renewal comes to nothing. Refused for one that
    is not agreed or was ended, where a renewal is under way, and for all that a proposal is refused for.
    """
    former = locked(agreement)
    if former.state != "agreed":
        raise Refused(
            _("Only an agreement that was agreed to and not ended can be renewed."),
            clause=former.clause,
            remedy=_("Propose a new one."),
        )
    if former.renewals.filter(state__in=("proposed", "agreed")).exists():
        raise Refused(_("It has been renewed already."), clause=former.clause)
    renewal = proposed(
        actor=actor,
        person=former.person,
        kind=former.kind,
        terms=replace(terms, first_day=next_first_day(former, now)),
        now=now,
        renews=former,
    )
    settle_all(former, actor, now)
    return renewal


def next_first_day(agreement: Agreement, now: datetime) -> date:
    """The first day of what follows this agreement."""
    return max(agreement.last_day + timedelta(days=1), timezone.localdate(now))
