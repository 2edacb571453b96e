"""A person is known by a work account."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.people.commands._common import working
from torilla.people.models import Person, WorkAccount


@command(permission="people.link_work_account", subject="person")
def link_work_account(
    *, actor: Any, person: Person, issuer: str, subject: str, now: datetime
) -> WorkAccount:
    """From now on whoever signs in with this account at the provider is the person.

    Refused for somebody who may not sign in or has a work account already, and for one that is
    somebody else's.
    """
    working(person, "subject")
    if WorkAccount.objects.filter(person=person).exists():
        raise Refused(
            _("%(name)s has a work account already.") % {"name": person.name},
            remedy=_("Take the old one away first."),
        )
    if WorkAccount.objects.filter(issuer=issuer, subject=subject).exists():
        raise Refused(_("This work account is somebody else’s already."), field="subject")
    made = WorkAccount.objects.create(person=person, issuer=issuer, subject=subject, since=now)
    audit.record(
        person,
        "people.work_account.linked",
        actor=actor,
        at=now,
        personal={"subject": subject},
        person=person.pk,
    )
    return made
