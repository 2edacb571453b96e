"""The pages of the interface: one's own keys for programs, and the operations as a list."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from torilla.api.commands.end_token import end_token
from torilla.api.commands.make_token import Made, make_token
from torilla.api.forms import TokenForm
from torilla.api.problems import TITLES
from torilla.api.queries import own_token, working_tokens_of
from torilla.api.root import description
from torilla.api.scopes import SCOPES
from torilla.core.acting import act


@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    """One's keys, and a new one; it is shown once, on the answer itself."""
    person: Any = request.user
    form = TokenForm(request.POST or None)
    made: list[Made] = []

    def run(**who: Any) -> None:
        made.append(make_token(person=person, **form.cleaned_data, **who))

    response = act(
        request,
        form,
        run,
        template="api/tokens.html",
        context=lambda: {"rows": _rows(person)},
        to="api:tokens",
    )
    if not made:
        return response
    return render(request, "api/made.html", {"made": made[0]})


def _rows(person: Any) -> list[dict[str, Any]]:
    return [
        {"token": token, "may": [SCOPES[scope] for scope in token.scopes if scope in SCOPES]}
        for token in working_tokens_of(person, timezone.now())
    ]


def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own keys."""
    person: Any = request.user
    token = own_token(person, pk, timezone.now())
    if token is None:
        raise Http404
    return act(
        request,
        None,
        lambda **who: end_token(key=token, **who),
        context={
            "title": _("End the key"),
            "text": _("“%(name)s” can do nothing any more from this moment.")
            % {"name": token.name},
            "button": _("End the key"),
            "danger": True,
            "back": reverse("api:tokens"),
        },
        to="api:tokens",
        said=_("The key has ended."),
    )


@require_safe
def operations(request: HttpRequest) -> HttpResponse:
    """Every operation, for people who write programs. Without a script and without a third party."""
    told = description()
    parts: dict[str, list[dict[str, Any]]] = {}
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            row = {"method": method.upper(), "path": path, **operation}
            parts.setdefault(operation["tags"][0], []).append(row)
    problems = [(kind, status, title) for kind, (status, title) in TITLES.items()]
    context = {"parts": parts, "problems": problems, "scopes": SCOPES.items()}
    return render(request, "api/operations.html", context)
