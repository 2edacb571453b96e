"""A passkey is made, named, taken away and asked for: allauth's own pages, with our forms and words."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.views import PasswordSetView
from allauth.core.internal.ratelimit import consume
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as allauth_views
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.generic.edit import FormView

from torilla.core import audit
from torilla.core.command import Refused
from torilla.people.models import Person
from torilla.people.passkeys import MakeForm, options_for

ASKED = {"passkey": "120/m/ip"}
HOME = reverse_lazy("mfa_index")


class Make(allauth_views.AddWebAuthnView):
    """A new passkey for oneself; the first one brings recovery codes along."""

    form_class = MakeForm
    template_name = "mfa/passkey_make.html"

    def get_form_class(self) -> type[MakeForm]:
        return MakeForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = FormView.get_context_data(
            self, **kwargs
        )  # allauth's makes one that needs a password
        return {**context, "options": options_for(self.request.user)}


class Rename(allauth_views.EditWebAuthnView):
    """Another name for one's own passkey."""

    template_name = "mfa/passkey_name.html"
    success_url = HOME

    def form_valid(self, form: Any) -> HttpResponse:
        person = self.request.user
        with transaction.atomic():
            response = super().form_valid(form)
            audit.record(person, "people.passkey.renamed", actor=person, at=timezone.now())
        return response


class Remove(allauth_views.RemoveWebAuthnView):
    """One's own passkey is taken away, unless nothing would be left to sign in with."""

    template_name = "mfa/passkey_remove.html"
    success_url = HOME

    def form_valid(self, form: Any) -> HttpResponse:
        if only_way_in(self.request.user, self.object):
            refusal = Refused(
                _("Without this passkey you could not sign in any more."),
                remedy=_("Make another passkey or set a password first."),
            )
            context = {**self.get_context_data(), "refusal": refusal}
            return render(self.request, self.template_name, context, status=422)
        return super().form_valid(form)


class Confirm(allauth_views.ReauthenticateWebAuthnView):
    """That it is oneself, by a passkey."""

    template_name = "mfa/passkey_confirm.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "form": kwargs.get("form") or context["form"]}


class Login(allauth_views.LoginWebAuthnView):
    """Signing in with a passkey alone. Each asking writes a session, so it has its limit too."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not consume(request, app="torilla", action="passkey", config=ASKED, limit_get=True):
            return HttpResponse(status=429)
        return super().get(request, *args, **kwargs)

    def form_invalid(self, form: Any) -> HttpResponse:
        for sentence in form.errors.get("credential", []):
            messages.error(self.request, sentence)
        return HttpResponseRedirect(reverse("account_login"))


@method_decorator(reauthentication_required, name="dispatch")
class SetPassword(PasswordSetView):
    """A first password, for whoever came in by a passkey."""


def only_way_in(person: Person, passkey: Authenticator) -> bool:
    """Whether the person has no password and no other passkey."""
    others = Authenticator.objects.filter(user=person, type=passkey.type).exclude(pk=passkey.pk)
    return not person.has_usable_password() and not others.exists()
