"""Reading agreements, always as seen by somebody, at a moment."""

from datetime import date, datetime

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Greatest

from torilla.agreements.models import Agreement
from torilla.people.models import Person, Supervision
from torilla.people.permissions import reach

SEE = "agreements.see"


def valid_for(person: Person, day: date) -> Agreement | None:
    """The agreement on which the person's work for accounts rests on that day (K2), the longest of them."""
    return Agreement.objects.working_time(day).filter(person=person).order_by("-last_day").first()


def agreements_seen_by(person: Person, now: datetime) -> QuerySet[Agreement]:
    """Own ones, those of own people, and everybody's on working time for whoever leads the municipality.

    An own profile is a matter between the person and the supervisor: nobody else sees it (K8).
    """
    rows = Agreement.objects.select_related("person", "supervisor", "renews")
    people = Supervision.objects.at(now).filter(supervisor=person).values("person")
    theirs = Q(person=person) | Q(person__in=people)
    if reach(person, now=now).everywhere(SEE):
        theirs |= Q(kind=Agreement.Kind.WORKING_TIME)
    return rows.filter(theirs)


def of_own_people(person: Person, now: datetime) -> QuerySet[Person]:
    """Whom the person supervises and agrees with."""
    people = Supervision.objects.at(now).filter(supervisor=person).values("person")
    return Person.objects.filter(pk__in=people, is_active=True, erased_at=None)


def agreement_seen_by(person: Person, pk: int, now: datetime) -> Agreement | None:
    """That agreement, or None when there is none or the reader may not see it."""
    return agreements_seen_by(person, now).filter(pk=pk).first()


def in_the_way(agreement: Agreement) -> QuerySet[Agreement]:
    """What is agreed of the same for some of the same days, and a proposal of the same that awaits its answer."""
    begins = agreement.first_day
    standing = Q(
        Q(ended_on=None) | Q(ended_on__gt=Greatest(F("first_day"), begins)),
        state__in=("agreed", "ended"),
        first_day__lte=agreement.last_day,
        last_day__gte=begins,
    )
    rows = Agreement.objects.filter(
        Q(state="proposed") | standing,
        person=agreement.person_id,
        kind=agreement.kind,
        network=agreement.network,
        address__iexact=agreement.address,
    )
    return rows.exclude(pk=agreement.pk).order_by("-last_day")
