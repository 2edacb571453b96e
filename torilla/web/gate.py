"""Nothing opens that no table of `access` names, nothing without sign-in but what `OPEN` names; nothing is
written where nothing may be. Whoever has to set two-step sign-in up does that first."""

from urllib.parse import urlencode

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.deprecation import MiddlewareMixin

from torilla.web.access import ACCESS, OPEN, OWN
from torilla.web.two_step import STAY_OPEN, demand_on

READS = ("GET", "HEAD", "OPTIONS")


class SignedInMiddleware(MiddlewareMixin):
    """Sends whoever has not signed in to the sign-in page and back; a page without writing takes none.

    No page is kept by the browser: on a shared computer the way back shows nothing after signing out.
    """

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        name = request.resolver_match.view_name
        if name not in OPEN | OWN and name not in ACCESS:
            raise Http404
        if name not in OPEN and not request.user.is_authenticated:
            return _to_sign_in(request)
        if name not in OPEN:
            request.two_step = demand_on(request, timezone.now())
            if request.two_step and request.two_step.over and name not in STAY_OPEN:
                return _to_two_step(request)
        if name in ACCESS and ACCESS[name].do is None and request.method not in READS:
            return HttpResponseNotAllowed(READS)
        return None

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        response.headers.setdefault("Cache-Control", "no-store")
        return response


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    address = sign_in_address(request)
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=401, headers={"HX-Redirect": address})
    response = HttpResponseRedirect(address)
    response.signed_out = True  # KeptFormMiddleware keeps what was typed
    return response


def _to_two_step(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=403, headers={"HX-Redirect": reverse("mfa_index")})
    response = HttpResponseRedirect(reverse("mfa_index"))
    response.two_step = True  # KeptFormMiddleware keeps what was typed
    return response


def sign_in_address(request: HttpRequest) -> str:
    """The sign-in page, which leads back to the page of this request."""
    return f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}"
