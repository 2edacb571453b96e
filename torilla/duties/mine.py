"""Which duties are whose, as conditions of one query."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from torilla.duties.models import HOLDER, Reminder
from torilla.people.models import Holding, Membership, Person
from torilla.people.permissions import reach
from torilla.people.positions import HEAD_OF_UNIT, SET_UP_PERSON


def mine(person: Person, now: datetime) -> Q:
    """Duties that await the person: by name, by position, for a body, or since a position is vacant."""
    my = reach(person, now=now)
    speaks = Membership.objects.at(now).filter(person=person, role__in=Membership.SPEAK)
    found = Q(holder_person=person) | Q(holder_body__in=speaks.values("body"))
    found |= Q(holder_position__in=my.positions - {HEAD_OF_UNIT}, holder_unit=None)
    if my.headed:
        found |= Q(holder_position=HEAD_OF_UNIT, holder_unit__in=my.headed)
    if SET_UP_PERSON in my.positions:
        found |= vacant(now)
    return found


def vacant(now: datetime) -> Q:
    """Duties whose holder is nobody: they fall to the set-up person. One query for what is held."""
    held = Holding.objects.at(now).filter(person__is_active=True, person__erased_at=None)
    filled = set(held.values_list("position", "unit"))
    of_all = {position for position, unit in filled if unit is None}
    headed = {unit for _position, unit in filled if unit is not None}
    speaks = Membership.objects.at(now).filter(person__is_active=True, role__in=Membership.SPEAK)
    silent = ~Q(Exists(speaks.filter(body=OuterRef("holder_body"))))
    return (
        (Q(holder_position=HEAD_OF_UNIT, holder_unit__isnull=False) & ~Q(holder_unit__in=headed))
        | (Q(holder_unit=None) & ~Q(holder_position__in=of_all | {""}))
        | Q(holder_person__is_active=False)
        | (Q(holder_body__isnull=False) & silent)
    )


def passed_on(person: Person) -> QuerySet[Reminder]:
    """The tellings by which a step has passed an open duty on to the person."""
    return Reminder.objects.filter(person=person, duty__closed_at=None).exclude(to=HOLDER)
