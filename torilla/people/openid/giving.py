"""What the claims give and take: positions, a unit, a supervisor. Everything by commands, as PROVIDER."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from torilla.core.command import Refused
from torilla.people.commands.end_standing import end_standing
from torilla.people.commands.fill_position import fill_position
from torilla.people.commands.give_standing import give_standing
from torilla.people.commands.set_supervisor import set_supervisor
from torilla.people.commands.vacate_position import vacate_position
from torilla.people.models import Holding, Person, Standing, Supervision, Unit, WorkAccount
from torilla.people.openid.actor import PROVIDER
from torilla.people.openid.claims import Told
from torilla.people.openid.configured import WorkAccounts
from torilla.people.positions import NAMES, SHARED

log = logging.getLogger(__name__)


def take(person: Person, told: Told, configured: WorkAccounts, now: datetime) -> list[Any]:
    """Give what the claims give and end what they gave before and give no more.

    What people gave stays. Returns a sentence for each thing that could not be given or ended.
    """
    with transaction.atomic():
        return [
            *_positions(person, told, now),
            *_standing(person, told, configured, now),
            *_supervisor(person, told, configured, now),
        ]


def _positions(person: Person, told: Told, now: datetime) -> Iterator[Any]:
    wanted: dict[tuple[str, int | None], Unit | None] = {}
    unclear = set()
    for place in sorted(told.places, key=lambda each: (each.position, each.unit)):
        unit = unit_named(place.unit)
        if place.unit and unit is None:
            unclear.add(place.position)  # the table is wrong, not the person
            yield _no_unit(place.unit)
        else:
            wanted[(place.position, unit.pk if unit else None)] = unit
    mine = Holding.objects.open().filter(person=person)
    held = {(one.position, one.unit_id): one for one in mine}
    for key, holding in held.items():
        if holding.by_provider and key not in wanted and key[0] not in unclear:
            yield from _tried(vacate_position, holding=holding, now=now)
    for key in [key for key in wanted if key not in held]:
        yield from _filled(person, key[0], wanted[key], now)


def _filled(person: Person, position: str, unit: Unit | None, now: datetime) -> Iterator[Any]:
    """A position that only one holds is never taken from whoever holds it."""
    held = Holding.objects.open().filter(position=position, unit=unit).select_related("person")
    other = None if position in SHARED else held.first()
    if other is None:
        yield from _tried(fill_position, position=position, unit=unit, person=person, now=now)
        return
    yield _(
        "Your work account gives you the position “%(position)s”, which %(name)s holds. "
        "Whoever sets Torilla up can hand it over."
    ) % {"position": NAMES[position], "name": other.person.name}


def _standing(person: Person, told: Told, configured: WorkAccounts, now: datetime) -> Iterator[Any]:
    if not configured.units:
        return
    unit = unit_named(told.unit)
    unclear = bool(told.unit) and unit is None  # the table is wrong, not the person
    if unclear:
        yield _no_unit(told.unit)
    employed = Standing.objects.open().filter(person=person, kind=Standing.Kind.EMPLOYEE)
    # The new one first: with the last standing the person is signed out everywhere.
    if unit is not None and not employed.filter(unit=unit).exists():
        yield from _tried(
            give_standing, person=person, kind=Standing.Kind.EMPLOYEE, unit=unit, now=now
        )
    for standing in employed.filter(by_provider=True):
        if standing.unit_id != (unit.pk if unit else None) and not unclear:
            yield from _tried(end_standing, standing=standing, now=now)


def _supervisor(
    person: Person, told: Told, configured: WorkAccounts, now: datetime
) -> Iterator[Any]:
    if not configured.claims.supervisor:
        return
    current = Supervision.objects.open().filter(person=person).first()
    if current is not None and not current.by_provider:
        return
    chief = _named(told.supervisor, configured)
    if chief != (current.supervisor if current else None):
        yield from _tried(set_supervisor, person=person, supervisor=chief, now=now)


def _named(text: str, configured: WorkAccounts) -> Person | None:
    """Whom the claim names: by the id at the provider, or by the address in the register."""
    if not text:
        return None
    by_id = WorkAccount.objects.filter(issuer=configured.issuer, subject=text)
    row = by_id.select_related("person").first()
    person = row.person if row else Person.objects.filter(email=text.lower()).first()
    return person if person is not None and person.is_active else None


def unit_named(name: str) -> Unit | None:
    """The unit of this name, where exactly one goes on under it."""
    key = " ".join(name.split()).casefold()
    going_on = Unit.objects.filter(ended_at=None).order_by() if key else ()
    found = [unit for unit in going_on if " ".join(unit.name.split()).casefold() == key]
    return found[0] if len(found) == 1 else None


def _no_unit(name: str) -> Any:
    log.warning("work account: there is not one unit of the name %r", name)
    return _(
        "Your work account belongs to the unit “%(unit)s”, which Torilla does not know by that name. "
        "Whoever runs Torilla can put the table of the work accounts right."
    ) % {"unit": name}


def _tried(run: Callable[..., Any], **given: Any) -> Iterator[Any]:
    try:
        run(actor=PROVIDER, **given)
    except Refused as refused:
        log.warning("work account: %s was refused: %s", run.__name__, refused)
        yield (
            format_lazy("{} {}", refused.message, refused.remedy)
            if refused.remedy
            else refused.message
        )
