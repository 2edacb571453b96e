"""Somebody takes up a position."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core.command import Refused, command
from torilla.people.commands._common import (
    end_holding,
    going_on,
    is_provider,
    one_at_a_time,
    record_holding,
    working,
)
from torilla.people.models import Holding, Person, Unit
from torilla.people.positions import NAMES, OF_A_UNIT, SHARED


@command(permission="people.fill_position", subject=None)
def fill_position(
    *, actor: Any, position: str, unit: Unit | None, person: Person, now: datetime
) -> Holding:
    """Gives a position to a person; where only one holds it, the former holder's time ends.

    Refused for an unknown position, a missing or needless unit, and somebody who holds it already.
    """
    _refuse_unfit(position, unit)
    going_on(unit, "unit")
    working(person, "person")
    one_at_a_time()
    open_now = Holding.objects.select_for_update().filter(position=position, unit=unit, until=None)
    held = list(open_now)
    if any(holding.person_id == person.pk for holding in held):
        raise Refused(
            _("%(name)s holds this position already.") % {"name": person.name}, field="person"
        )
    if position not in SHARED:
        for holding in held:
            end_holding(holding, actor=actor, now=now)
    made = Holding.objects.create(
        position=position, unit=unit, person=person, since=now, by_provider=is_provider(actor)
    )
    record_holding("people.position.filled", made, actor=actor, now=now)
    return made


def _refuse_unfit(position: str, unit: Unit | None) -> None:
    if position not in NAMES:
        raise Refused(_("There is no such position."), field="position")
    if position in OF_A_UNIT and unit is None:
        raise Refused(_("Say of which unit."), field="unit")
    if position not in OF_A_UNIT and unit is not None:
        raise Refused(_("This position is the whole municipality’s, not a unit’s."), field="unit")
