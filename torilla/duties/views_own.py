"""What a person chooses of notices: how often, and the address of the own calendar."""

import hashlib
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import parse_etags, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from torilla.core.acting import act
from torilla.duties.calendar import calendar_of, owner_of
from torilla.duties.commands.choose_often import choose_often
from torilla.duties.commands.end_calendar import end_calendar
from torilla.duties.commands.renew_calendar import renew_calendar
from torilla.duties.forms import OftenForm
from torilla.duties.queries import calendar_link_of, often_of


def notices(request: HttpRequest) -> HttpResponse:
    """How often mail comes, and whether a calendar reads one's tasks."""
    person: Any = request.user
    form = OftenForm(request.POST or None, initial={"often": often_of(person)})
    return act(
        request,
        form,
        lambda **who: choose_often(person=person, **form.cleaned_data, **who),
        template="duties/notices.html",
        context=lambda: _page(person),
        to="duties:notices",
        said=_("Saved."),
    )


@never_cache
def renew(request: HttpRequest) -> HttpResponse:
    """Make the calendar's address; it is shown once, on the answer itself."""
    person: Any = request.user
    made: list[str] = []

    def run(**who: Any) -> None:
        made.append(renew_calendar(person=person, **who))

    response = act(
        request,
        None,
        run,
        template="duties/calendar_renew.html",
        context=lambda: _page(person),
        to="duties:notices",
    )
    if not made:
        return response
    link = settings.BASE_URL + reverse("duties:calendar", args=[made[0]])
    return render(request, "duties/calendar_made.html", {"link": link})


def end(request: HttpRequest) -> HttpResponse:
    """Take the calendar's address away."""
    person: Any = request.user
    return act(
        request,
        None,
        lambda **who: end_calendar(person=person, **who),
        template="duties/calendar_end.html",
        to="duties:notices",
        said=_("The address does not work any more."),
    )


@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar itself. Open without sign-in: whoever has the address reads it."""
    person = owner_of(token)
    if person is None:
        raise Http404
    body = calendar_of(person, timezone.now())
    etag = quote_etag(hashlib.sha256(body).hexdigest())
    seen = parse_etags(request.headers.get("If-None-Match", ""))
    same = "*" in seen or etag in {each.removeprefix("W/") for each in seen}
    response = HttpResponseNotModified() if same else HttpResponse(body)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    if not same:
        response.headers["Content-Type"] = "text/calendar; charset=utf-8"
    return response


def _page(person: Any) -> dict[str, Any]:
    return {
        "link": calendar_link_of(person),
        "mailed": settings.MAIL_CONFIGURED and bool(person.email),
        "may_see_log": person.may("duties.see_mail", None, now=timezone.now()),
    }
