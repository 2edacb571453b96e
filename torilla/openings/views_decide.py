"""Proposing an application, deciding on it, leaving steps out, taking it back."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from torilla.core.acting import Page, act
from torilla.core.command import NotAllowed, Refused
from torilla.core.ids import id_in
from torilla.openings.chain import proposers
from torilla.openings.commands.ask_proposal import ask_proposal
from torilla.openings.commands.decide import decide as decide_on
from torilla.openings.commands.except_chain import except_chain
from torilla.openings.commands.propose import propose as propose_it
from torilla.openings.commands.withdraw import withdraw as withdraw_it
from torilla.openings.deciding import check, decider_name, may_decide, waiting_for
from torilla.openings.forms_decide import OUTCOMES, ExceptionForm, ProposeForm, VerdictForm
from torilla.openings.lifecycle import ApplicationStates
from torilla.openings.models import Application, Decision
from torilla.openings.objections import BLOCK, REASON, objections, refuse_blocked
from torilla.openings.pages import crumbs, with_places
from torilla.openings.pages_decide import open_steps, steps_in_words, summary
from torilla.openings.stakes import stakes_in
from torilla.openings.views import seen_or_404


def _home(application: Application) -> str:
    return reverse("openings:application", args=[application.pk])


def _must(request: HttpRequest, permission: str, application: Application, now: datetime) -> None:
    if not request.user.may(permission, application, now=now):
        raise NotAllowed(permission, application)


def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose the application; whoever does not propose asks the one who does."""
    now = timezone.now()
    found = seen_or_404(request, pk, now)
    _must(request, "openings.propose", found, now)
    able = proposers(found, now)
    mine = request.user.pk in {person.pk for person in able}
    writing = found.state in ApplicationStates.WRITTEN
    form = ProposeForm(request.POST or None, objections=objections(found, now, REASON))
    context = {
        "application": found,
        "crumbs": crumbs(found),
        "mine": mine,
        "able": able,
        "writing": writing,
        "steps": [{"title": label} for _number, label in steps_in_words(now)],
        "blocks": with_places(found, objections(found, now, BLOCK), now, "check"),
        "may_write": writing and request.user.may("openings.write", found, now=now),
        "may_record": request.user.may("people.change_organisation", None, now=now),
    }
    if "ask" in request.POST:
        return act(
            request,
            None,
            lambda **who: ask_proposal(application=found, **who),
            template="openings/propose.html",
            context={**context, "form": form},
            to=_home(found),
            said=_("The proposer is asked."),
        )
    return act(
        request,
        form if request.method == "POST" else ProposeForm(objections=form.objections),
        lambda **who: propose_it(application=found, reasons=form.reasons(), **who),
        template="openings/propose.html",
        context=context,
        to=_home(found),
        said=_("The application is proposed. Those who decide are asked."),
    )


def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide by position or as the supervisor: written, looked at once more, then recorded."""
    now = timezone.now()
    found = seen_or_404(request, pk, now)
    row = _awaited(found, request, now)
    form = VerdictForm(request.POST or None)
    context: dict[str, Any] = {"application": found, "crumbs": crumbs(found), "row": row}
    context["stake"] = stakes_in(found).get(request.user.pk)
    if row is not None:
        context |= {
            "about": summary(row, now),
            "decider": decider_name(row, now),
            "mine": may_decide(request.user, row, now),
        }
    page = Page(request, form, "openings/decide.html", context)
    if request.method == "POST" and "record" not in request.POST:
        return _looked_at(page, form, row, now)

    def run(**who: Any) -> Any:
        if row is None:
            raise Refused(_("The application does not await a decision now."), clause="C2")
        return decide_on(decision=row, **form.cleaned_data, **who)

    return act(
        request, form, run, template="openings/decide.html", context=context, to=_home(found),
        said=_("The decision is recorded."),
    )  # fmt: skip


def _awaited(application: Application, request: HttpRequest, now: datetime) -> Decision | None:
    """What awaits the reader, else what awaits somebody else; of a page that was sent what stood on it.

    Another round or step may have begun since the page was shown: nobody decides that unseen.
    """
    if (shown := id_in(request.POST.get("decision", ""))) is not None:
        asked = application.decisions.filter(pk=shown, body=None)
        return asked.select_related("body", "person", "application").first()
    rows = [row for row in waiting_for(application) if row.body_id is None]
    mine = [row for row in rows if may_decide(request.user, row, now)]
    chosen: Decision | None = next(iter([*mine, *rows]), None)
    return chosen


def _looked_at(page: Page, form: VerdictForm, row: Decision | None, now: datetime) -> HttpResponse:
    """The decision once more before it is recorded; the form again where something is wrong."""
    if not form.is_valid():
        return page.show(422)
    if "back" in page.request.POST:
        return page.show()
    try:
        if row is None:
            raise Refused(_("The application does not await a decision now."), clause="C2")
        check(row, page.request.user, form.verdict(), now)
        if form.cleaned_data["outcome"] == "approved":
            refuse_blocked(row.application, now)
    except Refused as refused:
        return page.again(refused)
    return page.show(checked=dict(OUTCOMES)[form.cleaned_data["outcome"]])


def exception(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave steps of the chain out (C2 says “as a rule”), with who decided so and why."""
    now = timezone.now()
    found = seen_or_404(request, pk, now)
    _must(request, "openings.except", found, now)
    form = ExceptionForm(
        request.POST or None,
        steps=open_steps(found, now),
        initial={"decided_on": timezone.localdate(now)},
    )
    return act(
        request,
        form,
        lambda **who: except_chain(application=found, **form.cleaned_data, **who),
        template="openings/exception.html",
        context={"application": found, "crumbs": crumbs(found)},
        to=_home(found),
        said=_("The exception is recorded."),
    )


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the application back."""
    now = timezone.now()
    found = seen_or_404(request, pk, now)
    _must(request, "openings.withdraw", found, now)
    return act(
        request,
        None,
        lambda **who: withdraw_it(application=found, **who),
        template="openings/withdraw.html",
        context={"application": found, "crumbs": crumbs(found)},
        to=_home(found),
        said=_("The application is withdrawn."),
    )
