"""An agreement is proposed, by the person or by the supervisor."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from torilla.agreements.commands._common import (
    PERSON,
    ask_other_side,
    comply,
    look_again,
    not_before_today,
    side_of,
)
from torilla.agreements.models import Agreement
from torilla.agreements.queries import in_the_way
from torilla.agreements.terms import Terms
from torilla.core import audit
from torilla.core.command import NotAllowed, Refused, command
from torilla.people.models import Person
from torilla.people.queries import supervisor_of
from torilla.policy.messages import day

LONGEST = timedelta(days=3653)
"""How far ahead a last day may lie: what is agreed for longer nobody looks at again."""


@command(permission="agreements.propose", subject="person")
def propose(*, actor: Any, person: Person, kind: str, terms: Terms, now: datetime) -> Agreement:
    """Propose working time (K2) or an own profile (K6); the other side is asked to answer.

    Refused for a person without a supervisor or who has left, for days in the past or in the wrong order,
    where another agreement of the kind stands in the way, and for what the policy stops.
    """
    return proposed(actor=actor, person=person, kind=kind, terms=terms, now=now)


def proposed(
    *,
    actor: Any,
    person: Person,
    kind: str,
    terms: Terms,
    now: datetime,
    renews: Agreement | None = None,
) -> Agreement:
    """The proposal, made within a command; `renews`: the agreement that it follows."""
    # One at a time for a person: two proposals at once would not see each other.
    person = Person.objects.select_for_update().get(pk=person.pk)
    agreement = Agreement(
        person=person, kind=kind, state="proposed", proposed_by=actor, proposed_at=now,
        renews=renews, **terms.values(),
    )  # fmt: skip
    agreement.supervisor = _supervisor(person, agreement.clause, now)
    side = side_of(actor, person, now)
    if side is None:
        raise NotAllowed("agreements.propose", person)
    _check_days(agreement, now)
    _check_way(agreement)
    without = "" if side == PERSON else "agreements.work-matters-only"
    comply(agreement, now, reason=terms.reason, without=without)
    agreement.save()
    audit.record(
        agreement, "agreements.agreement.proposed", actor=actor, at=now,
        person=person.audit_name, kind=kind, first_day=terms.first_day.isoformat(),
        last_day=terms.last_day.isoformat(), renews=renews.audit_name if renews else None,
    )  # fmt: skip
    ask_other_side(agreement, now)
    look_again(agreement, now)
    return agreement


def _supervisor(person: Person, clause: str, now: datetime) -> Person:
    if not person.is_active or person.erased_at is not None:
        raise Refused(_("%(name)s does not work here any more.") % {"name": person.name})
    chief = supervisor_of(person, now)
    if chief is None:
        raise Refused(
            _("Nobody is recorded as the supervisor of %(name)s, so there is nobody to agree with.")
            % {"name": person.name},
            clause=clause,
            remedy=_(
                "Ask the set-up person or the administrative director to name the supervisor first."
            ),
        )
    return chief


def _check_days(agreement: Agreement, now: datetime) -> None:
    if agreement.last_day < agreement.first_day:
        raise Refused(
            _("The last day comes before the first."),
            field="last_day",
            remedy=_("Choose the first day or a later one."),
        )
    not_before_today(agreement.first_day, now, agreement.clause)
    if agreement.last_day - timezone.localdate(now) > LONGEST:
        raise Refused(
            _("The last day is more than ten years ahead."),
            field="last_day",
            remedy=_("Choose an earlier day. You may renew the agreement when it ends."),
        )


def _check_way(agreement: Agreement) -> None:
    other = in_the_way(agreement).first()
    if other is None:
        return
    if other.state == "proposed":
        raise Refused(
            _("A proposal on the same awaits an answer already."),
            clause=agreement.clause,
            remedy=_("Answer it or withdraw it first."),
        )
    until = {"day": day(other.bound_until)}
    raise Refused(
        _("There is an agreement until %(day)s already.") % until,
        clause=agreement.clause,
        field="first_day",
        remedy=_("Renew it, or let this one begin after %(day)s.") % until,
    )
