"""Somebody comes into the register of people."""

from datetime import datetime
from typing import Any

from torilla.core import audit
from torilla.core.command import command
from torilla.people.commands._common import free_address, person_of
from torilla.people.commands.give_standing import give_standing
from torilla.people.models import Person, Unit


@command(permission="people.change", subject=None)
def add_person(
    *,
    actor: Any,
    name: str,
    email: str,
    kind: str,
    unit: Unit | None,
    title: str = "",
    language: str = "fi",
    now: datetime,
) -> Person:
    """Adds a person with a first standing (J1). Refused when somebody has the address already."""
    address = free_address(email)
    person = Person(name=name.strip(), email=address, language=language)
    person.set_unusable_password()
    person.changed_at, person.changed_by = now, person_of(actor)
    person.save()
    personal = {"name": person.name} | ({"email": address} if address else {})
    audit.record(person, "people.person.added", actor=actor, at=now, personal=personal)
    give_standing(actor=actor, person=person, kind=kind, unit=unit, title=title, now=now)
    return person
