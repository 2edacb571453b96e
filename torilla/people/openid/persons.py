"""Whose work account it is, and what its claims give and take. Everything is done by commands, as PROVIDER."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from torilla.core.command import Refused
from torilla.people.commands.add_person import add_person
from torilla.people.commands.end_standing import end_standing
from torilla.people.commands.fill_position import fill_position
from torilla.people.commands.give_standing import give_standing
from torilla.people.commands.link_work_account import link_work_account
from torilla.people.commands.set_supervisor import set_supervisor
from torilla.people.commands.vacate_position import vacate_position
from torilla.people.models import Holding, Person, Standing, Supervision, Unit, WorkAccount
from torilla.people.openid.actor import PROVIDER
from torilla.people.openid.claims import Told
from torilla.people.openid.configured import Place, WorkAccounts
from torilla.people.positions import NAMES, SHARED

log = logging.getLogger(__name__)

ASK = _("Ask a set-up person of Torilla to link it on your page in Torilla. Its id is: %(subject)s")


def come_in(told: Told, configured: WorkAccounts, now: datetime) -> tuple[Person, list[Any]]:
    """The person whose account this is, with what the claims give; and sentences on what could not be given.

    Refused, with what to do, for nobody's account and for a person who may not sign in.
    """
    with transaction.atomic():
        person = _known(told, configured) or _by_address(told, configured, now)
        person = person or _newcomer(told, configured, now)
        if person is None:
            raise Refused(
                _("Your work account is not linked to anybody in Torilla yet."),
                remedy=ASK % {"subject": told.subject},
            )
        if not person.is_active or person.erased_at is not None:
            raise Refused(
                _("You may not sign in to Torilla any more."),
                remedy=_("If that is wrong, ask a set-up person of Torilla."),
            )
        return person, take(person, told, configured, now)


def _known(told: Told, configured: WorkAccounts) -> Person | None:
    row = WorkAccount.objects.filter(issuer=configured.issuer, subject=told.subject)
    found = row.select_related("person").first()
    return found.person if found else None


def _by_address(told: Told, configured: WorkAccounts, now: datetime) -> Person | None:
    """At the first sign-in: who has the address, where the operator lets addresses of its domain count."""
    person = Person.objects.filter(email=told.email, erased_at=None).first() if told.email else None
    if person is None or not person.is_active:
        return person
    if not told.email_verified:
        raise Refused(
            _("The sign-in service does not say that your e-mail address is verified."),
            remedy=ASK % {"subject": told.subject},
        )
    if WorkAccount.objects.filter(person=person).exists():
        raise Refused(
            _("Somebody with your e-mail address is in Torilla with another work account."),
            remedy=ASK % {"subject": told.subject},
        )
    _link(person, told, configured, now)
    return person


def _newcomer(told: Told, configured: WorkAccounts, now: datetime) -> Person | None:
    """Who is not in the register comes into it, where the operator wants it and the table knows them."""
    if not (configured.add_people and told.name and (told.places or told.unit)):
        return None
    person = add_person(
        actor=PROVIDER,
        name=told.name,
        email=told.email if told.email_verified else "",
        kind=Standing.Kind.EMPLOYEE,
        unit=_unit(told.unit),
        now=now,
    )
    _link(person, told, configured, now)
    return person


def _link(person: Person, told: Told, configured: WorkAccounts, now: datetime) -> None:
    link_work_account(
        actor=PROVIDER, person=person, issuer=configured.issuer, subject=told.subject, now=now
    )


def take(person: Person, told: Told, configured: WorkAccounts, now: datetime) -> list[Any]:
    """Give what the claims give and end what they gave before and give no more.

    What people gave stays. Returns a sentence for each thing that could not be given or ended.
    """
    with transaction.atomic():
        return [
            *_positions(person, told.places, now),
            *_standing(person, told, configured, now),
            *_supervisor(person, told, configured, now),
        ]


def _positions(person: Person, places: frozenset[Place], now: datetime) -> Iterator[Any]:
    wanted, lost = {}, []
    for place in sorted(places, key=lambda each: (each.position, each.unit)):
        unit = _unit(place.unit)
        if place.unit and unit is None:
            lost.append(place)
        else:
            wanted[(place.position, unit.pk if unit else None)] = unit
    mine = Holding.objects.open().filter(person=person).select_related("unit")
    held = {(one.position, one.unit_id): one for one in mine}
    for key, holding in held.items():
        if holding.by_provider and key not in wanted:
            yield from _tried(vacate_position, holding=holding, now=now)
    for (position, pk), unit in wanted.items():
        if (position, pk) in held:
            continue
        others = Holding.objects.open().filter(position=position, unit=unit)
        other = None if position in SHARED else others.select_related("person").first()
        if other is not None:
            yield _(
                "Your work account gives you the position “%(position)s”, which %(name)s holds. "
                "Whoever sets Torilla up can hand it over."
            ) % {"position": NAMES[position], "name": other.person.name}
        else:
            yield from _tried(fill_position, position=position, unit=unit, person=person, now=now)
    for place in lost:
        yield _no_unit(place.unit)


def _standing(person: Person, told: Told, configured: WorkAccounts, now: datetime) -> Iterator[Any]:
    if not configured.units:
        return
    unit = _unit(told.unit)
    if told.unit and unit is None:
        yield _no_unit(told.unit)
    employed = Standing.objects.open().filter(person=person, kind=Standing.Kind.EMPLOYEE)
    for standing in employed.filter(by_provider=True):
        if standing.unit_id != (unit.pk if unit else None):
            yield from _tried(end_standing, standing=standing, now=now)
    if unit is not None and not employed.filter(unit=unit).exists():
        yield from _tried(
            give_standing, person=person, kind=Standing.Kind.EMPLOYEE, unit=unit, now=now
        )


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


def _unit(name: str) -> Unit | None:
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
        yield format_lazy("{} {}", refused.message, refused.remedy or "")
