"""Nothing typed is lost: when a form could not be saved, the answer holds what was typed.

Whatever stood in the way (signed out meanwhile, a right lost, the page too old, somebody faster, the
database gone, the disk full, a fault of ours), the page shows the texts, carries them in hidden fields
and has a button to try again, with a fresh security mark and the form's own one-time token. It needs
no database, no session and no script. Passwords, codes and files are never given back. What another
site sent is not kept at all: a button to try again would send it in the reader's name.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from torilla.web.gate import sign_in_address

FAILED = frozenset({400, 401, 403, 404, 409, 500, 503})
SECRET = re.compile(r"passw|secret|otp|(^|_)code$", re.IGNORECASE)
CARRIED = frozenset({"csrfmiddlewaretoken", "form_token", "next"})
"""Fields that nobody typed: not shown."""


class KeptFormMiddleware:
    """Puts the typed form into the answer of every save that failed without its own page for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method != "POST" or getattr(response, "holds_form", False):
            return response
        if getattr(response, "foreign", False) or _from_elsewhere(request):
            return response
        cause = _cause(response)
        typed = _typed(request) if cause else None
        return _kept(request, response, cause, typed) if cause and typed else response


def _from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says that another site sent this; asked also where CSRF was not looked at."""
    return request.headers.get("Sec-Fetch-Site", "") in ("cross-site", "same-site")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was too old: KeptFormMiddleware adds what was typed. Or it came from elsewhere."""
    response = HttpResponse(render_to_string("web/too_old.html"), status=403)
    # Django's other reasons are the page's origin, which is wrong or not told.
    response.too_old = reason.startswith("CSRF ")
    response.foreign = not response.too_old
    return response


@dataclass(frozen=True)
class Typed:
    """One field of the form that was sent."""

    name: str
    value: str

    @property
    def shown(self) -> bool:
        return self.name not in CARRIED and bool(self.value.strip())

    @property
    def label(self) -> str:
        """The field's name in words; labels are messages, so most have a translation."""
        words = self.name.rpartition("-")[2].replace("_", " ").capitalize()
        return _(words) if words else ""


def _cause(response: HttpResponse) -> str:
    """Why the save failed ("" when it did not): names the sentence in web/kept.html."""
    if getattr(response, "too_old", False):
        return "too_old"
    if response.status_code in FAILED:
        return str(response.status_code)
    before = ("signed_out", "two_step")  # what the gate asked for first
    return next((cause for cause in before if getattr(response, cause, False)), "")


def _typed(request: HttpRequest) -> list[Typed] | None:
    """What was sent, without secrets; None when it cannot be read."""
    try:
        sent: MultiValueDict = request.POST
    except (OSError, RawPostDataException, ValueError):
        return None
    fields = [
        Typed(name, value)
        for name, values in sent.lists()
        if name != "csrfmiddlewaretoken" and not SECRET.search(name)
        for value in values
    ]
    return fields or None


def _kept(
    request: HttpRequest, failed: HttpResponse, cause: str, typed: list[Typed]
) -> HttpResponse:
    page = render_to_string(
        "web/kept.html",
        {
            "cause": "401" if cause == "signed_out" else cause,
            "fields": typed,
            "shown": [field for field in typed if field.shown],
            "address": request.get_full_path(),
            "sign_in": sign_in_address(request),
            "two_step": reverse("mfa_index"),
            "csrf_token": get_token(request),
            "left_out": any(SECRET.search(name) for name in request.POST),
            "files": bool(request.FILES),
        },
    )
    status = failed.status_code if failed.status_code >= 400 else HTTPStatus.UNAUTHORIZED
    response = HttpResponse(page, status=status, headers={"Cache-Control": "no-store"})
    response.cookies = failed.cookies
    if request.headers.get("HX-Request") == "true":
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "body", "innerHTML"
    # The inner CSRF middleware is through already: a token made here needs its cookie from here.
    return CsrfViewMiddleware(lambda r: response).process_response(request, response)
