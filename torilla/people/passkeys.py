"""Passkeys (WebAuthn, allauth.mfa.webauthn): the forms in which the browser's answer comes, checked before it
is believed.

A passkey is made so that it signs in alone and asks for a finger, a face or a number each time: it is both
steps in one. The browser's answer is JSON that anybody may send, so whatever the library finds wrong with
it ends in one sentence.
"""

import struct
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as allauth_forms
from allauth.mfa.webauthn.internal import auth
from cryptography.exceptions import UnsupportedAlgorithm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from torilla.people.models import Person

LONGEST_NAME = 60
UNREADABLE = (
    ValueError, TypeError, LookupError, AttributeError, AssertionError, ArithmeticError,
    NotImplementedError, struct.error, UnsupportedAlgorithm,
)  # fmt: skip
"""What the library raises on an answer that is none; a ValidationError is not among them."""


@contextmanager
def understood(sentence: object) -> Generator[None]:
    """Inside, an answer that is wrong or none at all raises ValidationError with this sentence."""
    try:
        yield
    except ValidationError as error:
        if error.code == "too_many_login_attempts":
            raise
        raise ValidationError(sentence, code="passkey") from error
    except UNREADABLE as error:
        raise ValidationError(sentence, code="passkey") from error


NOT_MADE = _("The passkey could not be made. Try once more.")
NOT_KNOWN = _("This passkey does not open Torilla. Try another passkey or another way.")


def options_for(person: Person) -> dict[str, Any]:
    """What the browser needs to make a passkey for the person; the challenge is kept in the session."""
    return auth.begin_registration(person, True)


def next_name(person: Person) -> str:
    """What a passkey is called until the person calls it otherwise."""
    return get_adapter().generate_authenticator_name(person, Authenticator.Type.WEBAUTHN)


class MakeForm(forms.Form):
    """A new passkey. Its name comes second: the passkey exists in the device already."""

    name = forms.CharField(
        label=_("Name of the passkey"),
        help_text=_("By it you know the passkey again, for example “Work phone”."),
        max_length=LONGEST_NAME,
        required=False,
    )
    credential = forms.JSONField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        if "name" in self.fields:
            self.fields["name"].initial = next_name(user)

    def clean_name(self) -> str:
        return self.cleaned_data["name"] or next_name(self.user)

    def clean_credential(self) -> Any:
        credential = self.cleaned_data["credential"]
        with understood(NOT_MADE):
            auth.parse_registration_response(credential)
            auth.complete_registration(credential)
        return credential


class JoinForm(MakeForm):
    """The first passkey of somebody invited, who need not name it."""

    name = None  # type: ignore[assignment]


class _AnswerForm(allauth_forms.AuthenticateWebAuthnForm):
    """A passkey that is used."""

    def clean_credential(self) -> Authenticator:
        with understood(NOT_KNOWN):
            return super().clean_credential()


class LoginForm(_AnswerForm, allauth_forms.LoginWebAuthnForm):
    """Signing in with a passkey alone."""


class SecondStepForm(_AnswerForm):
    """A passkey after the password."""


class ConfirmForm(_AnswerForm, allauth_forms.ReauthenticateWebAuthnForm):
    """A passkey before a change to how one signs in."""


class RenameForm(allauth_forms.EditWebAuthnForm):
    """Another name for a passkey."""

    name = forms.CharField(label=_("Name of the passkey"), max_length=LONGEST_NAME)
