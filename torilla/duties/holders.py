"""Whom a duty awaits: the person, whoever holds the position, and the set-up person where nobody does."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from torilla.core.alphabet import Alphabetical
from torilla.guideline.policies import current_policy
from torilla.guideline.texts import position_name
from torilla.people.models import Holding, Membership, Person
from torilla.people.positions import SET_UP_PERSON
from torilla.policy import Policy


@dataclass(frozen=True)
class Holder:
    """Who holds a duty. `kind`: person, position or body; `name` is never empty.

    `position`: its name in words where a position holds the duty; `vacant`: nobody holds that
    position; `persons`: whom it awaits now; `why`: a sentence where this is not the holder as such.
    """

    kind: str
    name: str
    position: str
    vacant: bool
    persons: tuple[Person, ...]
    why: str

    def plain(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "name": self.name,
            "position": self.position or None,
            "vacant": self.vacant,
        }


class Posts:
    """Who holds which position and sits in which body at a moment; read once for many duties."""

    def __init__(
        self,
        policy: Policy,
        held: dict[tuple[str, int | None], list[Person]],
        bodies: dict[int, list[Person]],
    ) -> None:
        self.policy, self.held, self.bodies = policy, held, bodies

    def at(self, position: str, unit_id: int | None) -> list[Person]:
        """Those who hold the position now; nobody when it is vacant."""
        return self.held.get((position, unit_id), [])

    def instead(self) -> list[Person]:
        """Those to whom the duties of a vacant position fall."""
        return self.at(SET_UP_PERSON, None)

    def persons(self, duty: Any) -> list[Person]:
        """Whom the duty awaits; nobody only before anybody has signed in."""
        if duty.holder_person_id:
            found = [duty.holder_person] if duty.holder_person.is_active else []
        elif duty.holder_body_id:
            found = self.bodies.get(duty.holder_body_id, [])
        else:
            found = self.at(duty.holder_position, duty.holder_unit_id)
        return found or self.instead()

    def awaited(self, duty: Any) -> frozenset[int]:
        return frozenset(person.pk for person in self.persons(duty))

    def holder(self, duty: Any) -> Holder:
        """Who holds the duty, in the reader's language."""
        persons = tuple(self.persons(duty))
        names = ", ".join(person.name for person in persons)
        if duty.holder_person_id and duty.holder_person in persons:
            return Holder("person", names, "", False, persons, "")
        if duty.holder_body_id:
            empty = not self.bodies.get(duty.holder_body_id)
            return Holder("body", duty.holder_body.name, "", empty, persons, "")
        position = self._post(duty)
        if persons and persons[0] in self.at(duty.holder_position, duty.holder_unit_id):
            return Holder("person", names, position, False, persons, "")
        if persons:
            why = _("The position is vacant: %(position)s. Its tasks fall to the set-up person.")
            return Holder("person", names, position, True, persons, why % {"position": position})
        name = _("%(position)s (vacant)") % {"position": position}
        why = _("Nobody has signed in yet: the task waits for the holder of the position.")
        return Holder("position", name, position, True, (), why)

    def _post(self, duty: Any) -> str:
        name = position_name(self.policy, duty.holder_position)
        return f"{name}, {duty.holder_unit.name}" if duty.holder_unit_id else name


def why_me(holder: Holder) -> str:
    """Why the duty awaits its reader, in a sentence."""
    if holder.why:
        return holder.why
    if holder.kind == "body":
        return _("You speak for %(body)s.") % {"body": holder.name}
    if holder.position:
        return _("You hold the position: %(position)s.") % {"position": holder.position}
    return _("The task is yours by name.")


def posts(now: datetime, duties: Iterable[Any] | None = None) -> Posts:
    """The positions and bodies that these duties need (None: all positions); two or three queries."""
    rows = Holding.objects.at(now).filter(person__is_active=True, person__erased_at=None)
    bodies: set[int] = set()
    if duties is not None:
        duties = list(duties)
        units = {duty.holder_unit_id for duty in duties if duty.holder_unit_id}
        bodies = {duty.holder_body_id for duty in duties if duty.holder_body_id}
        rows = rows.filter(Q(unit=None) | Q(unit__in=units)) if len(units) < 500 else rows
    held: dict[tuple[str, int | None], list[Person]] = defaultdict(list)
    for row in rows.select_related("person").order_by(Alphabetical("person__name")):
        held[row.position, row.unit_id].append(row.person)
    return Posts(current_policy(now), dict(held), _bodies(bodies, now))


def _bodies(bodies: set[int], now: datetime) -> dict[int, list[Person]]:
    found: dict[int, list[Person]] = defaultdict(list)
    if bodies:
        sits = Membership.objects.at(now).filter(body__in=bodies, role__in=Membership.SPEAK)
        for row in sits.filter(person__is_active=True).select_related("person"):
            found[row.body_id].append(row.person)
    return found
