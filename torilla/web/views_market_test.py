"""The market-square test: somebody checks a draft for themselves (O4), and sees what is looked for."""

from datetime import datetime
from typing import Any

from django import forms
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from torilla.guideline.policies import current_policy
from torilla.guideline.tally import MARKET_TESTS, count_one
from torilla.web import looked_for as every_kind
from torilla.web.market_test import checked

LONGEST = 20_000
"""Characters of a draft: more than any network takes."""


class DraftForm(forms.Form):
    draft = forms.CharField(
        label=_("Paste or write a draft"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off"}),
        error_messages={"required": _("Write or paste the text that you want to check.")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def market_test(request: HttpRequest) -> HttpResponse:
    """The form; after the button, what was found. While one goes on writing, only that part again."""
    now = timezone.now()
    live = "live" in request.GET
    form = DraftForm(request.POST or None)
    found: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        reader: Any = request.user  # signed in: the web lets nobody else come here
        found = _checked(form.cleaned_data["draft"], reader, now)
        if not live:
            count_one(MARKET_TESTS)
    page = "web/market_test_found.html" if live else "web/market_test.html"
    context = {"form": form, "found": found, "again": request.method == "POST"}
    response = render(request, page, context, status=422 if form.errors and not live else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


def _checked(draft: str, reader: Any, now: datetime) -> dict[str, Any]:
    """An error goes on without its words, which may be the draft's: the log tells its kind, and where it broke."""
    try:
        return checked(draft, reader, now)
    except DatabaseError:
        raise
    except Exception as error:
        raise RuntimeError(type(error).__name__).with_traceback(error.__traceback__) from None


@require_safe
def looked_for(request: HttpRequest) -> HttpResponse:
    """Every kind that the policy in force asks for."""
    kinds = every_kind.looked_for(current_policy(timezone.now()))
    crumbs = [{"label": _("Market-square test"), "url": reverse("web:market_test")}]
    return render(request, "web/looked_for.html", {"kinds": kinds, "crumbs": crumbs})
