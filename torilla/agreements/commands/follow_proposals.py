"""Proposals follow what happens around them: a new supervisor is asked, one whose time has passed goes."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from torilla.agreements.commands._common import (
    PERSON,
    ask_other_side,
    locked,
    look_again,
    proposer_side,
    settle_all,
)
from torilla.agreements.commands.withdraw import taken_back
from torilla.agreements.models import Agreement
from torilla.core import audit
from torilla.core.actors import SYSTEM
from torilla.people.models import Supervision


def follow_proposals(now: datetime) -> int:
    """Ask the supervisor of today where another was asked, and withdraw what can no longer be agreed to.

    Returns how many were changed. A proposal of the former supervisor's own stays as it was made.
    """
    chiefs = Supervision.objects.at(now).filter(person=OuterRef("person"))
    rows = Agreement.objects.filter(state="proposed").annotate(
        chief=Subquery(chiefs.values("supervisor")[:1])
    )
    passed = Q(last_day__lt=timezone.localdate(now))
    others = Q(chief__isnull=False) & ~Q(chief=F("supervisor"))
    return sum(_follow(each, now) for each in rows.filter(passed | others).order_by("pk"))


@transaction.atomic
def _follow(found: Agreement, now: datetime) -> int:
    agreement = locked(found)
    if agreement.state != "proposed":
        return 0
    if agreement.last_day < timezone.localdate(now):
        taken_back(agreement, SYSTEM, now)
        return 1
    if proposer_side(agreement) != PERSON:
        return 0
    chief = Supervision.objects.at(now).filter(person=agreement.person).select_related("supervisor")
    agreement.supervisor = chief.get().supervisor
    agreement.save(update_fields=["supervisor"])
    settle_all(agreement, SYSTEM, now, lapsed=True)
    ask_other_side(agreement, now)
    audit.record(
        agreement, "agreements.agreement.passed_on", actor=SYSTEM, at=now,
        person=agreement.person.audit_name, supervisor=agreement.supervisor.audit_name,
    )  # fmt: skip
    look_again(agreement, now)
    return 1
