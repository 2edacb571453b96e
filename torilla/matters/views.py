"""Disclosure permissions: the list, the question, its page, and what the two sides do with it."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from torilla.core.acting import act
from torilla.guideline.seeing import see_some, sent
from torilla.matters.commands.answer import answer as answer_question
from torilla.matters.commands.ask import ask as ask_question
from torilla.matters.commands.end import end as end_permission
from torilla.matters.commands.withdraw import withdraw as withdraw_question
from torilla.matters.forms import AnswerForm, AskForm, EndForm, chosen_person
from torilla.matters.models import Disclosure
from torilla.matters.pages import disclosure_page, rows
from torilla.matters.queries import (
    SEE,
    awaiting_answer_of,
    bodies,
    disclosure_seen_by,
    disclosures_seen_by,
    in_force,
    officials,
    state_of_case,
)
from torilla.people.permissions import allows
from torilla.policy.messages import day

A_PAGE = 50
KEPT = ("about", "case_number", "wanted", "audience", "q", "whom")
"""What stays in the form while one looks for whom to ask."""


def page_of(disclosure: Disclosure) -> str:
    return reverse("matters:disclosure", args=[disclosure.pk])


def _seen_or_404(request: HttpRequest, pk: int, permission: str, now: datetime) -> Disclosure:
    """The question, if the reader may see it and do this to it."""
    found = disclosure_seen_by(_reader(request), pk, now)
    if found is None or not allows(_reader(request), permission, found, now=now):
        raise Http404
    return found


def _reader(request: HttpRequest) -> Any:
    return request.user  # signed in: the web lets nobody else come here


@require_safe
def disclosures(request: HttpRequest) -> HttpResponse:
    """What awaits one's answer, what may be told, own questions, and the others that one may see."""
    now, reader = timezone.now(), _reader(request)
    see_some(reader, SEE, now)
    waiting, valid = awaiting_answer_of(reader, now), in_force(reader, now)
    shown = {each.pk for part in (waiting, valid) for each in part}
    seen = disclosures_seen_by(reader, now).exclude(pk__in=shown)
    others = Paginator(seen.exclude(asked_by=reader), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "waiting": rows(waiting, now),
        "valid": rows(valid, now),
        "own": rows(seen.filter(asked_by=reader), now),
        "others": rows(others.object_list, now),
        "page": others,
    }
    return render(request, "matters/disclosures.html", context)


def ask(request: HttpRequest) -> HttpResponse:
    """Ask whether something may be told; the search for whom to ask keeps what was typed."""
    now, reader = timezone.now(), _reader(request)
    searching = "search" in request.POST
    given = request.POST if request.method == "POST" else request.GET
    initial = {name: given.get(name, "") for name in KEPT}
    initial["case_number"] = initial["case_number"] or request.GET.get("case", "")[:60]
    sought = initial["q"].replace("\x00", "").strip()[:100]  # PostgreSQL takes no NUL
    people = officials(sought, chosen_person(initial["whom"]), reader, now)
    offered = {"people": people, "bodies": bodies()}
    form = AskForm(None if searching else sent(request), initial=initial, **offered)
    context = {"case": state_of_case(initial["case_number"][:60], reader, now), "form": form}
    if searching:
        return render(request, "matters/ask.html", context)
    return act(
        request,
        form,
        lambda **who: ask_question(**form.asked(), **who),
        template="matters/ask.html",
        context=context,
        to=page_of,
        said=lambda made: (
            _("Asked. %(name)s answers by %(day)s.")
            % {"name": made.asked, "day": day(timezone.localdate(made.due_at))}
        ),
    )


@require_safe
def disclosure(request: HttpRequest, pk: int) -> HttpResponse:
    """What comes next, the question and its answer, what has happened."""
    now = timezone.now()
    found = _seen_or_404(request, pk, SEE, now)
    page = disclosure_page(found, _reader(request), now)
    return render(request, "matters/disclosure.html", page)


def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what may be told, or refuse."""
    now = timezone.now()
    found = _seen_or_404(request, pk, "disclosures.answer", now)
    form = AnswerForm(sent(request), disclosure=found) if request.method == "POST" else None

    def said(answered: Disclosure) -> str:
        if answered.state == "granted":
            return _("Answered: it may be told until %(day)s. %(name)s is told.") % {
                "day": day(answered.until),
                "name": answered.asked_by.name,
            }
        return _("Refused. %(name)s is told, with your reason.") % {"name": answered.asked_by.name}

    return act(
        request,
        form,
        lambda **who: answer_question(disclosure=found, said=form.said(), **who),  # type: ignore[union-attr]
        template="matters/disclosure.html",
        context=lambda: disclosure_page(found, _reader(request), now, answering=form),
        to=page_of(found),
        said=said,
    )


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a question back."""
    now = timezone.now()
    found = _seen_or_404(request, pk, "disclosures.withdraw", now)
    return act(
        request,
        None,
        lambda **who: withdraw_question(disclosure=found, **who),
        template="matters/disclosure.html",
        context=lambda: disclosure_page(found, _reader(request), now),
        to=page_of(found),
        said=_("Taken back. Nobody needs to answer it any more."),
    )


def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a permission before its last day."""
    now = timezone.now()
    found = _seen_or_404(request, pk, "disclosures.answer", now)
    form = EndForm(sent(request)) if request.method == "POST" else None
    return act(
        request,
        form,
        lambda **who: end_permission(disclosure=found, **form.cleaned_data, **who),  # type: ignore[union-attr]
        template="matters/disclosure.html",
        context=lambda: disclosure_page(found, _reader(request), now, ending=form),
        to=page_of(found),
        said=_("Ended. The asker is told."),
    )
