"""How allauth signs people in here: nobody signs up, secrets lie encrypted, changes are recorded.

Enumeration and repeated guesses are allauth's own (rate limits in the cache). Whoever may no longer
sign in (`is_active` taken away) loses the session with the next page, since the session's person is
asked for anew on each request. Whoever changes the password or the second step keeps the session in
which that was done and loses the others.
"""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_used
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, update_session_auth_hash
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_lazy

from torilla.core import audit, crypto
from torilla.people.models import Person, WorkAccount

BREAK_GLASS = "break_glass"
TWO_STEPS_ELSEWHERE = frozenset({"work_account", BREAK_GLASS})
"""The methods of a session that count as two steps: the provider asked for them, or the machine's terminal did."""
WAYS_TO_CONFIRM = ("reauthenticate", "mfa_reauthenticate:webauthn", "mfa_reauthenticate")
"""Password, passkey, code: the first that somebody has is asked for, the others are offered."""
SAID_BY_THE_PAGE = frozenset({"account/messages/logged_in.txt", "account/messages/logged_out.txt"})


NO_PASSWORDS = gettext_lazy(
    "Here one signs in with the work account or a passkey, not with a password."
)


def passwords_open() -> bool:
    """Whether a password lets anybody in."""
    return settings.WORK_ACCOUNTS is None or not settings.WORK_ACCOUNTS.only


class AccountAdapter(DefaultAccountAdapter):
    """Local sign-in by e-mail address and password, for persons who are already here."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def clean_email(self, email: str) -> str:
        return super().clean_email(email).lower()

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        messages.error(request, gettext("This account is currently inactive."))
        return HttpResponseRedirect(reverse("account_login"))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        # Whoever is in already confirms by the password that it is they.
        if not passwords_open() and not request.user.is_authenticated:
            raise ValidationError(NO_PASSWORDS)
        super().pre_authenticate(request, **credentials)

    def set_password(self, user: Any, password: str) -> None:
        with transaction.atomic():
            super().set_password(user, password)
            audit.record(user, "people.password.set", actor=user, at=timezone.now())

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        found = super().get_reauthentication_methods(user)
        return sorted(found, key=lambda way: WAYS_TO_CONFIRM.index(way["id"]))

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

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """A passkey belongs to the host of TORILLA_BASE_URL, by whatever name one came here."""
        return {"id": urlsplit(settings.BASE_URL).hostname or "localhost", "name": "Torilla"}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number}


@receiver(authenticator_added)
def record_added(
    sender: Any, request: HttpRequest, user: Any, authenticator: Authenticator, **kwargs: Any
) -> None:
    _changed("people.two_step.on", request, user, authenticator)


@receiver(authenticator_removed)
def record_removed(
    sender: Any, request: HttpRequest, user: Any, authenticator: Authenticator, **kwargs: Any
) -> None:
    _changed("people.two_step.off", request, user, authenticator)


def _changed(action: str, request: HttpRequest, user: Any, authenticator: Authenticator) -> None:
    with transaction.atomic():
        audit.record(user, action, actor=user, at=timezone.now(), means=authenticator.type)
        end_sessions(user)
    update_session_auth_hash(request, user)


@receiver(authenticator_used)
def forget_when_used(sender: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    """When somebody signs in is not kept, and so not when a passkey or a code was used."""
    Authenticator.objects.filter(pk=authenticator.pk).update(last_used_at=None)


def has_two_steps(request: HttpRequest) -> bool:
    """Whether whoever reads signs in in two steps: has a passkey or codes, or came another way that counts."""
    methods = {record["method"] for record in get_authentication_records(request, request.user)}
    if methods & TWO_STEPS_ELSEWHERE:
        return True
    return has_a_second_step(request.user)


def has_a_second_step(person: Person) -> bool:
    """Whether the person has a passkey or codes from an app; recovery codes alone are none."""
    means = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return Authenticator.objects.filter(user=person, type__in=means).exists()


def can_come_in_two_steps(person: Person) -> bool:
    """Whether the person has a second step here, or a work account, whose provider asks for it."""
    if has_a_second_step(person):
        return True
    work = settings.WORK_ACCOUNTS
    return (
        work is not None and WorkAccount.objects.filter(person=person, issuer=work.issuer).exists()
    )


def end_sessions(person: Person) -> None:
    """Every session of the person ends with its next page; it is one small write however many there are."""
    Person.objects.filter(pk=person.pk).update(sign_in_round=F("sign_in_round") + 1)
    person.refresh_from_db(fields=["sign_in_round"])


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
