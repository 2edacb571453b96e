"""The emergency way in (`torilla break-glass`): it asks neither the provider nor for a second step, and is told
to the manager and ICT when it is made and when it is used."""

from datetime import datetime
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache

from torilla.core.actors import SYSTEM
from torilla.core.command import Refused
from torilla.duties.commands.tell import tell
from torilla.people.commands.break_glass import (
    STAYS,
    break_glass,
    come_in_by_break_glass,
    let_in_by_link,
)
from torilla.people.models import Person
from torilla.people.positions import ICT_SPECIALIST, MUNICIPAL_MANAGER
from torilla.people.sign_in import BREAK_GLASS

TOLD = (MUNICIPAL_MANAGER, ICT_SPECIALIST)
MADE = gettext_noop("An emergency way in was opened in the terminal for {person}.")
USED = gettext_noop("{person} came in by the emergency way. The log says what was done and why.")


def open_way(*, email: str, reason: str, now: datetime) -> str:
    """The token of a new link for whoever has this address. Refused when nobody has or may."""
    person = Person.objects.filter(email=email.strip().lower(), erased_at=None).first()
    if person is None:
        raise Refused(_("Nobody here has the address %(email)s.") % {"email": email})
    with transaction.atomic():
        token = break_glass(actor=SYSTEM, person=person, reason=reason, now=now)
        _tell(MADE, person, SYSTEM, now)
    return token


@never_cache
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link; only its button uses the link up."""
    now = timezone.now()
    try:
        somebody = let_in_by_link(token, now)
        if request.method == "POST":
            return _come_in(request, somebody, token, now)
    except Refused as refused:
        return render(request, "web/break_glass.html", {"refusal": refused}, status=410)
    return render(request, "web/break_glass.html", {"person": somebody})


def _come_in(request: HttpRequest, somebody: Person, token: str, now: datetime) -> HttpResponse:
    with transaction.atomic():
        come_in_by_break_glass(actor=somebody, person=somebody, link=token, now=now)
        _tell(USED, somebody, somebody, now)
    login(request, somebody, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, somebody, BREAK_GLASS)
    request.session.set_expiry(now + STAYS)
    messages.warning(request, _("You are in for one hour. The municipal manager and ICT are told."))
    return HttpResponseRedirect(reverse("web:home"))


def _tell(message: str, person: Person, actor: Any, now: datetime) -> None:
    tell(
        message=message,
        values={"person": person.audit_name},
        subject=person,
        subject_name=person.name,
        clause="",
        actor=actor,
        now=now,
        positions=TOLD,
    )
