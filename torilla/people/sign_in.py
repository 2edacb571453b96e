"""How allauth signs people in here: nobody signs up, secrets lie encrypted, changes are recorded.

Enumeration and repeated guesses are allauth's own (rate limits in the cache). Whoever may no longer
sign in (`is_active` taken away) loses the session with the next page, since the session's person is
asked for anew on each request.
"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from torilla.core import audit, crypto
from torilla.people.models import Person

SAID_BY_THE_PAGE = frozenset({"account/messages/logged_in.txt", "account/messages/logged_out.txt"})


class AccountAdapter(DefaultAccountAdapter):
    """Local sign-in by e-mail address and password, for persons who are already here."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def clean_email(self, email: str) -> str:
        return super().clean_email(email).lower()

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        messages.error(request, gettext("This account is currently inactive."))
        return HttpResponseRedirect(reverse("account_login"))

    def set_password(self, user: Any, password: str) -> None:
        with transaction.atomic():
            super().set_password(user, password)
            audit.record(user, "people.password.set", actor=user, at=timezone.now())

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        reader = context.get("user")
        with translation.override(getattr(reader, "language", None) or translation.get_language()):
            super().send_mail(template_prefix, email, context)

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        template = kwargs.get("message_template") or next(iter(args), "")
        if template not in SAID_BY_THE_PAGE:
            super().add_message(request, level, *args, **kwargs)


class MFAAdapter(DefaultMFAAdapter):
    """The second step: secrets of the one-time codes are encrypted with the installation's keys."""

    def encrypt(self, text: str) -> str:
        return crypto.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return crypto.decrypt(encrypted_text)


@receiver(authenticator_added)
def record_added(sender: Any, user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    audit.record(
        user, "people.two_step.on", actor=user, at=timezone.now(), means=authenticator.type
    )


@receiver(authenticator_removed)
def record_removed(sender: Any, user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    audit.record(
        user, "people.two_step.off", actor=user, at=timezone.now(), means=authenticator.type
    )


def rotate_secrets() -> int:
    """Rewrite the secrets of the second step under the current key; returns how many were rewritten."""
    rewritten = 0
    for row in Authenticator.objects.all().iterator():
        old = {
            name: row.data[name]
            for name in ("secret", "seed")
            if name in row.data and not crypto.under_current_key(row.data[name])
        }
        if old:
            fresh = {name: crypto.encrypt(crypto.decrypt(value)) for name, value in old.items()}
            same = Authenticator.objects.filter(pk=row.pk, data=row.data)
            rewritten += same.update(data={**row.data, **fresh}) * len(fresh)
    return rewritten


def forget_sign_in(person: Person) -> None:
    """Take away what allauth keeps of the person: the second step, addresses, sessions.

    A session holds the address with which it began, and its data tells whose it is only when read.
    """
    Authenticator.objects.filter(user=person).delete()
    EmailAddress.objects.filter(user=person).delete()
    mine = [
        session.pk
        for session in Session.objects.iterator()
        if session.get_decoded().get(SESSION_KEY) == str(person.pk)
    ]
    Session.objects.filter(pk__in=mine).delete()
