"""Somebody takes a seat in a body."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.people.commands._common import working
from torilla.people.models import Body, Membership, Person


@command(permission="people.change_organisation", subject="body")
def add_member(*, actor: Any, body: Body, person: Person, role: str, now: datetime) -> Membership:
    """Seats a person in a role; a seat in another role ends. Refused for the same seat again."""
    working(person, "person")
    seat = (
        Membership.objects.select_for_update().filter(body=body, person=person, until=None).first()
    )
    if seat is not None and seat.role == role:
        raise Refused(_("%(name)s has this seat already.") % {"name": person.name}, field="person")
    if seat is not None:
        seat.until = now
        seat.save(update_fields=["until"])
    made = Membership.objects.create(body=body, person=person, role=role, since=now)
    audit.record(
        body, "people.member.added", actor=actor, at=now, person=person.pk, role=role, seat=made.pk
    )
    return made
