"""A person is known by a work account no more."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.people.models import Person, WorkAccount
from torilla.people.sign_in import end_sessions


@command(permission="people.link_work_account", subject="person")
def unlink_work_account(*, actor: Any, person: Person, now: datetime) -> Person:
    """Takes the work account away and ends the person's sessions. Refused where there is none.

    What its claims gave stays until somebody ends it, or until they are read again.
    """
    if not WorkAccount.objects.filter(person=person).delete()[0]:
        raise Refused(_("%(name)s has no work account.") % {"name": person.name})
    end_sessions(person)
    audit.record(person, "people.work_account.unlinked", actor=actor, at=now, person=person.pk)
    return person
