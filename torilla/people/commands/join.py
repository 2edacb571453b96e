"""An invited person comes in, by a password or by a passkey."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.people.links import hashed, refuse_unless_good
from torilla.people.models import Invitation, Person
from torilla.people.sign_in import end_sessions, has_a_second_step

ASK = _("Ask whoever invited you for a new one.")


def invited_by_link(link: str, now: datetime) -> Invitation:
    """The invitation behind the link. Refused when it is no longer good."""
    row = Invitation.objects.filter(token_hash=hashed(link)).select_related("person").first()
    refuse_unless_good(row, now, ASK)
    assert row is not None
    return row


@command(permission="people.join", subject="person")
def join(*, actor: Any, person: Person, link: str, password: str, now: datetime) -> Person:
    """The invited person sets a password by the one-time link. Refused when the link is no longer good."""
    _use(person, link, actor, now)
    person.set_password(password)
    person.save(update_fields=["password"])
    audit.record(person, "people.person.joined", actor=actor, at=now, person=person.pk)
    return person


@command(permission="people.join", subject="person")
def join_by_passkey(
    *,
    actor: Any,
    person: Person,
    link: str,
    name: str,
    credential: Mapping[str, Any],
    now: datetime,
) -> Person:
    """The invited person comes in by a passkey that has been checked, and gets recovery codes.

    Refused when the link is no longer good, and for whoever has a second step: the link alone must not
    walk past that.
    """
    _use(person, link, actor, now)
    if has_a_second_step(person):
        raise Refused(_("You have two-step sign-in already."), remedy=ASK)
    WebAuthn.add(person, name, dict(credential))
    RecoveryCodes.activate(person)
    end_sessions(person)
    audit.record(person, "people.two_step.on", actor=actor, at=now, means="webauthn")
    audit.record(person, "people.person.joined", actor=actor, at=now, person=person.pk)
    return person


def _use(person: Person, link: str, actor: Any, now: datetime) -> None:
    """Use the link up; with one that renews, the second step that was lost goes."""
    rows = Invitation.objects.select_for_update().filter(token_hash=hashed(link), person=person)
    row = rows.first()
    refuse_unless_good(row, now, ASK)
    assert row is not None
    row.used_at = now
    row.save(update_fields=["used_at"])
    if row.renews:
        Authenticator.objects.filter(user=person).delete()
        end_sessions(person)
        audit.record(person, "people.two_step.off", actor=actor, at=now, means="all")
