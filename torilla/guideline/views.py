"""The guideline: its history, its clauses, its document."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from torilla.core.acting import act
from torilla.guideline import pages, queries
from torilla.guideline.commands.load_document import load_document
from torilla.guideline.commands.record_handling import record_handling
from torilla.guideline.commands.set_in_force import set_in_force
from torilla.guideline.forms import DocumentForm, HandlingForm, InForceForm
from torilla.guideline.models import Binding, Document, Handling
from torilla.guideline.seeing import see, see_some, sent
from torilla.guideline.texts import force_name, in_language

HOME = "guideline:guideline"


@require_safe
def guideline(request: HttpRequest) -> HttpResponse:
    """Is it in force, is its document here, how far is it carried."""
    now = timezone.now()
    reader = see(request.user, "guideline.see", None, now)
    policy = queries.current_policy(now)
    states = queries.clause_states(now)
    context = {
        "policy": policy,
        "title": policy.document.title,
        "case": policy.document.case,
        "preparer": policy.document.preparer,
        "since": queries.in_force_since(),
        "history": [pages.handled(row) for row in queries.history()],
        "document": queries.document_loaded(),
        "bound": sum(s.state == Binding.State.BOUND for s in states),
        "stale": [s.clause.id for s in states if s.stale],
        "missing": [s.clause.id for s in states if s.state == Binding.State.MISSING],
        "clauses": len(states),
        "coverage": queries.coverage(policy),
        "findings": queries.open_findings().count(),
        "files": queries.policy_files()[:20],
        "may_load": reader.may("guideline.load", None, now=now),
        "may_record": reader.may("guideline.record_history", None, now=now),
        "may_see_findings": reader.may("guideline.see_findings", None, now=now),
    }
    return render(request, "guideline/guideline.html", context)


@require_safe
def clauses(request: HttpRequest) -> HttpResponse:
    """Every clause in the guideline's order: what it says, how strongly, what carries it."""
    now = timezone.now()
    reader = see(request.user, "guideline.see", None, now)
    states = queries.clause_states(now)
    context = {
        "groups": pages.by_place(states),
        "may_see_findings": reader.may("guideline.see_findings", None, now=now),
        "count": len(states),
        "document": queries.document_loaded(),
        "coverage": queries.coverage(queries.current_policy(now)),
        "language": queries.current_policy(now).document.language,
    }
    return render(request, "guideline/clauses.html", context)


@require_safe
def clause(request: HttpRequest, clause_id: str) -> HttpResponse:
    """One clause: its words, what Torilla does for it, its numbers, what breaks it."""
    now = timezone.now()
    reader = see(request.user, "guideline.see", None, now)
    state = queries.clause_state(clause_id, now)
    if state is None:
        raise Http404
    policy = queries.current_policy(now)
    sees = reader.may("guideline.see_findings", None, now=now)
    found = queries.open_findings(clause=clause_id)[:20] if sees else []
    context = {
        "state": state,
        "clause": state.clause,
        "force": force_name(state.clause.force),
        "note": in_language(state.clause.note) if state.clause.note else "",
        "covers": pages.covers(state),
        "numbers": pages.numbers(state, policy, timezone.localdate(now)),
        "findings": pages.cards(found, policy, request.user, now),
        "may_see_findings": sees,
        "language": policy.document.language,
        "crumbs": [{"label": _("Clauses"), "url": reverse("guideline:clauses")}],
    }
    return render(request, "guideline/clause.html", context)


def load(request: HttpRequest) -> HttpResponse:
    """Give the municipality's document."""
    see(request.user, "guideline.load", None, timezone.now())
    form = DocumentForm(sent(request), request.FILES or None)

    def run(**who: Any) -> Document:
        file = form.cleaned_data["file"]
        force = form.cleaned_data["force"]
        return load_document(name=file.name, content=file.read(), force=force, **who)

    return act(request, form, run, template="guideline/load.html", to=HOME, said=_bound_sentence)


def _bound_sentence(document: Document) -> str:
    states = list(document.bindings.values_list("state", flat=True))
    return _("The document is loaded: %(bound)s of %(all)s clauses were found in it.") % {
        "bound": sum(state != Binding.State.MISSING for state in states),
        "all": len(states),
    }


def handling(request: HttpRequest) -> HttpResponse:
    """Note how a body handled the guideline, or complete a row (?row=)."""
    see_some(request.user, "guideline.record_history", timezone.now())
    number = request.GET.get("row", "")
    row = get_object_or_404(Handling, pk=number) if number.isdecimal() else None
    names = ("body", "section", "outcome", "case_number")
    initial = {name: getattr(row, name) for name in names} if row else {}
    if row:
        initial["day"] = pages.written(row.date) if row.date.count("-") == 2 else row.date
    form = HandlingForm(sent(request), initial=initial)
    return act(
        request,
        form,
        lambda **who: record_handling(handling=row, **form.cleaned_data, **who),
        template="guideline/handling.html",
        context={"row": row},
        to=HOME,
        said=_("The handling is noted."),
    )


def in_force(request: HttpRequest) -> HttpResponse:
    """Say since when the guideline is in force."""
    see(request.user, "guideline.record_history", None, timezone.now())
    form = InForceForm(sent(request), initial={"since": queries.in_force_since()})
    return act(
        request,
        form,
        lambda **who: set_in_force(since=form.cleaned_data["since"], **who),
        template="guideline/in_force.html",
        to=HOME,
        said=_("It is noted since when the guideline is in force."),
    )
