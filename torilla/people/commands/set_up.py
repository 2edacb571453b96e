"""The first person comes in by the one-time link."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.actors import SYSTEM
from torilla.core.command import Refused, command
from torilla.people.commands._common import free_address, record_holding, save_version
from torilla.people.links import hashed, refuse_unless_good
from torilla.people.models import Holding, Person, SetUpLink, Standing, Unit
from torilla.people.positions import SET_UP_PERSON


def set_up(
    *, token: str, name: str, email: str, password: str, now: datetime, title: str = ""
) -> Person:
    """Whoever has the link becomes a set-up person. Refused when the link is no longer good."""
    return come_in(
        actor=SYSTEM, link=token, name=name, email=email, password=password, title=title, now=now
    )


@command(permission="people.set_up", subject=None)
def come_in(
    *, actor: Any, link: str, name: str, email: str, password: str, title: str, now: datetime
) -> Person:
    """Makes the holder of the link a set-up person with a password.

    Where the address is a set-up person's already, the link gives that person a new password: the way
    back in for whoever has the machine's terminal and no mail.
    """
    row = SetUpLink.objects.select_for_update().filter(token_hash=hashed(link)).first()
    refuse_unless_good(row, now, _("Make a new one in the terminal: torilla setup-link."))
    assert row is not None
    row.used_at = now
    row.save(update_fields=["used_at"])
    person = _set_up_person(email, now)
    if person is None:
        person = _newcomer(name, email, title, actor, now)
    person.set_password(password)
    save_version(person, actor=person, now=now, is_active=True)
    person.save(update_fields=["password"])
    audit.record(
        person,
        "people.set_up",
        actor=actor,
        at=now,
        link=row.pk,
        personal={"name": person.name, "email": str(person.email)},
    )
    return person


def _set_up_person(email: str, now: datetime) -> Person | None:
    held = Holding.objects.at(now).filter(position=SET_UP_PERSON)
    return Person.objects.filter(
        email=email.strip().lower(), pk__in=held.values("person"), erased_at=None
    ).first()


def _newcomer(name: str, email: str, title: str, actor: Any, now: datetime) -> Person:
    address = free_address(email)
    if address is None:
        raise Refused(_("Give your e-mail address: you sign in with it."), field="email")
    person = Person.objects.create(name=name.strip(), email=address)
    root = Unit.objects.filter(kind=Unit.Kind.MUNICIPALITY).first()
    Standing.objects.create(
        person=person, kind=Standing.Kind.EMPLOYEE, unit=root, title=title.strip(), since=now
    )
    holding = Holding.objects.create(person=person, position=SET_UP_PERSON, since=now)
    record_holding("people.position.filled", holding, actor=actor, now=now)
    return person
