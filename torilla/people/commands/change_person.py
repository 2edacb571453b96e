"""What is known of a person is put right."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.people.commands._common import (
    free_address,
    locked,
    refuse_last_set_up_person,
    save_version,
)
from torilla.people.models import Invitation, Person


@command(permission="people.change", subject="person")
def change_person(
    *,
    actor: Any,
    person: Person,
    version: int | None,
    name: str,
    email: str,
    is_active: bool,
    now: datetime,
) -> Person:
    """Changes name and address, and whether the person may sign in; taking that away ends sessions.

    A link that invites the person works no longer once the address is another or sign-in is taken away:
    it may lie in a stranger's mailbox.

    Changed when somebody saved meanwhile. Refused for an address in use, an erased person, one's own
    sign-in, and the last set-up person's.
    """
    current = locked(person, version)
    if current.erased_at is not None:
        raise Refused(_("This person was erased. There is nothing left to change."))
    if current.is_active and not is_active:
        _refuse_shutting_out(current, actor, now)
    before = {"name": current.name, "email": current.email or ""}
    address = free_address(email, current)
    differing = save_version(
        current, actor=actor, now=now, name=name.strip(), email=address, is_active=is_active
    )
    if "email" in differing or not current.is_active:
        Invitation.objects.filter(person=current, used_at=None).delete()
    after = {"name": current.name, "email": current.email or ""}
    personal = {key: after[key] for key in differing if key in after}
    personal |= {f"{key}_before": before[key] for key in differing if key in before}
    audit.record(
        current,
        "people.person.changed",
        actor=actor,
        at=now,
        personal={key: value for key, value in personal.items() if value},
        fields=differing,
        may_sign_in=current.is_active,
    )
    return current


def _refuse_shutting_out(person: Person, actor: Any, now: datetime) -> None:
    if person == actor:
        raise Refused(
            _("You cannot take away your own sign-in. Ask somebody else to do it."),
            field="is_active",
        )
    refuse_last_set_up_person(person, now)
