"""Letting somebody in, and out: invitation, one's own data, erasing."""

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from torilla.core.acting import act
from torilla.people.commands.erase_person import erase_person
from torilla.people.commands.export_person import export_person
from torilla.people.commands.invite import Invited, invite
from torilla.people.forms import InviteForm
from torilla.people.hooks import held_by
from torilla.people.mail import send_invitation
from torilla.people.pages import page_of, person_or_404
from torilla.people.sign_in import has_a_second_step


def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a one-time link; it is shown once, on the answer itself, and mailed where mail is set up."""
    somebody = person_or_404(request, pk, "people.invite", timezone.now())
    form = InviteForm(request.POST or None) if has_a_second_step(somebody) else None
    made: list[Invited] = []

    def run(**who: Any) -> Any:
        made.append(invite(person=somebody, **(form.cleaned_data if form else {}), **who))

    context = {"person": somebody, "mailed": settings.MAIL_CONFIGURED}
    response = act(
        request, form, run, template="people/invite.html", context=context, to=page_of(somebody)
    )
    if not made:
        return response
    link = settings.BASE_URL + reverse("people:join", args=[made[0].token])
    context |= {"link": link, "until": made[0].invitation.expires_at}
    context["sent"] = settings.MAIL_CONFIGURED and send_invitation(made[0].invitation, link)
    return render(request, "people/invited.html", context)


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
