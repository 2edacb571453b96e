"""The page behind the link of `torilla break-glass`."""

from datetime import datetime

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
from django.views.decorators.cache import never_cache

from torilla.core.command import Refused
from torilla.people.commands.break_glass import STAYS, come_in_by_break_glass, let_in_by_link
from torilla.people.models import Person
from torilla.people.sign_in import BREAK_GLASS
from torilla.web.break_glass import USED, tell_of


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
        tell_of(USED, somebody, somebody, now)
    login(request, somebody, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, somebody, BREAK_GLASS)
    request.session.set_expiry(now + STAYS)
    messages.warning(request, _("You are in for one hour. The municipal manager and ICT are told."))
    return HttpResponseRedirect(reverse("web:home"))
