"""Whose work account it is; who is not in the register comes into it only where the operator wants that."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from torilla.core.command import Refused
from torilla.people.commands.add_person import add_person
from torilla.people.commands.link_work_account import link_work_account
from torilla.people.models import Person, Standing, WorkAccount
from torilla.people.openid.actor import PROVIDER
from torilla.people.openid.claims import Told
from torilla.people.openid.configured import WorkAccounts
from torilla.people.openid.giving import take, unit_named

ASK = _("Ask a set-up person of Torilla to link it on your page in Torilla. Its id is: %(subject)s")


def come_in(told: Told, configured: WorkAccounts, now: datetime) -> tuple[Person, list[Any]]:
    """The person whose account this is, with what the claims give; and sentences on what could not be given.

    Refused, with what to do, for nobody's account and for a person who may not sign in.
    """
    with transaction.atomic():
        person = _known(told, configured) or _by_address(told, configured, now)
        person = person or _newcomer(told, configured, now)
        if person is None:
            raise Refused(
                _("Your work account is not linked to anybody in Torilla yet."),
                remedy=ASK % {"subject": told.subject},
            )
        if not person.is_active or person.erased_at is not None:
            raise Refused(
                _("You may not sign in to Torilla any more."),
                remedy=_("If that is wrong, ask a set-up person of Torilla."),
            )
        unfit = take(person, told, configured, now)
        person.refresh_from_db()  # a standing that ended may have ended all sessions until now
        return person, unfit


def _known(told: Told, configured: WorkAccounts) -> Person | None:
    row = WorkAccount.objects.filter(issuer=configured.issuer, subject=told.subject)
    found = row.select_related("person").first()
    return found.person if found else None


def _by_address(told: Told, configured: WorkAccounts, now: datetime) -> Person | None:
    """At the first sign-in: who has the address, where the operator lets addresses of its domain count."""
    person = Person.objects.filter(email=told.email, erased_at=None).first() if told.email else None
    if person is None or not person.is_active:
        return person
    if not told.email_verified:
        raise Refused(
            _("The sign-in service does not say that your e-mail address is verified."),
            remedy=ASK % {"subject": told.subject},
        )
    if WorkAccount.objects.filter(person=person).exists():
        raise Refused(
            _("Somebody with your e-mail address is in Torilla with another work account."),
            remedy=ASK % {"subject": told.subject},
        )
    _link(person, told, configured, now)
    return person


def _newcomer(told: Told, configured: WorkAccounts, now: datetime) -> Person | None:
    """Who is not in the register comes into it, where the operator wants it and the table knows them."""
    if not (configured.add_people and told.name and (told.places or told.unit)):
        return None
    person = add_person(
        actor=PROVIDER,
        name=told.name,
        email=told.email if told.email_verified else "",
        kind=Standing.Kind.EMPLOYEE,
        unit=unit_named(told.unit),
        now=now,
    )
    _link(person, told, configured, now)
    return person


def _link(person: Person, told: Told, configured: WorkAccounts, now: datetime) -> None:
    link_work_account(
        actor=PROVIDER, person=person, issuer=configured.issuer, subject=told.subject, now=now
    )
