"""After a restore: what is held back, and letting it go."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from torilla.core.acting import act
from torilla.core.quiet import held_back, restoration
from torilla.core.release import Drop, release
from torilla.guideline.seeing import see


class ReleaseForm(forms.Form):
    """What is to become of that which waits."""

    drop = forms.ChoiceField(
        label=_("What goes out?"), choices=Drop.choices, widget=forms.RadioSelect
    )


def restored(request: HttpRequest) -> HttpResponse:
    """What would go out, from when to when; a choice, and the release."""
    see(request.user, "core.release", None, timezone.now())
    since = restoration()
    if since is None:
        return render(request, "web/restored.html")
    form = ReleaseForm(request.POST or None)
    return act(
        request,
        form,
        lambda **who: release(restoration=since, **form.cleaned_data, **who),
        template="web/restored.html",
        context=lambda: {"since": since, "held": held_back(since)},
        to="web:home",
        said=_("Released. From now on everything goes out as before."),
    )
