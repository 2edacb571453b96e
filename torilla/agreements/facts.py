"""From agreements to what the rules may look at, in bulk: a query a table."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from torilla.agreements.models import Agreement
from torilla.guideline.people_sources import EMPLOYED
from torilla.people.models import DutyTime, Standing, Supervision
from torilla.policy import NoValue, Policy
from torilla.policy.facts import AgreementFacts


@dataclass(frozen=True)
class Ties:
    """What is known of the persons at a moment: whose supervisor is who, in which unit they work."""

    supervisors: dict[int, int]
    units: dict[int, int | None]
    elected: set[int]
    with_duty_times: set[int]


def ties(people: Collection[int] | None, now: datetime) -> Ties:
    """The ties of these persons (None: of everybody); only one who is employed too counts as elected (L1)."""
    chiefs, standings = Supervision.objects.at(now), Standing.objects.at(now)
    times = DutyTime.objects.all()
    if people is not None:
        chiefs, standings = chiefs.filter(person__in=people), standings.filter(person__in=people)
        times = times.filter(person__in=people)
    units = dict(standings.filter(kind__in=EMPLOYED).values_list("person_id", "unit_id"))
    elected = standings.filter(kind=Standing.Kind.ELECTED).values_list("person_id", flat=True)
    return Ties(
        supervisors=dict(chiefs.values_list("person_id", "supervisor_id")),
        units=units,
        elected=set(elected) & units.keys(),
        with_duty_times=set(times.values_list("person_id", flat=True)),
    )


def warned_days(policy: Policy, now: datetime) -> tuple[int, ...]:
    """How many days before an end both sides are told, the most first; none where the policy sets none."""
    try:
        days: tuple[int, ...] = policy.parameter(
            "agreements.warned_days", on=timezone.localdate(now)
        ).value
    except NoValue:
        return ()
    return days


def facts_of(
    agreement: Agreement, tied: Ties, now: datetime, *, warned: int = 0, renewed: bool = False
) -> AgreementFacts:
    """What the rules look at; `agreement` may be one that is not saved yet."""
    person = agreement.person_id
    chief = tied.supervisors.get(person)
    return AgreementFacts(
        now=now,
        kind=agreement.kind,
        state=agreement.state,
        supervised=chief is not None,
        same_supervisor=chief == agreement.supervisor_id,
        duty_times=person in tied.with_duty_times,
        duty_times_confirmed=agreement.duty_times_confirmed,
        elected=person in tied.elected,
        work_matters_only=agreement.work_matters_only,
        profile=agreement.profile,
        weighed=bool(agreement.for_work_profile.strip() and agreement.for_own_profile.strip()),
        founded_on=agreement.founded_on,
        first_day=agreement.first_day,
        last_day=agreement.last_day,
        warned=warned,
        renewed=renewed,
    )
