"""A person is let in to make a passkey or set a password of their own."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.people.commands._common import person_of
from torilla.people.links import hashed, new_token
from torilla.people.models import Invitation, Person
from torilla.people.permissions import reach
from torilla.people.positions import SET_UP_PERSON
from torilla.people.sign_in import has_a_second_step

GOOD_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Invited:
    """An invitation and its token, which is known only here and now."""

    invitation: Invitation
    token: str


@command(permission="people.invite", subject="person")
def invite(*, actor: Any, person: Person, renews: bool = False, now: datetime) -> Invited:
    """Makes a one-time link good for seven days; the person's earlier links stop working.

    Refused without an address to sign in with, and for somebody who may not sign in. Whoever has a
    password or a second step already gets a link from a set-up person alone: with it one could come in as
    that person. `renews`: using the link takes the second step away, since the person has lost it.
    """
    if person.erased_at is not None or not person.is_active:
        raise Refused(
            _("%(name)s may not sign in.") % {"name": person.name},
            remedy=_("Allow it first, where name and address are changed."),
        )
    if not person.email:
        raise Refused(
            _("%(name)s has no e-mail address to sign in with.") % {"name": person.name},
            remedy=_("Add the address first."),
        )
    comes_in = person.has_usable_password() or has_a_second_step(person)
    if comes_in and not _sets_up(actor, now):
        raise Refused(
            _("%(name)s has a way to sign in already.") % {"name": person.name},
            remedy=_("If it was lost, a set-up person can make a new link."),
        )
    token = new_token()
    Invitation.objects.filter(person=person, used_at=None).delete()
    invitation = Invitation.objects.create(
        person=person,
        token_hash=hashed(token),
        expires_at=now + GOOD_FOR,
        invited_by=person_of(actor),
        renews=renews,
    )
    audit.record(
        person, "people.person.invited", actor=actor, at=now, person=person.pk, renews=renews
    )
    return Invited(invitation, token)


def _sets_up(actor: Any, now: datetime) -> bool:
    somebody = person_of(actor)
    return somebody is None or SET_UP_PERSON in reach(somebody, now=now).positions
