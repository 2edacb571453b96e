"""The way in for the hour when nobody else can let in: made in the machine's own terminal, used once."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.people.links import hashed, new_token, refuse_unless_good
from torilla.people.models import BreakGlass, Holding, Person
from torilla.people.positions import ICT_SPECIALIST, SET_UP_PERSON

GOOD_FOR = timedelta(minutes=15)
STAYS = timedelta(hours=1)
"""How long whoever came in this way stays signed in, whatever they do."""
FOR = frozenset({SET_UP_PERSON, ICT_SPECIALIST})
"""Whose positions may be let in this way."""
AGAIN = _("Make a new one in the terminal: torilla break-glass.")


@command(permission="people.set_up", subject="person")
def break_glass(*, actor: Any, person: Person, reason: str, now: datetime) -> str:
    """Makes a one-time link good for a quarter of an hour; the person's earlier ones stop working.

    Refused for whoever may not sign in or holds neither position. Returns the token, which must never be logged.
    """
    if not person.is_active or person.erased_at is not None:
        raise Refused(_("%(name)s may not sign in.") % {"name": person.name})
    if not Holding.objects.at(now).filter(person=person, position__in=FOR).exists():
        raise Refused(
            _("%(name)s is neither set-up person nor ICT specialist.") % {"name": person.name}
        )
    token = new_token()
    BreakGlass.objects.filter(person=person, used_at=None).delete()
    BreakGlass.objects.create(person=person, token_hash=hashed(token), expires_at=now + GOOD_FOR)
    audit.record(
        person, "people.break_glass.made", actor=actor, at=now, personal={"reason": reason}
    )
    return token


def let_in_by_link(link: str, now: datetime) -> Person:
    """Whom the link lets in. Refused when it is no longer good."""
    row = BreakGlass.objects.filter(token_hash=hashed(link)).select_related("person").first()
    refuse_unless_good(row, now, AGAIN)
    assert row is not None
    return row.person


@command(permission="people.join", subject="person")
def come_in_by_break_glass(*, actor: Any, person: Person, link: str, now: datetime) -> Person:
    """Uses the link up. Refused when it is no longer good."""
    rows = BreakGlass.objects.select_for_update().filter(token_hash=hashed(link), person=person)
    row = rows.first()
    refuse_unless_good(row, now, AGAIN)
    assert row is not None
    row.used_at = now
    row.save(update_fields=["used_at"])
    audit.record(person, "people.break_glass.used", actor=actor, at=now)
    return person
