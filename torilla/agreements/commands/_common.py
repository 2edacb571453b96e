"""What the commands of agreements share: whose side somebody is on, what the policy stops, who is told."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from torilla.agreements.facts import facts_of, ties, warned_days
from torilla.agreements.lifecycle import AgreementStates
from torilla.agreements.models import Agreement, Warned
from torilla.agreements.sources import AGREEMENTS
from torilla.core.command import Refused
from torilla.core.lifecycle import IllegalMove
from torilla.duties.commands.ask import ask, settle
from torilla.duties.commands.reevaluate import reevaluate
from torilla.duties.commands.tell import tell
from torilla.duties.models import Duty
from torilla.guideline import texts
from torilla.guideline.policies import current_policy
from torilla.people.models import Person
from torilla.people.queries import supervisor_of
from torilla.policy.messages import day

PERSON, SUPERVISOR = "person", "supervisor"
ANSWERED_IN = 7
"""Days in which a proposal is answered; nothing lapses then, the reminders begin."""

WORKING_TIME, OWN_PROFILE = Agreement.Kind.WORKING_TIME, Agreement.Kind.OWN_PROFILE

GATES: Mapping[str, tuple[str, str | Promise]] = {
    "agreements.duty-times-known": (
        "duty_times_confirmed",
        _("Set the duty hours on the person’s page and confirm them here."),
    ),
    "agreements.both-sides-weighed": (
        "for_work_profile",
        _("Write both: what speaks for a separate work profile, and what for acting as oneself."),
    ),
    "agreements.founded-address": (
        "founded_on",
        _("Move the profile to a private address, or open a separate work profile (S3)."),
    ),
    "agreements.work-matters-only": (
        "work_matters_only",
        _("The person confirms: in working time only matters of work."),
    ),
}
"""Rules that stand before an act, each with the field of the form and the way out. How hard they stop is the
policy's; the other rules look at what time and others change."""

_ASKED = {
    (WORKING_TIME, SUPERVISOR): gettext_noop(
        "{person} proposes an agreement on working time for accounts. Agree to it or decline it."
    ),
    (WORKING_TIME, PERSON): gettext_noop(
        "{supervisor} proposes an agreement on your working time for accounts. Agree to it or decline it."
    ),
    (OWN_PROFILE, SUPERVISOR): gettext_noop(
        "{person} proposes an agreement on an own profile. Agree to it or decline it."
    ),
    (OWN_PROFILE, PERSON): gettext_noop(
        "{supervisor} proposes an agreement on your own profile. Agree to it or decline it."
    ),
}


def side_of(actor: Any, person: Person, now: datetime) -> str | None:
    """On which side somebody stands today: the person's, the supervisor's, or neither."""
    if actor == person:
        return PERSON
    return SUPERVISOR if actor == supervisor_of(person, now) else None


def proposer_side(agreement: Agreement) -> str:
    """Which side proposed it."""
    return PERSON if agreement.proposed_by_id == agreement.person_id else SUPERVISOR


def locked(agreement: Agreement) -> Agreement:
    """The row as it stands now, locked until the transaction ends."""
    rows = Agreement.objects.select_for_update(of=("self",))
    row: Agreement = rows.select_related("person", "supervisor", "renews").get(pk=agreement.pk)
    return row


def must_move(agreement: Agreement, state: str) -> None:
    """Refused where it is not in a state from which it may move to `state`."""
    try:
        AgreementStates.check(agreement.state, state)
    except IllegalMove as error:
        raise Refused(
            _("The agreement is in the state “%(state)s” already.")
            % {"state": AgreementStates.NAMES[agreement.state]},
            clause=agreement.clause,
            remedy=_("Look at it again; propose a new one where you need it."),
        ) from error


def comply(agreement: Agreement, now: datetime, *, reason: str, without: str = "") -> None:
    """Refused where the policy stops what is about to be agreed, or asks for a reason and none is given.

    `without`: a rule that cannot be kept yet, since the other side has to confirm first.
    """
    facts = facts_of(agreement, ties({agreement.person_id}, now), now)
    for breach in current_policy(now).evaluate(facts, on=timezone.localdate(now)):
        if breach.rule_id not in GATES or breach.rule_id == without:
            continue
        field, way_out = GATES[breach.rule_id]
        why = texts.reason(breach.reason.msgid, breach.reason.values)
        if breach.enforcement == "block":
            raise Refused(why, clause=breach.clause, field=field, remedy=way_out)
        if breach.enforcement == "reason" and not reason.strip():
            remedy = _("Put it right, or write under “Reason” why it goes on nevertheless.")
            raise Refused(why, clause=breach.clause, field="reason", remedy=remedy)


def ask_other_side(agreement: Agreement, now: datetime) -> None:
    """The side that did not propose is asked to answer."""
    other = SUPERVISOR if proposer_side(agreement) == PERSON else PERSON
    asked = agreement.supervisor if other == SUPERVISOR else agreement.person
    ask(
        message=_ASKED[Agreement.Kind(agreement.kind), other],
        values=_names(agreement),
        subject=agreement,
        subject_name=agreement.person.name,
        clause=agreement.clause,
        days=ANSWERED_IN,
        actor=agreement.proposed_by,
        now=now,
        person=asked,
    )


def tell_other_side(agreement: Agreement, message: str, actor: Any, now: datetime) -> None:
    """Whoever did not act is told what the other side did."""
    chief = supervisor_of(agreement.person, now) or agreement.supervisor
    told = {agreement.person, chief} - {actor}
    tell(
        message=message,
        values=_names(agreement) | {"day": day(agreement.bound_until)},
        subject=agreement,
        subject_name=agreement.person.name,
        clause=agreement.clause,
        actor=actor,
        now=now,
        persons=sorted(told, key=lambda person: person.pk),
    )


def _names(agreement: Agreement) -> dict[str, str]:
    return {
        "person": agreement.person.audit_name,
        "supervisor": agreement.supervisor.audit_name,
    }


def settle_all(agreement: Agreement, actor: Any, now: datetime, *, lapsed: bool = False) -> None:
    """Nothing is asked about this agreement any more."""
    outcome = Duty.Outcome.LAPSED if lapsed else Duty.Outcome.DONE
    settle(subject=agreement, actor=actor, now=now, outcome=outcome)


_ENDS = {
    (WORKING_TIME, PERSON): gettext_noop(
        "Your agreement on working time for accounts ends on {day}. Renew it, or agree who goes on."
    ),
    (WORKING_TIME, SUPERVISOR): gettext_noop(
        "The agreement with {person} on working time for accounts ends on {day}. Renew it, or arrange who "
        "goes on."
    ),
    (OWN_PROFILE, PERSON): gettext_noop(
        "Your agreement on an own profile ends on {day}. Renew it if you go on."
    ),
    (OWN_PROFILE, SUPERVISOR): gettext_noop(
        "The agreement with {person} on an own profile ends on {day}. Renew it if it goes on."
    ),
}


def warn(agreement: Agreement, days: int, actor: Any, now: datetime) -> None:
    """Both sides are asked to renew it or to arrange its end, instead of what they were asked before."""
    settle_all(agreement, actor, now, lapsed=True)
    chief = supervisor_of(agreement.person, now)
    for side, person in ((PERSON, agreement.person), (SUPERVISOR, chief)):
        if person is not None:
            ask(
                message=_ENDS[Agreement.Kind(agreement.kind), side],
                values=_names(agreement) | {"day": day(agreement.last_day)},
                subject=agreement,
                subject_name=agreement.person.name,
                clause=agreement.clause,
                days=days,
                actor=actor,
                now=now,
                person=person,
            )


def warn_again(agreement: Agreement, actor: Any, now: datetime) -> None:
    """Its renewal came to nothing: who was warned before it was proposed is warned again."""
    left = (agreement.last_day - timezone.localdate(now)).days
    begun = any(left <= days for days in warned_days(current_policy(now), now))
    warned = Warned.objects.filter(agreement=agreement).exists()
    if agreement.state == "agreed" and left >= 0 and begun and warned:
        warn(agreement, left, actor, now)


def look_again(agreement: Agreement, now: datetime) -> None:
    """What the rules say of it and of the one that it follows, in the same transaction."""
    ids = {agreement.pk} | ({agreement.renews_id} if agreement.renews_id else set())
    reevaluate(AGREEMENTS, ids, now)


def not_before_today(first_day: date, now: datetime, clause: str) -> None:
    """Refused for a day that is past: what is settled beforehand begins today at the earliest."""
    if first_day < timezone.localdate(now):
        raise Refused(
            _("The first day is past. It is agreed beforehand."),
            clause=clause,
            field="first_day",
            remedy=_("Choose today or a later day."),
        )
