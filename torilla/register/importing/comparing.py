"""What a row would change of an account that the register has."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_noop

from torilla.core.lifecycle import IllegalMove
from torilla.people.importing.cells import clean, folded
from torilla.people.importing.known import Units
from torilla.people.importing.verdicts import Said
from torilla.register.importing.parsing import NO_PERSON, Parsed
from torilla.register.importing.standing import Standing
from torilla.register.lifecycle import OPENING, AccountStates

NOT_SO = gettext_noop("The state cannot change so and stays.")
IS_OPENED = gettext_noop("An account is opened by an application, not by a list: the state stays.")
CLOSED = gettext_noop("The account is closed, so nobody is named to it.")


@dataclass
class Difference:
    """The values that differ and the stewards to be named; `notes` say what is left as it is."""

    values: dict[str, Any] = field(default_factory=dict)
    stewards: list[tuple[str, int]] = field(default_factory=list)
    notes: list[Said] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.values or self.stewards)


def difference(parsed: Parsed, there: Standing | None, units: Units) -> Difference:
    """What the row adds to what is there; an empty cell says nothing."""
    found = Difference()
    for name, value in parsed.values.items():
        if name not in ("unit", "unit_said") and not _same(name, value, there):
            found.values[name] = value
    if "unit" in parsed.values and not _same_unit(parsed, there, units):
        found.values["unit_id"] = parsed.values["unit"]
    _keep_to_moves(found, there.values["state"] if there else None)
    _name(found, parsed, there)
    return found


def _same(name: str, value: Any, there: Standing | None) -> bool:
    if there is None:
        return False
    before = there.values[name]
    if isinstance(value, list):
        return set(value) == set(before)
    if name == "role_address":
        return bool(value == before.lower())
    return bool(value == clean(before))


def _same_unit(parsed: Parsed, there: Standing | None, units: Units) -> bool:
    if there is None or there.values["unit_id"] is None:
        return False
    before = there.values["unit_id"]
    if before == parsed.values["unit"]:
        return True
    return called_so(parsed.values["unit_said"], before, units)


def called_so(said: str, pk: int | None, units: Units) -> bool:
    """Whether this unit, gone or not, is what the cell calls it."""
    if pk is None or pk not in units.by_pk:
        return False
    return folded(said) in {folded(units.labels[pk]), folded(units.path(pk))}


def _keep_to_moves(found: Difference, before: str | None) -> None:
    if "state" not in found.values:
        return
    if OPENING in (before, found.values["state"]):
        del found.values["state"]
        found.notes.append((IS_OPENED, {}))
        return
    if before is None:
        return
    try:
        AccountStates.check(before, found.values["state"])
    except IllegalMove:
        del found.values["state"]
        found.notes.append((NOT_SO, {}))


def _name(found: Difference, parsed: Parsed, there: Standing | None) -> None:
    has = there.stewards if there else set()
    called = there.called if there else set()
    new = [each for each in dict.fromkeys(parsed.stewards) if each not in has]
    state = found.values.get("state") or (there.values["state"] if there else "active")
    if new and state == "closed":
        found.notes.append((CLOSED, {}))
        new = []
    found.stewards = new
    for role, who in parsed.unresolved:
        if (role, folded(who)) not in called:
            found.notes.append((NO_PERSON, {"given": who[:100]}))
