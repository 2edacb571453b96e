"""A person is forgotten; what was done stays."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.core.models import AuditEntry
from torilla.people import hooks
from torilla.people.commands._common import locked, save_version
from torilla.people.models import Person, Standing, Supervision
from torilla.people.sign_in import forget_sign_in


@command(permission="people.erase", subject="person")
def erase_person(*, actor: Any, person: Person, now: datetime) -> Person:
    """Takes name, address, absences, duty times and sign-in away, here and from the audit log.

    Refused, with the list, while the person holds a position, a seat, people or accounts.
    """
    current = locked(person, None)
    if current.erased_at is not None:
        raise Refused(_("This person was erased already."))
    if current == actor:
        raise Refused(_("You cannot erase yourself. Ask somebody else to do it."))
    held = [str(one.what) for one in hooks.held_by(current, now) if one.ends_first]
    if held:
        raise Refused(
            _("%(name)s still holds: %(what)s.") % {"name": current.name, "what": ", ".join(held)},
            remedy=_("Hand it over or end it first."),
        )
    # The log first: from here on SQLite overwrites what is freed in its file.
    audit.erase(set(_entries(current)), about=current, actor=actor, at=now)
    _forget_rows(current, now)
    hooks.forget(current, now)
    _forget_person(current, actor, now)
    audit.record(current, "people.person.erased", actor=actor, at=now, person=current.pk)
    return current


def _entries(person: Person) -> Iterator[int]:
    """The entries about the person, and others that hold the person's address."""
    yield from AuditEntry.objects.filter(subject=person.audit_name).values_list("id", flat=True)
    if person.email:
        yield from audit.holding(person.email)


def _forget_rows(person: Person, now: datetime) -> None:
    Standing.objects.open().filter(person=person).update(until=now)
    Standing.objects.filter(person=person).update(title="")
    Supervision.objects.open().filter(person=person).update(until=now)
    person.duty_times.all().delete()
    person.absences.all().delete()
    person.invitations.all().delete()
    person.break_glasses.all().delete()
    forget_sign_in(person)


def _forget_person(person: Person, actor: Any, now: datetime) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        name = gettext("Erased person %(number)d") % {"number": person.pk}
    person.set_unusable_password()  # every session of the person ends with this
    person.save(update_fields=["password"])
    save_version(
        person, actor=actor, now=now, name=name, email=None, is_active=False, erased_at=now
    )
