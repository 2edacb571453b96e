"""A group that decides comes into the organisation."""

from datetime import datetime
from typing import Any

from torilla.core import audit
from torilla.core.command import command
from torilla.people.commands._common import going_on, person_of
from torilla.people.models import Body, Unit


@command(permission="people.change_organisation", subject=None)
def add_body(*, actor: Any, name: str, kind: str, unit: Unit, now: datetime) -> Body:
    """Adds a body of a unit (of the municipality, say). Refused when the unit has ended."""
    going_on(unit, "unit")
    body = Body.objects.create(
        name=name.strip(), kind=kind, unit=unit, changed_at=now, changed_by=person_of(actor)
    )
    audit.record(
        body, "people.body.added", actor=actor, at=now, name=body.name, kind=kind, unit=unit.pk
    )
    return body
