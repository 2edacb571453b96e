"""What this package itself holds of a person or a unit; see `hooks`."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Q
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from torilla.people.hooks import Held
from torilla.people.models import Body, Import, ImportedRows, Person, Standing, Unit, WorkAccount
from torilla.people.positions import NAMES

COVERS = frozenset(
    {
        "people.absence.person",
        "people.body.changed_by",
        "people.breakglass.person",
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
        yield Held(what, reverse("people:positions"))
    for seat in person.memberships.at(now).select_related("body"):
        what = format_lazy("{body}, {role}", body=seat.body.name, role=seat.get_role_display())
        yield Held(what, reverse("people:body", args=[seat.body_id]))
    for one in person.supervised.at(now).select_related("person"):
        what = format_lazy(_("supervisor of {name}"), name=one.person.name)
        yield Held(what, reverse("people:person", args=[one.person_id]))


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
