"""What is known of a unit is put right."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.people.commands._common import going_on, locked, save_version
from torilla.people.models import Unit


@command(permission="people.change_organisation", subject="unit")
def change_unit(
    *,
    actor: Any,
    unit: Unit,
    version: int | None,
    name: str,
    kind: str,
    parent: Unit | None,
    role_address: str,
    web_page: str,
    now: datetime,
) -> Unit:
    """Changes a unit or moves it. Changed when somebody saved meanwhile.

    Refused when the unit would come under itself, or the municipality would become something else.
    """
    current = locked(unit, version)
    _refuse_place(current, kind, parent)
    before = {"name": current.name, "kind": current.kind, "parent": current.parent_id}
    differing = save_version(
        current,
        actor=actor,
        now=now,
        name=name.strip(),
        kind=kind,
        parent=parent,
        role_address=role_address.strip().lower(),
        web_page=web_page,
    )
    audit.record(
        current,
        "people.unit.changed",
        actor=actor,
        at=now,
        fields=differing,
        before=before,
        name=current.name,
        kind=current.kind,
        parent=current.parent_id,
    )
    return current


def _refuse_place(unit: Unit, kind: str, parent: Unit | None) -> None:
    root = Unit.Kind.MUNICIPALITY
    if (unit.kind == root) != (kind == root):
        raise Refused(_("The municipality stays the municipality, and the only one."), field="kind")
    if unit.kind == root:
        if parent is not None:
            raise Refused(_("The municipality belongs to nothing above it."), field="parent")
        return
    going_on(parent, "parent")
    if parent is None:
        raise Refused(_("Say to what the unit belongs."), field="parent")
    if unit in parent.line():
        raise Refused(_("A unit cannot belong to itself or to its own part."), field="parent")
