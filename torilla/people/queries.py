"""Reading the organisation, always as seen by somebody, at a moment."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from torilla.core.alphabet import Alphabetical
from torilla.core.ids import id_in
from torilla.people.models import (
    Absence,
    Body,
    Holding,
    Membership,
    Person,
    Standing,
    Supervision,
    Unit,
)
from torilla.people.permissions import headed_units, reach
from torilla.people.positions import HEAD_OF_UNIT, OF_A_UNIT, POSITIONS, SET_UP_PERSON

SEE_PEOPLE, SEE_ORGANISATION = "people.see", "people.see_organisation"

A_LIST = 20
"""How many persons a form offers at once; more are found by searching."""


def people_seen_by(person: Person, now: datetime) -> QuerySet[Person]:
    """Everybody whom the person may see: all, those of own units, own people, oneself."""
    people = Person.objects.filter(erased_at=None)
    if reach(person, now=now).everywhere(SEE_PEOPLE):
        return people
    mine = Q(pk=person.pk)
    mine |= Q(pk__in=Supervision.objects.at(now).filter(supervisor=person).values("person"))
    if headed := headed_units(person, now=now):
        mine |= Q(pk__in=Standing.objects.at(now).filter(unit__in=headed).values("person"))
    return people.filter(mine)


def person_seen_by(person: Person, pk: int, now: datetime) -> Person | None:
    """That person, or None when there is none or the reader may not see them."""
    return people_seen_by(person, now).filter(pk=pk).first()


def found(people: QuerySet[Person], text: str) -> QuerySet[Person]:
    """Those whose name or address holds the text."""
    return people.filter(Q(name__icontains=text) | Q(email__contains=text.lower()))


def with_the_list(people: QuerySet[Person], now: datetime) -> QuerySet[Person]:
    """What a row of the list shows: standings with units, positions, supervisor, absent today."""
    today = timezone.localdate(now)
    chiefs = Supervision.objects.at(now).filter(person=OuterRef("pk"))
    away = Absence.objects.filter(person=OuterRef("pk"), first_day__lte=today, last_day__gte=today)
    return people.annotate(
        supervisor_name=Subquery(chiefs.values("supervisor__name")[:1]), absent=Exists(away)
    ).prefetch_related(
        Prefetch(
            "standings", Standing.objects.at(now).select_related("unit"), to_attr="standings_now"
        ),
        Prefetch(
            "holdings", Holding.objects.at(now).select_related("unit"), to_attr="holdings_now"
        ),
    )


def of_unit(people: QuerySet[Person], unit_id: int, now: datetime) -> QuerySet[Person]:
    """Those with a standing in the unit itself."""
    return people.filter(pk__in=Standing.objects.at(now).filter(unit=unit_id).values("person"))


def holders_of(position: str, unit: Unit | None, now: datetime) -> list[Person]:
    """Who holds the position (of the unit) now; nobody when it is vacant."""
    held = Holding.objects.at(now).filter(position=position, unit=unit)
    return [h.person for h in held.select_related("person").order_by(Alphabetical("person__name"))]


def supervisor_of(person: Person, now: datetime) -> Person | None:
    """Who supervises the person now."""
    row = Supervision.objects.at(now).filter(person=person).select_related("supervisor").first()
    return row.supervisor if row else None


def set_up_people(now: datetime) -> list[Person]:
    """To whom the tasks of vacant positions fall."""
    return holders_of(SET_UP_PERSON, None, now)


@dataclass(frozen=True)
class Offered:
    """Persons whom a form offers, at most `A_LIST`, and whether there are more."""

    people: QuerySet[Person]
    more: bool


def offered(sought: str, *, chosen: str = "", without: Iterable[int] = ()) -> Offered:
    """Whom a form offers: those found by name. `chosen` stays among them when the page is shown again."""
    people = Person.objects.filter(is_active=True, erased_at=None).exclude(pk__in=set(without))
    shown = list(
        (found(people, sought) if sought else people).values_list("pk", flat=True)[: A_LIST + 1]
    )
    more = len(shown) > A_LIST
    kept = id_in(chosen)
    shown = shown[:A_LIST] + ([kept] if kept is not None else [])
    return Offered(people.filter(pk__in=shown), more)


def units_seen_by(person: Person, now: datetime) -> QuerySet[Unit]:
    """The units, ended ones too, whose organisation the person may see."""
    if reach(person, now=now).everywhere(SEE_ORGANISATION):
        return Unit.objects.all()
    return Unit.objects.filter(pk__in=headed_units(person, now=now))


@dataclass
class Branch:
    """A unit in the tree: its depth, its heads, how many people it has."""

    unit: Unit
    depth: int
    heads: list[Person] = field(default_factory=list)
    people: int = 0

    @property
    def indent(self) -> str:
        """A dash a step down; the names stand in a table, which has no other depth."""
        return "– " * self.depth

    @property
    def headless(self) -> bool:
        return not self.heads and self.unit.kind != Unit.Kind.MUNICIPALITY


def unit_tree(person: Person, now: datetime) -> list[Branch]:
    """The units that go on, as a tree from the top, each with its heads. Three queries."""
    units = {u.pk: u for u in units_seen_by(person, now).filter(ended_at=None)}
    parts: dict[int | None, list[Unit]] = {}
    for unit in units.values():
        parts.setdefault(unit.parent_id if unit.parent_id in units else None, []).append(unit)
    heads: dict[int, list[Person]] = {}
    held = Holding.objects.at(now).filter(position=HEAD_OF_UNIT).select_related("person")
    for holding in held:
        heads.setdefault(holding.unit_id, []).append(holding.person)
    counted = Standing.objects.at(now).filter(unit__isnull=False).values_list("unit")
    people = dict(counted.annotate(number=Count("person", distinct=True)).order_by("unit"))
    return [
        Branch(unit, depth, heads.get(unit.pk, []), people.get(unit.pk, 0))
        for unit, depth in _walk(parts)
    ]


def _walk(parts: dict[int | None, list[Unit]]) -> Iterable[tuple[Unit, int]]:
    waiting = [(unit, 0) for unit in reversed(parts.get(None, []))]
    while waiting:
        unit, depth = waiting.pop()
        yield unit, depth
        waiting += [(part, depth + 1) for part in reversed(parts.get(unit.pk, []))]


@dataclass(frozen=True)
class Post:
    """A position (of a unit), who holds it since when, and who stands in where nobody does."""

    position: str
    name: object
    unit: Unit | None
    holdings: list[Holding]

    @property
    def vacant(self) -> bool:
        return not self.holdings


def posts_seen_by(person: Person, now: datetime) -> list[Post]:
    """The positions of the municipality for whoever sees them all, and the heads of the units seen."""
    held: dict[tuple[str, int | None], list[Holding]] = {}
    rows = Holding.objects.at(now).select_related("person").order_by(Alphabetical("person__name"))
    for holding in rows:
        held.setdefault((holding.position, holding.unit_id), []).append(holding)
    posts = []
    if reach(person, now=now).everywhere(SEE_ORGANISATION):
        posts = [
            Post(key, name, None, held.get((key, None), []))
            for key, name in POSITIONS
            if key not in OF_A_UNIT
        ]
    headed = dict(POSITIONS)[HEAD_OF_UNIT]
    units = units_seen_by(person, now).filter(ended_at=None).exclude(kind=Unit.Kind.MUNICIPALITY)
    return posts + [
        Post(HEAD_OF_UNIT, headed, unit, held.get((HEAD_OF_UNIT, unit.pk), [])) for unit in units
    ]


def bodies_seen_by(person: Person, now: datetime) -> QuerySet[Body]:
    """The bodies of the units that the person may see, with their members of now."""
    members = Membership.objects.at(now).select_related("person")
    return (
        Body.objects.filter(ended_at=None, unit__in=units_seen_by(person, now).values("pk"))
        .select_related("unit")
        .prefetch_related(Prefetch("memberships", members, to_attr="members_now"))
    )
