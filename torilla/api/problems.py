"""What went wrong, as RFC 9457 says it: `application/problem+json`, with one sentence for people."""

import json
import logging
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError as Unfit
from django.db import IntegrityError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from pydantic import BaseModel

from torilla.core.command import Changed, NotAllowed, Refused
from torilla.web.errors import unavailable

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
DOCUMENTED_AT = "/api/"

TITLES: dict[str, tuple[int, str | Promise]] = {
    "malformed": (400, gettext_lazy("The call does not have the form that is documented")),
    "unknown-token": (401, gettext_lazy("No key, or one that does not work")),
    "not-allowed": (403, gettext_lazy("Not allowed")),
    "out-of-scope": (403, gettext_lazy("The key may not do this")),
    "two-step": (403, gettext_lazy("Two-step sign-in comes first")),
    "not-found": (404, gettext_lazy("Not found")),
    "wrong-method": (405, gettext_lazy("The address does not take this method")),
    "changed": (409, gettext_lazy("Somebody saved meanwhile")),
    "too-large": (413, gettext_lazy("Too large")),
    "not-json": (415, gettext_lazy("Not JSON")),
    "refused": (422, gettext_lazy("Refused")),
    "key-used": (422, gettext_lazy("The idempotency key belongs to another call")),
    "too-many": (429, gettext_lazy("Too many calls")),
    "broken": (500, gettext_lazy("A fault of Torilla’s")),
    "unavailable": (503, gettext_lazy("Not available just now")),
}
"""Every kind of problem: its status and its title."""


class Fault(BaseModel):
    """What is wrong with one part of the call: `at` is its place, such as `body.name`."""

    at: str
    sentence: str


class Problem(BaseModel):
    """RFC 9457. `type` leads to the kind's description; `detail` is the sentence to show to people."""

    type: str
    title: str
    status: int
    detail: str
    clause: str | None = None
    """The clause of the guideline that stands behind a refusal."""
    remedy: str | None = None
    """What would help."""
    version: int | None = None
    """The version now in force, where somebody saved meanwhile."""
    errors: list[Fault] | None = None


class Stopped(Exception):
    """The call ends here with this problem."""

    def __init__(self, kind: str, detail: object, **more: Any) -> None:
        super().__init__(kind)
        self.kind, self.detail, self.more = kind, detail, more


def problem(kind: str, detail: object, **more: Any) -> HttpResponse:
    """The answer that says so."""
    status, title = TITLES[kind]
    said = Problem(
        type=f"{DOCUMENTED_AT}#{kind}", title=str(title), status=status, detail=str(detail), **more
    )
    body = json.dumps(said.model_dump(exclude_none=True), ensure_ascii=False)
    return HttpResponse(body, status=status, content_type=MEDIA_TYPE)


def not_found() -> HttpResponse:
    """The same for what is not there and what this reader may not see."""
    return problem("not-found", _("There is nothing at this address, or nothing for you."))


def broken(error: Exception) -> HttpResponse:
    """500, or 503 when the database or the disk is the reason and waiting may help."""
    log.error("api.broken", exc_info=error)
    if unavailable(error):
        response = problem("unavailable", _("The database cannot be reached. Try again soon."))
        response.headers["Retry-After"] = "5"
        return response
    return problem("broken", _("Something went wrong here. It has been written to the log."))


def refusal(error: Exception) -> HttpResponse:
    """What kept a command from being done."""
    if isinstance(error, Refused):
        errors = [Fault(at=f"body.{error.field}", sentence=str(error))] if error.field else None
        remedy = str(error.remedy) if error.remedy else None
        return problem("refused", error, clause=error.clause, remedy=remedy, errors=errors)
    if isinstance(error, Unfit):
        return problem("refused", " ".join(error.messages))
    if isinstance(error, Changed):
        version = getattr(error.current, "version", error.current.pk)
        detail = _("Somebody saved another version meanwhile. Read it and decide again.")
        return problem("changed", detail, version=version)
    if isinstance(error, NotAllowed):
        return problem("not-allowed", _("You may not do this."))
    return problem("changed", _("Somebody saved the same at the same moment. Look again."))


REFUSALS = (Refused, Unfit, Changed, NotAllowed, IntegrityError)


def cleaned(form: BaseForm) -> dict[str, Any]:
    """What the form read; Stopped with all its errors where it cannot be taken."""
    if form.is_valid():
        return form.cleaned_data
    faults = [
        Fault(at="body" if name == "__all__" else f"body.{name}", sentence=str(sentence))
        for name, sentences in form.errors.items()
        for sentence in sentences
    ]
    raise Stopped("refused", " ".join(fault.sentence for fault in faults), errors=faults)


def answer_problems(api: NinjaAPI) -> None:
    """Let the interface answer every exception with a problem."""

    @api.exception_handler(Stopped)
    def stopped(_request: HttpRequest, error: Stopped) -> HttpResponse:
        return problem(error.kind, error.detail, **error.more)

    @api.exception_handler(Http404)
    def missing(_request: HttpRequest, _error: Http404) -> HttpResponse:
        return not_found()

    @api.exception_handler(ValidationError)
    def malformed(_request: HttpRequest, error: ValidationError) -> HttpResponse:
        faults = list(_faults(error.errors))
        places = ", ".join(sorted({fault.at for fault in faults}))
        detail = _("This is not as documented: %(places)s.") % {"places": places}
        return problem("malformed", detail, errors=faults)

    @api.exception_handler(AuthenticationError)
    def unknown(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
        response = problem("unknown-token", _("Send a key that works: Authorization: Bearer …"))
        response.headers["WWW-Authenticate"] = "Bearer"
        return response

    @api.exception_handler(Throttled)
    def throttled(_request: HttpRequest, error: Throttled) -> HttpResponse:
        return too_many(error.wait)

    @api.exception_handler(HttpError)
    def unreadable(_request: HttpRequest, _error: HttpError) -> HttpResponse:
        return problem("malformed", _("The body is not JSON."))

    @api.exception_handler(Exception)
    def fault(_request: HttpRequest, error: Exception) -> HttpResponse:
        return refusal(error) if isinstance(error, REFUSALS) else broken(error)


def too_many(wait: float | None) -> HttpResponse:
    """429, and in how many seconds it goes on."""
    seconds = max(1, round(wait or 0))
    detail = _("Too many calls. Go on in %(seconds)d s.") % {"seconds": seconds}
    response = problem("too-many", detail)
    response.headers["Retry-After"] = str(seconds)
    return response


def _faults(errors: Iterable[dict[str, Any]]) -> Iterable[Fault]:
    for error in errors:
        # ninja puts the names of its own parameters into the place of what stands in a body.
        place = [str(part) for part in error["loc"] if part not in ("given", "asked")]
        yield Fault(at=".".join(place), sentence=error["msg"])
