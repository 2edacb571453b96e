"""An invited person comes in. Open without sign-in: whoever has the link is the person."""

from datetime import datetime
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from torilla.core.command import Refused
from torilla.people.commands.join import invited_by_link, join_by_passkey
from torilla.people.commands.join import join as join_by_password
from torilla.people.forms import PasswordForm
from torilla.people.models import Invitation
from torilla.people.passkeys import JoinForm, next_name, options_for
from torilla.people.sign_in import NO_PASSWORDS, has_a_second_step, passwords_open


@never_cache
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Make a passkey or choose a password; with a second step from before, a password only."""
    now = timezone.now()
    try:
        invitation = invited_by_link(token, now)
        if "credential" in request.POST:
            return _by_passkey(request, invitation, token, now)
        return _by_password(request, invitation, token, now)
    except Refused as refused:
        return render(request, "people/join.html", {"refusal": refused}, status=422)


def _by_password(
    request: HttpRequest, invitation: Invitation, token: str, now: datetime
) -> HttpResponse:
    somebody = invitation.person
    if request.method == "POST" and not passwords_open():
        raise Refused(NO_PASSWORDS)
    form = PasswordForm(request.POST or None, person=somebody)
    if request.method != "POST" or not form.is_valid():
        return _page(request, invitation, form)
    join_by_password(actor=somebody, person=somebody, link=token, now=now, **form.cleaned_data)
    if has_a_second_step(somebody):  # the link alone must not walk past that
        messages.success(request, _("The password is set. Sign in with it."))
        return HttpResponseRedirect(reverse("account_login"))
    login(request, somebody, backend=settings.AUTHENTICATION_BACKENDS[0])
    return HttpResponseRedirect(reverse("web:home"))


def _by_passkey(
    request: HttpRequest, invitation: Invitation, token: str, now: datetime
) -> HttpResponse:
    somebody = invitation.person
    form = JoinForm(request.POST, user=somebody)
    if not form.is_valid():
        return _page(request, invitation, PasswordForm(person=somebody), form.errors["credential"])
    join_by_passkey(
        actor=somebody,
        person=somebody,
        link=token,
        name=next_name(somebody),
        credential=form.cleaned_data["credential"],
        now=now,
    )
    login(request, somebody, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(
        request, somebody, "mfa", type="webauthn", passwordless=True, reauthenticated=True
    )
    messages.success(
        request, _("You are in. Keep these codes for the day when the passkey is lost.")
    )
    return HttpResponseRedirect(reverse("mfa_view_recovery_codes"))


def _page(
    request: HttpRequest, invitation: Invitation, form: PasswordForm, wrong: Any = ()
) -> HttpResponse:
    somebody = invitation.person
    context = {"person": somebody, "wrong": wrong}
    if passwords_open():
        context["form"] = form
    if invitation.renews or not has_a_second_step(somebody):
        context["options"] = options_for(somebody)
    status = 422 if wrong or form.errors else 200
    return render(request, "people/join.html", context, status=status)
