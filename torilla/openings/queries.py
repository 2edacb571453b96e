"""Reading applications, always as seen by somebody, at a moment."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from torilla.core.alphabet import Alphabetical
from torilla.openings.models import Application, Attachment, Decision, Writer
from torilla.people.models import Holding, Membership, Person, Standing, Supervision, Unit
from torilla.people.permissions import allows, headed_units, reach

SEE = "openings.see"


def applications_seen_by(person: Person, now: datetime) -> QuerySet[Application]:
    """The applications that the person may see, the newest first."""
    rows = Application.objects.select_related("unit", "made_by").order_by("-made_at", "-pk")
    mine = reach(person, now=now)
    if mine.everywhere(SEE):
        return rows
    people = Supervision.objects.at(now).filter(supervisor=person).values("person")
    written = Writer.objects.filter(Q(person=person) | Q(person__in=people)).values("application")
    asked = asked_of(person, now).values("application")
    return rows.filter(
        Q(unit__in=headed_units(person, now=now))
        | Q(made_by=person)
        | Q(proposed_by=person)
        | Q(made_by__in=people)
        | Q(proposed_by__in=people)
        | Q(pk__in=written)
        | Q(pk__in=asked)
    )


def asked_of(person: Person, now: datetime) -> QuerySet[Decision]:
    """The decisions for which the person was asked: by name, or in a place held at any time since then."""
    sat = Q(since__lte=now) & (Q(until=None) | Q(until__gte=OuterRef("asked_at")))
    seats = Membership.objects.filter(sat, person=person, body=OuterRef("body"))
    held = Holding.objects.filter(sat, person=person, unit=None, position=OuterRef("decider"))
    rows = Decision.objects.filter(asked_at__isnull=False)
    asked: QuerySet[Decision] = rows.filter(Q(person=person) | Exists(seats) | Exists(held))
    return asked.order_by()


def application_seen_by(person: Person, pk: int, now: datetime) -> Application | None:
    """That application, or None where there is none or the person may not see it.

    Asked for among those that the person sees: one that they may not see takes as long as one that is
    not there.
    """
    rows = applications_seen_by(person, now).filter(pk=pk)
    found = rows.select_related("unit__parent__parent", "proposed_by").first()
    return found if found and allows(person, SEE, found, now=now) else None


def attachment_seen_by(person: Person, pk: int, now: datetime) -> Attachment | None:
    """That attachment, if the person may see its application."""
    seen = applications_seen_by(person, now).order_by()
    rows = Attachment.objects.filter(pk=pk, application__in=seen.values("pk"))
    return rows.select_related("application__unit__parent__parent").first()


def writer_seen_by(person: Person, pk: int, now: datetime) -> Writer | None:
    """That writer, if the person may see the application."""
    seen = applications_seen_by(person, now).order_by()
    rows = Writer.objects.filter(pk=pk, application__in=seen.values("pk"))
    return rows.select_related("application__unit__parent__parent", "person").first()


def employed(now: datetime) -> QuerySet[Person]:
    """Those who are employed or hold an office now."""
    standings = Standing.objects.at(now).filter(kind__in=("employee", "office_holder"))
    people = Person.objects.filter(is_active=True, erased_at=None)
    named = people.filter(pk__in=standings.values("person"))
    ordered: QuerySet[Person] = named.order_by(Alphabetical("name"), "pk")
    return ordered


def offered(application: Application, chosen: set[int], now: datetime) -> list[Person]:
    """Whom one may name in the application: those of the sector, the writers, and who is named in it.

    Somebody from elsewhere is made a writer first, so that they know of it.
    """
    units = _sector(application.unit)
    standings = Standing.objects.at(now).filter(unit__in=units).values("person")
    writers = application.writers.values("person")
    mine = Q(pk__in=standings) | Q(pk__in=writers) | Q(pk=application.made_by_id)
    return list(employed(now).filter(mine | Q(pk__in=chosen)))


def _sector(unit: Unit) -> set[int]:
    """The units of the branch below the municipality to which the unit belongs, and the municipality."""
    line = list(unit.line())
    top = line[-2] if len(line) > 1 else line[-1]
    parents = dict(Unit.objects.filter(ended_at=None).values_list("pk", "parent"))
    found = {top.pk}
    grew = True
    while grew:
        below = {pk for pk, parent in parents.items() if parent in found} - found
        grew = bool(below)
        found |= below
    return found | {line[-1].pk}
