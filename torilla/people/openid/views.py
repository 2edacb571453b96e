"""To the provider, back from it, and its word that somebody's sign-in is over."""

import logging
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.core.internal.ratelimit import consume
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from torilla.core.command import Refused
from torilla.people.openid import flow, tokens, vouching
from torilla.people.openid.claims import told
from torilla.people.openid.errors import Away, ClocksDiffer, Gone, Wrong
from torilla.people.openid.persons import come_in
from torilla.people.openid.provider import Provider, provider

log = logging.getLogger(__name__)

METHOD = "work_account"
"""How allauth's record of the session names this way in; `people.sign_in` counts it as two steps."""
RATE = {METHOD: "120/m/ip"}
"""Many people may sit behind one address of the municipality's; each beginning writes a session."""


@never_cache
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """To the provider's page. A link leads here, for our `form-action` would stop a form on its way there."""
    asked = _provider()
    if not consume(request, app="torilla", action=METHOD, config=RATE, limit_get=True):
        return _refused(request, BUSY, 429)
    try:
        to = request.GET.get("next", "")
        return HttpResponseRedirect(flow.begin(asked, request.session, to=to, now=timezone.now()))
    except (Away, Wrong) as error:
        return _failed(request, error)


@never_cache
@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """From the provider's page: in, or a page that says what to do."""
    asked, now = _provider(), timezone.now()
    begun = flow.taken(request.session, request.GET.get("state", ""), now)
    if begun is None:
        return _refused(request, NOT_BEGUN_HERE, 400)
    if "code" not in request.GET:
        return _not_let(request)
    try:
        claims, refresh_token = flow.finish(asked, begun, request.GET.dict())
        person, unfit = come_in(told(claims, asked.configured), asked.configured, now)
    except Refused as refused:
        return _refused(request, refused, 403)
    except (Away, Gone, Wrong) as error:
        return _failed(request, error)
    vouching.keep(person, asked.configured, refresh_token, now)
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, person, METHOD)
    request.session[vouching.IN_SESSION] = {"sid": claims.get("sid")}
    for sentence in unfit:
        messages.warning(request, str(sentence))
    here = url_has_allowed_host_and_scheme(begun.to, {request.get_host()}, request.is_secure())
    return HttpResponseRedirect(begun.to if here else reverse("web:home"))


@csrf_exempt
@never_cache
@require_POST
def ended(request: HttpRequest) -> HttpResponse:
    """The provider says that somebody's sign-in is over (OpenID Connect Back-Channel Logout 1.0)."""
    asked, now = _provider(), timezone.now()
    try:
        claims = tokens.logout_token(asked, request.POST.get("logout_token"), now)
    except Wrong as wrong:
        log.warning("work account: a logout token was refused: %s", wrong.why)
        return JsonResponse({"error": "invalid_request"}, status=400)
    except Away as away:
        log.warning("work account: the provider is away: %s", away)
        return JsonResponse({"error": "temporarily_unavailable"}, status=503)
    if not vouching.end_by(claims, asked.configured, now):
        log.warning("work account: a logout token was refused: it was used before")
        return JsonResponse({"error": "invalid_request"}, status=400)
    return HttpResponse(status=200)


def _provider() -> Provider:
    if settings.WORK_ACCOUNTS is None:
        raise Http404
    return provider(settings.WORK_ACCOUNTS)


ANOTHER_WAY = _("Try again in a while, or come in by another way that you have, such as a passkey.")
ICT = _("Try once more. If it stays so, show this page to your ICT people; the log says why.")
AWAY = Refused(_("The sign-in service of the work accounts does not answer."), remedy=ANOTHER_WAY)
WRONG = Refused(
    _("The answer of the sign-in service could not be trusted. You were not let in."), remedy=ICT
)
CLOCKS = Refused(
    _("The clocks of Torilla and of the sign-in service differ too much. You were not let in."),
    remedy=_("Show this page to your ICT people: the clock of one of the two machines is wrong."),
)
USED = Refused(_("This sign-in was used already, or took too long."), remedy=_("Begin anew."))
NOT_BEGUN_HERE = Refused(
    _("This sign-in was not begun in this browser, or too long ago."), remedy=_("Begin anew.")
)
BUSY = Refused(
    _("There are very many sign-ins at this moment."), remedy=_("Try again in a minute.")
)
LEFT = Refused(
    _("You left the sign-in service’s page without signing in."),
    remedy=_("Begin anew when you like."),
)
NOT_LET = Refused(
    _("The sign-in service did not let you in."),
    remedy=_("Your ICT people know why. It may be that Torilla was not given to you there."),
)


def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    log.warning("work account: not let in (%s): %s", type(error).__name__, error)
    if isinstance(error, Away):
        return _refused(request, AWAY, 503)
    if isinstance(error, Gone):
        return _refused(request, USED, 400)
    return _refused(request, CLOCKS if isinstance(error, ClocksDiffer) else WRONG, 403)


def _not_let(request: HttpRequest) -> HttpResponse:
    code = request.GET.get("error", "")[:80]
    log.warning("work account: not let in, the provider says %r", code)
    return _refused(request, LEFT if code == "access_denied" else NOT_LET, 403)


def _refused(request: HttpRequest, refusal: Refused, status: int, **more: Any) -> HttpResponse:
    return render(request, "people/not_let_in.html", {"refusal": refusal, **more}, status=status)
