"""The shell's own pages and a form that fails in every way; other packages' pages are not needed."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import include, path
from django_cotton.compiler_regex import CottonCompiler

from torilla.core.acting import act
from torilla.core.command import AlreadyDone, Changed, NotAllowed, Refused


class PurposeForm(forms.Form):
    purpose = forms.CharField(label="Purpose", widget=forms.Textarea)
    version = forms.CharField(widget=forms.HiddenInput, required=False)


class Current:
    pk, purpose = 2, "What the other one wrote"


def raised(name, now):
    return {
        "refused": Refused("No substitute.", clause="C9", remedy="Name one."),
        "refused-field": Refused("Too short.", field="purpose"),
        "changed": Changed(Current, "Leena", now),
        "already": AlreadyDone(),
        "not-allowed": NotAllowed("register.change", None),
        "gone": OperationalError("the database is gone"),
        "full": OSError(28, "No space left on device"),
        "fault": ValueError("a fault of ours"),
        "no-right": PermissionDenied(),
        "no-page": Http404(),
    }.get(name)


def page(request, what):
    """A form whose command ends as the address says."""
    form = PurposeForm(request.POST or None)

    def run(*, token, actor, now):
        request.session["run"] = [token, actor.pk]
        if error := raised(what, now):
            raise error
        return form.cleaned_data["purpose"]

    return act(
        request,
        form,
        run,
        to=lambda result: f"/done/?{len(result)}",
        said=lambda result: f"Saved: {result}",
        context={"title": "Purpose"},
    )


AT = datetime(2026, 11, 25, 14, 30, tzinfo=ZoneInfo("Europe/Helsinki"))
TASK = {
    "title": "Nimeä sijainen",
    "account": "Kirjasto · Facebook",
    "due": AT,
    "clause": "C9",
    "place": "Mitä kanavia käytetään / 4",
    "url": "/1/",
    "button": "Nimeä",
    "why": "Sijainen puuttuu.",
}
PIECES = {
    "crumbs": [{"label": "Tilit", "url": "/"}],
    "tasks": [
        {**TASK, "late": True},
        {**TASK, "title": "Lue ilmoitus", "url": "/2/", "act": "/2/"},
        {**TASK, "title": "Vahvista", "url": "/3/"},
    ],
    "findings": [
        {
            "id": 1,
            "reason": "Sijainen puuttuu.",
            "clause": "C9",
            "holder": "Eeva",
            "due": AT,
            "buttons": [{"label": "Nimeä sijainen", "url": "/1/", "primary": True}],
            "why_url": "/1/",
        },
        {"id": 2, "reason": "Tietoja ei ole vahvistettu.", "basis": "added", "waived_until": AT},
    ],
    "columns": [{"label": "Tili", "url": "?s", "sorted": "ascending"}, {"label": "Tila"}],
    "rows": [[{"text": "Kirjasto", "url": "/1/"}, {"text": "Käytössä", "tag": "ok"}]] * 2,
    "steps": [
        {"title": "Lisää ihmiset", "state": "done"},
        {"title": "Nimeä", "state": "now", "url": "/", "button": "Avaa"},
    ],
    "entries": [{"at": AT, "title": "Eeva nimesi Ainon", "who": "Eeva"}],
}


def pieces(request):
    """Every component on one page, for the browser to look at."""
    source = (Path(__file__).parent / "pieces.html").read_text(encoding="utf8")
    page = engines["django"].from_string(CottonCompiler().process(source))
    return HttpResponse(page.render(PIECES, request))


urlpatterns = [
    path("pieces/", pieces, name="pieces"),
    path("page/<str:what>/", page, name="page"),
    path("unlisted/", lambda request: HttpResponse("unlisted"), name="unlisted"),
    path("done/", lambda request: render(request, "web/act.html", {"title": "done"}), name="done"),
    path("", include("torilla.web.sign_in_urls")),
    path("", include("torilla.web.urls")),
]

handler400 = "torilla.web.errors.bad_request"
handler403 = "torilla.web.errors.forbidden"
handler404 = "torilla.web.errors.not_found"
handler500 = "torilla.web.errors.broken"
