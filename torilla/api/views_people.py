"""People: who there is, what they are, when they are there."""

import json
from collections.abc import Iterable
from datetime import time
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Router

from torilla.api import seeing
from torilla.api.acting import Deed
from torilla.api.problems import cleaned
from torilla.api.routing import reads, writes
from torilla.api.schemas import people as shapes
from torilla.api.schemas.common import InPath, named, paged
from torilla.people.commands.add_person import add_person
from torilla.people.commands.change_person import change_person
from torilla.people.commands.change_settings import change_settings
from torilla.people.commands.end_standing import end_standing
from torilla.people.commands.erase_person import erase_person
from torilla.people.commands.export_person import export_person
from torilla.people.commands.give_standing import give_standing
from torilla.people.commands.invite import Invited, invite
from torilla.people.commands.note_absence import note_absence
from torilla.people.commands.remove_absence import remove_absence
from torilla.people.commands.set_duty_times import set_duty_times
from torilla.people.commands.set_supervisor import set_supervisor
from torilla.people.forms import AbsenceForm, AddForm, ChangeForm, StandingForm
from torilla.people.hooks import held_by
from torilla.people.models import Absence, Person, Standing
from torilla.people.permissions import allows
from torilla.people.queries import (
    found,
    of_unit,
    people_seen_by,
    supervisor_of,
    with_the_list,
)

router = Router(tags=["people"])
SEE, CHANGE = "people.see", "people.change"
DOES = (
    CHANGE, "people.invite", "people.set_duty_times", "people.note_absence", "people.erase",
    "people.export",
)  # fmt: skip


@reads(router, "/people", SEE, shapes.People)
def list_people(request: HttpRequest, asked: shapes.PeoplePart) -> dict[str, Any]:
    """The people whom one may see."""
    now, q = request.now, asked.q.strip()
    seen = people_seen_by(request.user, now)
    rows = found(seen, q) if q else seen
    if asked.unit is not None:
        rows = of_unit(rows, asked.unit, now)
    return paged(request, with_the_list(rows, now), asked, lambda part: [_row(p) for p in part])


def _row(person: Any) -> dict[str, Any]:
    return {
        **_head(person),
        "supervisor": person.supervisor_name,
        "absent_today": person.absent,
        "standings": _standings(person.standings_now),
        "positions": [holding.position for holding in person.holdings_now],
    }


def _head(person: Person) -> dict[str, Any]:
    return {
        "id": person.pk,
        "version": person.version,
        "name": person.name,
        "email": person.email,
        "may_sign_in": person.is_active,
    }


def _standings(rows: Iterable[Standing]) -> list[dict[str, Any]]:
    return [
        {
            "id": row.pk,
            "kind": row.kind,
            "unit": named(row.unit),
            "title": row.title or None,
            "since": row.since.isoformat(),
        }
        for row in rows
    ]


@reads(router, "/people/{int:id}", SEE, shapes.PersonShown, of="person")
def get_person(request: HttpRequest, id: InPath) -> dict[str, Any]:
    """One person: what they are, hold and do, when they are there."""
    now, person = request.now, seeing.person(request, id)
    absences = person.absences.filter(last_day__gte=timezone.localdate(now))
    return {
        **_head(person),
        "supervisor": named(supervisor_of(person, now)),
        "standings": _standings(person.standings.at(now).select_related("unit")),
        "duty_times": [
            {"weekday": row.weekday + 1, "starts": f"{row.starts:%H:%M}", "ends": _end(row.ends)}
            for row in person.duty_times.all()
        ],
        "absences": [
            {"id": row.pk, "first_day": f"{row.first_day}", "last_day": f"{row.last_day}"}
            for row in absences
        ],
        "holds": [str(held.what) for held in held_by(person, now)],
        "may": [each for each in DOES if allows(request.user, each, person, now=now)],
    }


def _end(at: time) -> str:
    return "24:00" if at == time() else f"{at:%H:%M}"


@writes(router.post, "/people", CHANGE, status=201)
def add_somebody(request: HttpRequest, given: shapes.AddPerson) -> Deed:
    """Add a person with a first standing."""
    seeing.must(request, CHANGE)
    form = cleaned(AddForm(given.model_dump()))
    return Deed(lambda **who: add_person(**form, **who))


@writes(router.put, "/people/{int:id}", CHANGE, of="person")
def change_somebody(request: HttpRequest, id: InPath, given: shapes.ChangePerson) -> Deed:
    """Name, address, whether they may sign in. Taking that away ends sessions and tokens."""
    person = _person(request, id, CHANGE)
    form = cleaned(ChangeForm(given.model_dump()))
    return Deed(lambda **who: change_person(person=person, **form, **who))


def _person(request: HttpRequest, id: int, permission: str) -> Person:
    person = seeing.person(request, id)
    seeing.must(request, permission, person)
    return person


@writes(router.post, "/people/{int:id}/standings", CHANGE, of="person", status=201)
def give_a_standing(request: HttpRequest, id: InPath, given: shapes.GiveStanding) -> Deed:
    """What somebody is to the municipality (J1). One may be several things at once."""
    person = _person(request, id, CHANGE)
    form = cleaned(StandingForm(given.model_dump()))
    return Deed(lambda **who: give_standing(person=person, **form, **who))


@writes(router.delete, "/standings/{int:id}", CHANGE, of="standing")
def end_a_standing(request: HttpRequest, id: InPath) -> Deed:
    """End a standing. What hangs on the person stays until somebody ends it."""
    seen = people_seen_by(request.user, request.now)
    rows = Standing.objects.at(request.now).filter(person__in=seen.order_by().values("pk"))
    standing = seeing.one(rows, id)
    seeing.must(request, CHANGE, standing)
    return Deed(lambda **who: end_standing(standing=standing, **who))


@writes(router.put, "/people/{int:id}/supervisor", CHANGE, of="person")
def set_somebodys_supervisor(request: HttpRequest, id: InPath, given: shapes.SetSupervisor) -> Deed:
    """Who supervises the person."""
    person = _person(request, id, CHANGE)
    chosen = given.supervisor
    supervisor = seeing.person(request, chosen) if chosen is not None else None
    return Deed(
        lambda **who: set_supervisor(person=person, supervisor=supervisor, **who),
        lambda _result: {"id": person.pk},
    )


@writes(router.put, "/people/{int:id}/duty-times", "people.set_duty_times", of="person")
def set_somebodys_duty_times(request: HttpRequest, id: InPath, given: shapes.SetDutyTimes) -> Deed:
    """When the person works and may be reminded (K8)."""
    person = _person(request, id, "people.set_duty_times")
    week = [(row.weekday - 1, _clock(row.starts), _clock(row.ends)) for row in given.week]
    return Deed(
        lambda **who: set_duty_times(person=person, week=week, **who),
        lambda _result: {"id": person.pk},
    )


def _clock(written: str) -> time:
    return time() if written == "24:00" else time.fromisoformat(written)


@writes(router.post, "/people/{int:id}/absences", "people.note_absence", of="person", status=201)
def note_an_absence(request: HttpRequest, id: InPath, given: shapes.NoteAbsence) -> Deed:
    """First and last day; there is no place for a reason."""
    person = _person(request, id, "people.note_absence")
    form = cleaned(AbsenceForm(given.model_dump()))
    return Deed(lambda **who: note_absence(person=person, **form, **who))


@writes(router.delete, "/absences/{int:id}", "people.note_absence", of="absence")
def remove_an_absence(request: HttpRequest, id: InPath) -> Deed:
    """Take an absence away."""
    seen = people_seen_by(request.user, request.now)
    absence = seeing.one(Absence.objects.filter(person__in=seen.order_by().values("pk")), id)
    seeing.must(request, "people.note_absence", absence)
    return Deed(lambda **who: remove_absence(absence=absence, **who), lambda _whose: {"id": id})


@writes(
    router.post, "/people/{int:id}/invitation", "people.invite", of="person",
    gives=shapes.Invited, status=201,
)  # fmt: skip
def invite_somebody(request: HttpRequest, id: InPath) -> Deed:
    """Make a one-time link by which the person sets a password. It stands in this answer alone."""
    person = _person(request, id, "people.invite")
    return Deed(lambda **who: invite(person=person, **who), _invited)


def _invited(made: Invited) -> dict[str, Any]:
    return {
        "id": made.invitation.pk,
        "link": settings.BASE_URL + reverse("people:join", args=[made.token]),
        "until": made.invitation.expires_at.isoformat(),
    }


@writes(router.post, "/people/{int:id}/export", "people.export", of="person", gives=shapes.Exported)
def export_somebody(request: HttpRequest, id: InPath) -> Deed:
    """Everything that is known of a person. That it was given out is recorded."""
    person = _person(request, id, "people.export")
    return Deed(lambda **who: export_person(person=person, **who), _exported)


def _exported(told: dict[str, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(told, cls=DjangoJSONEncoder))
    return plain


@writes(router.delete, "/people/{int:id}", "people.erase", of="person")
def erase_somebody(request: HttpRequest, id: InPath) -> Deed:
    """Forget a person. What was done stays, the name goes; refused while they hold something."""
    person = _person(request, id, "people.erase")
    return Deed(lambda **who: erase_person(person=person, **who), lambda gone: {"id": gone.pk})


@reads(router, "/me", "people.change_settings", shapes.OwnSettings)
def get_own_settings(request: HttpRequest) -> dict[str, Any]:
    """Whose token this is, and what that person has chosen."""
    me: Any = request.user
    return {"person": named(me), "language": me.language, "scheme": me.scheme}


@writes(router.put, "/me", "people.change_settings")
def change_own_settings(request: HttpRequest, given: shapes.ChangeSettings) -> Deed:
    """Own language and colours."""
    me: Any = request.user
    return Deed(lambda **who: change_settings(person=me, **given.model_dump(), **who))
