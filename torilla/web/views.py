"""The pages of the shell itself: settings, language, the first coming-in."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from torilla.core.acting import act
from torilla.core.command import Refused
from torilla.people.commands.change_settings import change_settings
from torilla.people.commands.set_up import set_up as set_up_first_person
from torilla.people.links import hashed, refuse_unless_good
from torilla.people.models import SetUpLink
from torilla.register.public.snapshot import read
from torilla.web.forms import SettingsForm, SetUpForm
from torilla.web.language import KNOWN
from torilla.web.public import BEGIN

BACKEND = settings.AUTHENTICATION_BACKENDS[0]
YEAR = 365 * 24 * 60 * 60


@never_cache
def set_up(request: HttpRequest, token: str) -> HttpResponse:
    """The one-time link: whoever has it becomes a person who sets the system up."""
    form = SetUpForm(request.POST or None)
    if request.method != "POST":
        return _first_look(request, form, token)
    if not form.is_valid():
        return _set_up_page(request, form, 422)
    try:
        person = set_up_first_person(token=token, **form.cleaned_data, now=timezone.now())
    except Refused as refused:
        if refused.field in form.fields:
            form.add_error(refused.field, str(refused))
            return _set_up_page(request, form, 422)
        return _set_up_page(request, form, 422, refusal=refused)
    login(request, person, backend=BACKEND)
    messages.success(request, _("Welcome. You are the person who sets this up."))
    return _in_language(HttpResponseRedirect(reverse("web:home")), person.language)


def _first_look(request: HttpRequest, form: SetUpForm, token: str) -> HttpResponse:
    link = SetUpLink.objects.filter(token_hash=hashed(token)).first()
    try:
        refuse_unless_good(link, timezone.now(), _("A new link comes from: torilla setup-link"))
    except Refused as refused:
        return _set_up_page(request, form, 410, refusal=refused, over=True)
    return _set_up_page(request, form, 200)


def _set_up_page(request: HttpRequest, form: SetUpForm, status: int, **more: Any) -> HttpResponse:
    response = render(request, "web/set_up.html", {"form": form, **more}, status=status)
    response.holds_form = True
    return response


def own_settings(request: HttpRequest) -> HttpResponse:
    """Language and colours; the ways to the password and to two-step sign-in."""
    person = request.user
    form = SettingsForm(
        request.POST or None, initial={"language": person.language, "scheme": person.scheme}
    )
    response = act(
        request,
        form,
        lambda **who: change_settings(person=person, **form.cleaned_data, **who),
        template="web/settings.html",
        to="web:settings",
        said=_("Saved."),
    )
    chosen = form.cleaned_data.get("language") if response.status_code == 302 else None
    return _in_language(response, chosen) if chosen else response


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Read on in another language, on the same page."""
    chosen, back = request.POST.get("language", ""), request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    if chosen not in KNOWN:
        return response
    person = request.user
    if person.is_authenticated and person.language != chosen:
        change_settings(
            actor=person, person=person, language=chosen, scheme=person.scheme, now=timezone.now()
        )
    return _in_language(response, chosen)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Only the public pages, while they are on, are for search engines."""
    public = "".join(f"Allow: {begin}\n" for begin in BEGIN) if read().on else ""
    return HttpResponse(f"User-agent: *\n{public}Disallow: /\n", content_type="text/plain")


def _in_language(response: HttpResponse, code: str) -> HttpResponse:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=YEAR,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response
