"""The municipality's record of the co-operation procedure, without which nothing is shown by person."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from torilla.core.acting import act
from torilla.people.commands.record_cooperation import record_cooperation
from torilla.people.forms import CooperationForm
from torilla.people.models import CooperationRecord
from torilla.people.pages import must_reach


def cooperation(request: HttpRequest) -> HttpResponse:
    """What has been recorded, and a form for the next."""
    must_reach(request, "people.record_cooperation", timezone.now())
    form = CooperationForm(request.POST or None)
    return act(
        request,
        form,
        lambda **who: record_cooperation(**form.cleaned_data, **who),
        template="people/cooperation.html",
        context={"records": CooperationRecord.objects.select_related("recorded_by")},
        to=reverse("people:cooperation"),
        said=_("Saved."),
    )
