"""The shell's own pages and a form that fails in every way; other packages' pages are not needed."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpResponse
from django.urls import include, path

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


urlpatterns = [
    path("page/<str:what>/", page, name="page"),
    path("done/", lambda request: HttpResponse("done"), name="done"),
    path("", include("torilla.web.sign_in_urls")),
    path("", include("torilla.web.urls")),
]

handler400 = "torilla.web.errors.bad_request"
handler403 = "torilla.web.errors.forbidden"
handler404 = "torilla.web.errors.not_found"
handler500 = "torilla.web.errors.broken"
