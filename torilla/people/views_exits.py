"""Letting somebody in, and out: invitation, joining, one's own data, erasing."""

import json
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from torilla.core.acting import act
from torilla.core.command import Refused
from torilla.people.commands.erase_person import erase_person
from torilla.people.commands.export_person import export_person
from torilla.people.commands.invite import Invited, invite
from torilla.people.commands.join import invited_by_link
from torilla.people.commands.join import join as join_by_link
from torilla.people.forms import PasswordForm
from torilla.people.hooks import held_by
from torilla.people.mail import send_invitation
from torilla.people.pages import page_of, person_or_404


def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a one-time link; it is shown once, on the answer itself, and mailed where mail is set up."""
    somebody = person_or_404(request, pk, "people.invite", timezone.now())
    made: list[Invited] = []

    def run(**who: Any) -> Any:
        made.append(invite(person=somebody, **who))

    context = {"person": somebody, "mailed": settings.MAIL_CONFIGURED}
    response = act(
        request, None, run, template="people/invite.html", context=context, to=page_of(somebody)
    )
    if not made:
        return response
    link = settings.BASE_URL + reverse("people:join", args=[made[0].token])
    context |= {"link": link, "until": made[0].invitation.expires_at}
    context["sent"] = settings.MAIL_CONFIGURED and send_invitation(made[0].invitation, link)
    return render(request, "people/invited.html", context)


@never_cache
def join(request: HttpRequest, token: str) -> HttpResponse:
    """An invited person sets a password. Open without sign-in: whoever has the link is the person."""
    now = timezone.now()
    try:
        somebody = invited_by_link(token, now)
        form = PasswordForm(request.POST or None, person=somebody)
        if request.method == "POST" and form.is_valid():
            join_by_link(actor=somebody, person=somebody, link=token, now=now, **form.cleaned_data)
            return _come_in(request, somebody)
    except Refused as refused:
        return render(request, "people/join.html", {"refusal": refused}, status=422)
    context = {"form": form, "person": somebody}
    return render(request, "people/join.html", context, status=422 if form.errors else 200)


def _come_in(request: HttpRequest, somebody: Any) -> HttpResponse:
    """Sign the person in, unless a second step is set: the link alone must not walk past that."""
    if is_mfa_enabled(somebody):
        messages.success(request, _("The password is set. Sign in with it."))
        return HttpResponseRedirect(reverse("account_login"))
    login(request, somebody, backend=settings.AUTHENTICATION_BACKENDS[0])
    return HttpResponseRedirect(reverse("web:home"))


def export(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that is known of a person, as a file."""
    somebody = person_or_404(request, pk, "people.export", timezone.now())
    told: list[dict[str, Any]] = []

    def run(**who: Any) -> Any:
        told.append(export_person(person=somebody, **who))

    response = act(
        request,
        None,
        run,
        template="people/export.html",
        context={"person": somebody},
        to=page_of(somebody),
    )
    if not told:
        return response
    text = json.dumps(told[0], ensure_ascii=False, indent=2, default=str)
    return HttpResponse(
        text,
        content_type="application/json; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="torilla-{somebody.pk}.json"',
            "Cache-Control": "no-store",
        },
    )


def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a person, after a page that says what goes and what stays."""
    now = timezone.now()
    somebody = person_or_404(request, pk, "people.erase", now)
    held = [one for one in held_by(somebody, now) if one.ends_first]
    return act(
        request,
        None,
        lambda **who: erase_person(person=somebody, **who),
        template="people/erase.html",
        context={"person": somebody, "held": held},
        to=reverse("people:people"),
        said=_("The person has been erased."),
    )
