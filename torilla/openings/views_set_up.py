"""From the decision to an account in use: the checklist and its acts."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from torilla.core.acting import act
from torilla.core.command import NotAllowed
from torilla.openings.checklist import BY_KEY
from torilla.openings.commands.note_item import note_item as note
from torilla.openings.commands.open_account import open_account as open_it
from torilla.openings.commands.start_set_up import start_set_up
from torilla.openings.facts import answers_of
from torilla.openings.forms_set_up import BeginForm, ReasonForm
from torilla.openings.models import Application
from torilla.openings.pages_set_up import address_of, begin_words, set_up_page
from torilla.openings.queries import application_seen_by
from torilla.openings.set_up import checklist_of, missing
from torilla.openings.taking_over import reasons_given, wanted_name


def _seen_or_404(request: HttpRequest, pk: int) -> Application:
    application = application_seen_by(request.user, pk, timezone.now())
    if application is None:
        raise Http404
    return application


def _must(request: HttpRequest, application: Application) -> None:
    if not request.user.may("openings.set_up", application, now=timezone.now()):
        raise NotAllowed("openings.set_up", application)


@require_safe
def set_up(request: HttpRequest, pk: int) -> HttpResponse:
    """What is done, what is next, who does it."""
    application = _seen_or_404(request, pk)
    page = set_up_page(application, request.user, timezone.now())
    return render(request, "openings/set_up.html", page)


def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """The account is there on its network: its address."""
    application = _seen_or_404(request, pk)
    _must(request, application)
    form = BeginForm(
        request.POST or None,
        initial={"name": wanted_name(application)},
        network=application.network,
    )
    answers = answers_of(application)
    return act(
        request,
        form,
        lambda **who: start_set_up(application=application, **form.cleaned_data, **who),
        template="openings/begin_set_up.html",
        context=lambda: {
            **begin_words(application),
            "role_address": answers.get("role_address", ""),
            "wanted": answers.get("wanted_name", ""),
            "keeper_text": answers.get("keeper_text", ""),
        },
        to=address_of(application),
        said=_("The account is in the register as one that is being opened."),
    )


def note_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave an item out with a reason, or say how it is fulfilled."""
    application = _seen_or_404(request, pk)
    _must(request, application)
    item = BY_KEY.get(request.GET.get("item", ""))
    if item is None:
        return redirect(address_of(application))
    form = ReasonForm(
        request.POST or None, initial={"reason": reasons_given(application).get(item.key, "")}
    )
    if item.by_hand:
        form.fields["reason"].label = _("How is it fulfilled?")
    return act(
        request,
        form,
        lambda **who: note(application=application, item=item.key, **form.cleaned_data, **who),
        template="openings/note_item.html",
        context=lambda: {**begin_words(application), "item": item, "back": address_of(application)},
        to=address_of(application),
        said=_("Noted."),
    )


def open_account(request: HttpRequest, pk: int) -> HttpResponse:
    """The last step: the account is taken into use, or what is missing."""
    application = _seen_or_404(request, pk)
    _must(request, application)

    def context() -> dict[str, Any]:
        page = set_up_page(application, request.user, timezone.now())
        left = {point.item.key for point in missing(checklist_of(application, timezone.now()))}
        return {
            **page,
            "missing": [step for step in page["steps"] if step["key"] in left],
            "back": address_of(application),
        }

    return act(
        request,
        None,
        lambda **who: open_it(application=application, **who),
        template="openings/open_account.html",
        context=context,
        to=lambda done: reverse("register:account", args=[done.account_id]),
        said=_("The account is in use. The manager is told (C5)."),
    )
