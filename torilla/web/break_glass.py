"""The emergency way in (`torilla break-glass`): it asks neither the provider nor for a second step, and is told
to the manager and ICT when it is made and when it is used."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from torilla.core.actors import SYSTEM
from torilla.core.command import Refused
from torilla.duties.commands.tell import tell
from torilla.people.commands.break_glass import break_glass
from torilla.people.models import Person
from torilla.people.positions import ICT_SPECIALIST, MUNICIPAL_MANAGER

TOLD = (MUNICIPAL_MANAGER, ICT_SPECIALIST)
MADE = gettext_noop("An emergency way in was opened in the terminal for {person}: {reason}")
USED = gettext_noop("{person} came in by the emergency way. The log says what was done.")


def open_way(*, email: str, reason: str, now: datetime) -> str:
    """The token of a new link for whoever has this address. Refused when nobody has or may."""
    person = Person.objects.filter(email=email.strip().lower(), erased_at=None).first()
    if person is None:
        raise Refused(_("Nobody here has the address %(email)s.") % {"email": email})
    with transaction.atomic():
        token = break_glass(actor=SYSTEM, person=person, reason=reason, now=now)
        tell_of(MADE, person, SYSTEM, now, reason=reason)
    return token


def tell_of(message: str, person: Person, actor: Any, now: datetime, **values: str) -> None:
    """Tell the manager and ICT of one of the two moments."""
    tell(
        message=message,
        values={"person": person.audit_name, **values},
        subject=person,
        subject_name=person.name,
        clause="",
        actor=actor,
        now=now,
        positions=TOLD,
    )
