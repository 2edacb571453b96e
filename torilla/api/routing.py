"""How an operation is told of: what one needs for it stands beside it, and the interface asks."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, get_args

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import BaseModel

from torilla.api.acting import HEADER, KEY, Deed, act
from torilla.api.bearer import Bearer
from torilla.api.problems import Fault, Problem, Stopped
from torilla.api.schemas.common import Done
from torilla.api.scopes import READ, WRITE, scope_of


@dataclass(frozen=True)
class Operation:
    """One operation: its address, the permission, and the kind of its subject (`list`: none)."""

    method: str
    path: str
    permission: str
    of: str
    scope: str


OPERATIONS: dict[str, Operation] = {}
"""Every operation by its id."""

ALWAYS = (400, 401, 403, 404, 413, 429, 503)
WRITING = (409, 415, 422)
KEY_HEADER = {
    "name": HEADER,
    "in": "header",
    "required": True,
    "description": "Chosen by the caller, another one for each call; the same call sent again "
    "within a day gets the same answer.",
    "schema": {"type": "string", "pattern": KEY},
}


def reads(
    router: Router, path: str, permission: str, gives: Any, *, of: str = "list", **more: Any
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a reading operation under the function's name."""

    def register(read: Callable[..., Any]) -> Callable[..., Any]:
        scope = _note(read, "GET", path, permission, of)
        known = _words(read)

        @functools.wraps(read)
        def view(request: HttpRequest, **given: Any) -> Any:
            _refuse_unknown(request, known)
            return read(request, **given)

        router.get(
            path,
            auth=Bearer(scope),
            response={200: gives} | _problems(),
            **_described(read, scope, permission),
            **more,
        )(view)
        return view

    return register


def writes(
    route: Callable[..., Any],
    path: str,
    permission: str,
    *,
    of: str = "list",
    gives: type[BaseModel] = Done,
    status: int = 200,
) -> Callable[[Callable[..., Deed]], Callable[..., Any]]:
    """Register a writing operation: the function checks what was sent and gives the deed.

    `route` is the router's `post`, `put` or `delete`.
    """

    def register(prepare: Callable[..., Deed]) -> Callable[..., Any]:
        scope = _note(prepare, route.__name__.upper(), path, permission, of)

        @functools.wraps(prepare)
        def view(request: HttpRequest, **given: Any) -> HttpResponse:
            _refuse_unknown(request, frozenset())
            return act(request, lambda: prepare(request, **given), gives, status)

        described = _described(prepare, scope, permission)
        route(
            path,
            auth=Bearer(scope),
            response={status: gives} | _problems(*WRITING),
            openapi_extra={"parameters": [KEY_HEADER]},
            **described,
        )(view)
        return view

    return register


def _words(view: Callable[..., Any]) -> frozenset[str]:
    """What may be asked of the operation in the address."""
    asked = view.__annotations__.get("asked")
    return frozenset(get_args(asked)[0].model_fields) if asked is not None else frozenset()


def _refuse_unknown(request: HttpRequest, known: frozenset[str]) -> None:
    """A word that is misspelt is a mistake: passed over, it would answer another question."""
    faults = [
        Fault(at=f"query.{word}", sentence=_("This is not asked here."))
        for word in request.GET
        if word not in known
    ]
    if faults:
        places = ", ".join(fault.at for fault in faults)
        detail = _("This is not as documented: %(places)s.") % {"places": places}
        raise Stopped("malformed", detail, errors=faults)


def _note(view: Callable[..., Any], method: str, path: str, permission: str, of: str) -> str:
    how = READ if method == "GET" else WRITE
    scope = scope_of(permission, how)
    if view.__name__ in OPERATIONS:
        raise TypeError(f"{view.__name__}: there is an operation of this name already")
    OPERATIONS[view.__name__] = Operation(method, path, permission, of, scope)
    return scope


def _described(view: Callable[..., Any], scope: str, permission: str) -> dict[str, Any]:
    said = " ".join((view.__doc__ or "").split())
    summary, _dot, rest = said.partition(". ")
    return {
        "operation_id": view.__name__,
        "summary": summary.rstrip("."),
        "description": f"{rest} Scope `{scope}`, permission `{permission}`.".strip(),
    }


def _problems(*more: int) -> dict[int, Any]:
    return dict.fromkeys(sorted({*ALWAYS, *more}), Problem)
