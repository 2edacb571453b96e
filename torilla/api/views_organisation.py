"""The organisation: units, positions, bodies."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from torilla.api import seeing
from torilla.api.acting import Deed
from torilla.api.problems import cleaned
from torilla.api.routing import reads, writes
from torilla.api.schemas import people as shapes
from torilla.api.schemas.common import InPath, Part, named, paged, worded
from torilla.people.commands.add_body import add_body
from torilla.people.commands.add_member import add_member
from torilla.people.commands.add_unit import add_unit
from torilla.people.commands.change_unit import change_unit
from torilla.people.commands.end_member import end_member
from torilla.people.commands.end_unit import end_unit
from torilla.people.commands.fill_position import fill_position
from torilla.people.commands.vacate_position import vacate_position
from torilla.people.forms import BodyForm, ChangeUnitForm, UnitForm
from torilla.people.models import Body, Holding, Membership, Unit
from torilla.people.permissions import allows
from torilla.people.positions import HEAD_OF_UNIT, NAMES
from torilla.people.queries import (
    Branch,
    Post,
    bodies_seen_by,
    holders_of,
    of_unit,
    people_seen_by,
    posts_seen_by,
    unit_tree,
    units_seen_by,
)

router = Router(tags=["organisation"])
SEE, CHANGE, FILL = "people.see_organisation", "people.change_organisation", "people.fill_position"


@reads(router, "/units", SEE, shapes.Units)
def list_units(request: HttpRequest, asked: Part) -> dict[str, Any]:
    """The units that go on, as a tree from the top."""
    seeing.must_somewhere(request, SEE)
    tree = unit_tree(request.user, request.now)
    return paged(request, tree, asked, lambda part: [_branch(each) for each in part])


def _branch(branch: Branch) -> dict[str, Any]:
    unit = branch.unit
    return {
        "id": unit.pk,
        "version": unit.version,
        "name": unit.name,
        "kind": unit.kind,
        "depth": branch.depth,
        "parent": unit.parent_id,
        "heads": [named(head) for head in branch.heads],
        "people": branch.people,
    }


@reads(router, "/units/{int:id}", SEE, shapes.UnitShown, of="unit")
def get_unit(request: HttpRequest, id: InPath) -> dict[str, Any]:
    """One unit: who heads it, what it consists of."""
    now, unit = request.now, seeing.unit(request, id)
    people = of_unit(people_seen_by(request.user, now), unit.pk, now)
    return {
        "id": unit.pk,
        "version": unit.version,
        "name": unit.name,
        "kind": unit.kind,
        "parent": named(unit.parent),
        "role_address": unit.role_address or None,
        "web_page": unit.web_page or None,
        "ended_at": unit.ended_at.isoformat() if unit.ended_at else None,
        "heads": [named(head) for head in holders_of(HEAD_OF_UNIT, unit, now)],
        "parts": [named(part) for part in unit.parts.filter(ended_at=None)],
        "bodies": [named(body) for body in unit.bodies.filter(ended_at=None)],
        "people": people.count(),
        "may": [each for each in (CHANGE, FILL) if allows(request.user, each, unit, now=now)],
    }


@writes(router.post, "/units", CHANGE, status=201)
def add_a_unit(request: HttpRequest, given: shapes.AddUnit) -> Deed:
    """Add a unit below another."""
    seeing.must(request, CHANGE)
    form = cleaned(UnitForm(given.model_dump()))
    return Deed(lambda **who: add_unit(**form, **who))


def _unit(request: HttpRequest, id: int) -> Unit:
    unit: Unit = seeing.one(
        units_seen_by(request.user, request.now).filter(ended_at=None).select_related("parent"), id
    )
    seeing.must(request, CHANGE, unit)
    return unit


@writes(router.put, "/units/{int:id}", CHANGE, of="unit")
def change_a_unit(request: HttpRequest, id: InPath, given: shapes.ChangeUnit) -> Deed:
    """Correct or move a unit."""
    unit = _unit(request, id)
    root = unit.kind == Unit.Kind.MUNICIPALITY
    form = cleaned(ChangeUnitForm(given.model_dump(), root=root))
    return Deed(lambda **who: change_unit(unit=unit, **form, **who))


@writes(router.delete, "/units/{int:id}", CHANGE, of="unit")
def end_a_unit(request: HttpRequest, id: InPath) -> Deed:
    """End a unit and the time of its head. Refused while anything hangs on it."""
    unit = _unit(request, id)
    return Deed(lambda **who: end_unit(unit=unit, **who))


@reads(router, "/positions", SEE, shapes.Posts)
def list_positions(request: HttpRequest, asked: Part) -> dict[str, Any]:
    """Who holds which position, of the municipality and of each unit."""
    seeing.must_somewhere(request, SEE)
    posts = posts_seen_by(request.user, request.now)
    return paged(request, posts, asked, lambda part: [_post(each) for each in part])


def _post(post: Post) -> dict[str, Any]:
    return {
        "position": worded(post.position, NAMES[post.position]),
        "unit": named(post.unit),
        "holders": [
            {"id": h.pk, "person": named(h.person), "since": h.since.isoformat()}
            for h in post.holdings
        ],
    }


@writes(router.post, "/positions/holders", FILL, status=201)
def fill_a_position(request: HttpRequest, given: shapes.FillPosition) -> Deed:
    """Give a position to a person."""
    seeing.must(request, FILL)
    unit = seeing.unit(request, given.unit) if given.unit is not None else None
    person = seeing.person(request, given.person)
    return Deed(
        lambda **who: fill_position(position=given.position, unit=unit, person=person, **who)
    )


@writes(router.delete, "/positions/holders/{int:id}", FILL, of="holding")
def vacate_a_position(request: HttpRequest, id: InPath) -> Deed:
    """End somebody's time in a position."""
    seeing.must_see(request, FILL)
    holding = seeing.one(Holding.objects.at(request.now), id)
    return Deed(lambda **who: vacate_position(holding=holding, **who))


@reads(router, "/bodies", SEE, shapes.Bodies)
def list_bodies(request: HttpRequest, asked: Part) -> dict[str, Any]:
    """The groups that decide, and who sits in them."""
    seeing.must_somewhere(request, SEE)
    bodies = bodies_seen_by(request.user, request.now)
    return paged(request, bodies, asked, lambda part: [_body(each) for each in part])


@reads(router, "/bodies/{int:id}", SEE, shapes.BodyShown, of="body")
def get_body(request: HttpRequest, id: InPath) -> dict[str, Any]:
    """One group that decides."""
    return _body(seeing.one(bodies_seen_by(request.user, request.now), id))


def _body(body: Any) -> dict[str, Any]:
    return {
        "id": body.pk,
        "name": body.name,
        "kind": body.kind,
        "unit": named(body.unit),
        "members": [
            {"id": m.pk, "person": named(m.person), "role": m.role, "since": m.since.isoformat()}
            for m in body.members_now
        ],
    }


@writes(router.post, "/bodies", CHANGE, status=201)
def add_a_body(request: HttpRequest, given: shapes.AddBody) -> Deed:
    """Add a group that decides."""
    seeing.must(request, CHANGE)
    form = cleaned(BodyForm(given.model_dump()))
    return Deed(lambda **who: add_body(**form, **who))


@writes(router.post, "/bodies/{int:id}/members", CHANGE, of="body", status=201)
def add_a_member(request: HttpRequest, id: InPath, given: shapes.AddMember) -> Deed:
    """Seat somebody. A seat in another role ends."""
    body: Body = seeing.body(request, id)
    seeing.must(request, CHANGE, body)
    person = seeing.person(request, given.person)
    return Deed(lambda **who: add_member(body=body, person=person, role=given.role, **who))


@writes(router.delete, "/memberships/{int:id}", CHANGE, of="membership")
def end_a_membership(request: HttpRequest, id: InPath) -> Deed:
    """End a seat."""
    units = units_seen_by(request.user, request.now)
    rows = Membership.objects.at(request.now).filter(body__unit__in=units.values("pk"))
    seat = seeing.one(rows, id)
    seeing.must(request, CHANGE, seat)
    return Deed(lambda **who: end_member(membership=seat, **who))
