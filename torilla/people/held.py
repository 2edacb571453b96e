"""What this package itself holds of a person or a unit; see `hooks`."""

import json
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Q
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from torilla.people.commands.add_member import add_member
from torilla.people.commands.end_member import end_member
from torilla.people.commands.fill_position import fill_position
from torilla.people.commands.set_supervisor import set_supervisor
from torilla.people.commands.vacate_position import vacate_position
from torilla.people.hooks import Held
from torilla.people.models import (
    Body,
    Holding,
    Import,
    ImportedRows,
    Membership,
    Person,
    Standing,
    Unit,
    WorkAccount,
)
from torilla.people.positions import NAMES

COVERS = frozenset(
    {
        "people.absence.person",
        "people.body.changed_by",
        "people.breakglass.person",
        "people.cooperationrecord.recorded_by",
        "people.dutytime.person",
        "people.holding.person",
        "people.import.started_by",
        "people.invitation.invited_by",
        "people.invitation.person",
        "people.membership.person",
        "people.person.changed_by",
        "people.standing.person",
        "people.supervision.person",
        "people.supervision.supervisor",
        "people.unit.changed_by",
        "people.workaccount.person",
    }
)


def held_by(person: Person, now: datetime) -> Iterator[Held]:
    """Positions, seats in bodies and people supervised."""
    for holding in person.holdings.at(now).select_related("unit"):
        name = NAMES[holding.position]
        what = format_lazy("{name}, {unit}", name=name, unit=holding.unit) if holding.unit else name
        yield Held(
            what,
            reverse("people:positions"),
            key=holding.audit_name,
            hand_over=partial(_pass_position, holding),
            end=partial(vacate_position, holding=holding),
        )
    for seat in person.memberships.at(now).select_related("body"):
        what = format_lazy("{body}, {role}", body=seat.body.name, role=seat.get_role_display())
        yield Held(
            what,
            reverse("people:body", args=[seat.body_id]),
            key=seat.audit_name,
            hand_over=partial(_pass_seat, seat),
            end=partial(end_member, membership=seat),
        )
    for one in person.supervised.at(now).select_related("person"):
        what = format_lazy(_("supervisor of {name}"), name=one.person.name)
        yield Held(
            what,
            reverse("people:person", args=[one.person_id]),
            key=one.audit_name,
            hand_over=partial(_pass_supervision, one.person),
            end=partial(set_supervisor, person=one.person, supervisor=None),
        )


def _pass_position(holding: Holding, *, to: Person, actor: Any, now: datetime) -> None:
    """The new holder comes first, so that the position is never vacant between."""
    held = Holding.objects.open().filter(position=holding.position, unit=holding.unit)
    if not held.filter(person=to).exists():
        fill_position(actor=actor, position=holding.position, unit=holding.unit, person=to, now=now)
    if held.filter(pk=holding.pk).exists():  # a position of one holder has changed hands already
        vacate_position(actor=actor, holding=holding, now=now)


def _pass_seat(seat: Membership, *, to: Person, actor: Any, now: datetime) -> None:
    add_member(actor=actor, body=seat.body, person=to, role=seat.role, now=now)
    end_member(actor=actor, membership=seat, now=now)


def _pass_supervision(person: Person, *, to: Person, actor: Any, now: datetime) -> None:
    set_supervisor(actor=actor, person=person, supervisor=to, now=now)


def hangs_on(unit: Unit, now: datetime) -> Iterator[Held]:
    """Units below, people of the unit, its bodies. Its head's time ends with it."""
    for part in unit.parts.filter(ended_at=None):
        yield Held(part.name, reverse("people:unit", args=[part.pk]))
    for standing in Standing.objects.at(now).filter(unit=unit).select_related("person"):
        yield Held(standing.person.name, reverse("people:person", args=[standing.person_id]))
    for body in Body.objects.filter(unit=unit, ended_at=None):
        yield Held(body.name, reverse("people:body", args=[body.pk]))


def exported(person: Person) -> dict[str, Any]:
    """Everything this package knows of the person, as plain values."""
    return {
        "person": {
            "id": person.pk,
            "name": person.name,
            "email": person.email,
            "language": person.language,
            "scheme": person.scheme,
            "may_sign_in": person.is_active,
        },
        "standings": _rows(person.standings, "kind", "title", "unit__name"),
        "supervisors": _rows(person.supervisions, "supervisor__name"),
        "positions": _rows(person.holdings, "position", "unit__name"),
        "bodies": _rows(person.memberships, "body__name", "role"),
        "duty_times": [
            {"weekday": t.weekday + 1, "starts": f"{t.starts:%H:%M}", "ends": f"{t.ends:%H:%M}"}
            for t in person.duty_times.all()
        ],
        "absences": [
            {"first_day": a.first_day.isoformat(), "last_day": a.last_day.isoformat()}
            for a in person.absences.all()
        ],
        "work_accounts": [
            {"issuer": a.issuer, "subject": a.subject, "since": a.since.isoformat()}
            for a in WorkAccount.objects.filter(person=person)
        ],
        "invitations": [
            {"expires_at": i.expires_at.isoformat(), "used": i.used_at is not None}
            for i in person.invitations.all()
        ],
        "two_step": [
            {"means": a.type, "name": a.data.get("name", ""), "since": a.created_at.isoformat()}
            for a in Authenticator.objects.filter(user=person).order_by("pk")
        ],
        "break_glass_links": [
            {"expires_at": b.expires_at.isoformat(), "used": b.used_at is not None}
            for b in person.break_glasses.all()
        ],
    }


def _rows(spans: Any, *fields: str) -> list[dict[str, Any]]:
    return [
        {
            **{name.removesuffix("__name"): row[name] for name in fields},
            "since": row["since"].isoformat(),
            "until": row["until"].isoformat() if row["until"] else None,
        }
        for row in spans.values(*fields, "since", "until")
    ]


def forget(person: Person, now: datetime) -> None:
    """The work account goes. Files that were read in and speak of the person lose their rows; what they
    brought stays."""
    spoken = Q(rows__content__icontains=_in_json(person.name))
    if person.email:
        spoken |= Q(rows__content__icontains=_in_json(person.email))
    WorkAccount.objects.filter(person=person).delete()
    files = Import.objects.exclude(state=Import.State.WRITING).filter(spoken)
    ids = list(files.values_list("pk", flat=True))
    ImportedRows.objects.filter(imported__in=ids).delete()
    Import.objects.filter(pk__in=ids).update(questions=[], choices={}, heading=[])


def _in_json(text: str) -> str:
    """The text as it stands within a JSON string."""
    return json.dumps(text, ensure_ascii=False)[1:-1]
