"""An invited person comes in."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import command
from torilla.people.links import hashed, refuse_unless_good
from torilla.people.models import Invitation, Person


def invited_by_link(link: str, now: datetime) -> Person:
    """Whom the link lets in. Refused when it is no longer good."""
    row = Invitation.objects.filter(token_hash=hashed(link)).select_related("person").first()
    refuse_unless_good(row, now, ASK)
    assert row is not None
    return row.person


ASK = _("Ask whoever invited you for a new one.")


@command(permission="people.join", subject="person")
def join(*, actor: Any, person: Person, link: str, password: str, now: datetime) -> Person:
    """The invited person sets a password by the one-time link. Refused when the link is no longer good."""
    rows = Invitation.objects.select_for_update().filter(token_hash=hashed(link), person=person)
    row = rows.first()
    refuse_unless_good(row, now, ASK)
    assert row is not None
    row.used_at = now
    row.save(update_fields=["used_at"])
    person.set_password(password)
    person.save(update_fields=["password"])
    audit.record(person, "people.person.joined", actor=actor, at=now, person=person.pk)
    return person
