"""What the commands that write an application share: it is locked, and it may still be written."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core.command import Refused
from torilla.openings.lifecycle import ApplicationStates
from torilla.openings.models import Application
from torilla.people.models import Person


def writable(application: Application) -> Application:
    """The application as it is now, locked until the transaction ends; Refused where it is not written."""
    current: Application = Application.objects.select_for_update().get(pk=application.pk)
    if current.state not in ApplicationStates.WRITTEN:
        raise Refused(
            _("The application can no longer be changed: its state is “%(state)s”.")
            % {"state": ApplicationStates.NAMES[current.state]},
            clause="C2",
            remedy=_("Ask those who decide to return it, or begin a new one."),
        )
    return current


def person_of(actor: Any) -> Person | None:
    """The actor where it is a person; the system is nobody."""
    return actor if isinstance(actor, Person) else None
