"""Reading agreements, always as seen by somebody, at a moment."""

from datetime import date, datetime

from django.db.models import Q, QuerySet

from torilla.agreements.models import Agreement
from torilla.people.models import Person, Supervision
from torilla.people.permissions import reach

SEE = "agreements.see"


def valid_for(person: Person, day: date) -> Agreement | None:
    """The agreement on which the person's work for accounts rests on that day (K2), the longest of them."""
    return Agreement.objects.working_time(day).filter(person=person).order_by("-last_day").first()


def agreements_seen_by(person: Person, now: datetime) -> QuerySet[Agreement]:
    """Own ones, those of own people, and all of them for whoever may see everybody's."""
    rows = Agreement.objects.select_related("person", "supervisor", "renews")
    mine = reach(person, now=now)
    if mine.everywhere(SEE):
        return rows
    people = Supervision.objects.at(now).filter(supervisor=person).values("person")
    return rows.filter(Q(person=person) | Q(person__in=people))


def agreement_seen_by(person: Person, pk: int, now: datetime) -> Agreement | None:
    """That agreement, or None when there is none or the reader may not see it."""
    return agreements_seen_by(person, now).filter(pk=pk).first()
