"""A unit comes into the organisation."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.people.commands._common import going_on, person_of
from torilla.people.models import Unit


@command(permission="people.change_organisation", subject=None)
def add_unit(
    *,
    actor: Any,
    name: str,
    kind: str,
    parent: Unit | None,
    role_address: str = "",
    web_page: str = "",
    now: datetime,
) -> Unit:
    """Adds a unit below another. Refused for a second municipality, or with nothing above it."""
    going_on(parent, "parent")
    if kind == Unit.Kind.MUNICIPALITY and Unit.objects.filter(kind=kind).exists():
        raise Refused(_("There is one municipality already. Choose another kind."), field="kind")
    if kind != Unit.Kind.MUNICIPALITY and parent is None:
        raise Refused(_("Say to what the unit belongs."), field="parent")
    unit = Unit.objects.create(
        name=name.strip(),
        kind=kind,
        parent=parent,
        role_address=role_address.strip().lower(),
        web_page=web_page,
        changed_at=now,
        changed_by=person_of(actor),
    )
    audit.record(
        unit,
        "people.unit.added",
        actor=actor,
        at=now,
        name=unit.name,
        kind=kind,
        parent=parent.pk if parent else None,
    )
    return unit
