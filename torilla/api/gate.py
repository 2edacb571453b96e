"""What comes before every call: no cookie, no session, no more than two megabytes, not too often."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from ninja.errors import Throttled

from torilla.api.limits import spend
from torilla.api.problems import broken, not_found, problem, too_many
from torilla.web.feed import FeedMiddleware
from torilla.web.language import KNOWN
from torilla.web.once import OnceMiddleware

BEGIN = "/api/v1/"
URLS = "torilla.api.endpoints"
MOST = 2 * 1024 * 1024
"""Bytes of a body."""
READS = ("GET", "HEAD", "OPTIONS", "TRACE")


class ApiMiddleware:
    """Answers what begins with /api/v1/; everything else goes on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.answer = FeedMiddleware(OnceMiddleware(_answer))

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(BEGIN):
            return self.get_response(request)
        request.now = timezone.now()
        language = language_of(request)
        with translation.override(language):
            response = self.answer(request)
        response.headers["Content-Language"] = language
        response.headers.setdefault("Cache-Control", "no-store")
        patch_vary_headers(response, ("Accept-Language", "Authorization"))
        return response


def language_of(request: HttpRequest) -> str:
    """The first of ours that the caller reads; else Finnish."""
    wished = parse_accept_lang_header(request.headers.get("Accept-Language", "")[:500])
    known = (code.partition("-")[0] for code, _weight in wished)
    return next((code for code in known if code in KNOWN), settings.LANGUAGE_CODE)


def _answer(request: HttpRequest) -> HttpResponse:
    try:
        spend(request)
        request.get_host()
        return _refused(request) or _found(request)
    except Throttled as limit:
        return too_many(limit.wait)
    except DisallowedHost:
        return problem("malformed", _("This name is not one of this server’s."))
    except Exception as error:  # whatever it is, the caller is told in the one form of all errors
        return broken(error)


def _refused(request: HttpRequest) -> HttpResponse | None:
    """What is too large or no JSON is not read at all. What does not say its length has none."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MOST:
        return problem("too-large", _("A call may have at most 2 MB."))
    if request.method in READS or length == "0" or request.content_type == "application/json":
        return None
    return problem("not-json", _("Send JSON, with Content-Type: application/json."))


def _found(request: HttpRequest) -> HttpResponse:
    try:
        match = resolve(request.path_info, URLS)
    except Resolver404:
        return not_found()
    response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    if response.status_code == 405:
        allowed = response.headers["Allow"]
        response = problem(
            "wrong-method", _("This address takes %(methods)s.") % {"methods": allowed}
        )
        response.headers["Allow"] = allowed
    return response
