"""Agreements: the list, one of them, and what the two sides do with it."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from torilla.agreements.commands.answer import answer as answer_proposal
from torilla.agreements.commands.confirm import confirm as confirm_agreement
from torilla.agreements.commands.end import end as end_agreement
from torilla.agreements.commands.propose import propose
from torilla.agreements.commands.renew import next_first_day
from torilla.agreements.commands.renew import renew as renew_agreement
from torilla.agreements.commands.withdraw import withdraw as withdraw_proposal
from torilla.agreements.forms import AnswerForm, EndForm, ProfileForm, TermsForm, TimeForm
from torilla.agreements.models import Agreement
from torilla.agreements.pages import (
    agreement_page,
    around,
    name_of,
    needed,
    not_asked,
    obstacle,
    rows,
)
from torilla.agreements.queries import SEE, agreement_seen_by, agreements_seen_by, of_own_people
from torilla.core.acting import act
from torilla.guideline.seeing import see_some
from torilla.people.models import Person
from torilla.people.pages import person_or_404
from torilla.people.permissions import allows
from torilla.policy.messages import day

A_PAGE = 50
A_YEAR = timedelta(days=364)
"""How long a proposal lasts unless somebody writes another last day: with its first day one year."""

FORMS: dict[str, type[TermsForm]] = {
    Agreement.Kind.WORKING_TIME: TimeForm,
    Agreement.Kind.OWN_PROFILE: ProfileForm,
}
KEPT = (
    "scope", "hours", "duty_times_confirmed", "substitutes_confirmed", "work_matters_only", "network",
    "address", "founded_on", "profile", "for_work_profile", "for_own_profile", "reason",
)  # fmt: skip
"""What a renewal is prefilled with."""


def page_of(agreement: Agreement) -> str:
    return reverse("agreements:agreement", args=[agreement.pk])


def _seen_or_404(request: HttpRequest, pk: int, permission: str, now: datetime) -> Agreement:
    """The agreement, if the reader may see it and do this to it."""
    found = agreement_seen_by(request.user, pk, now)
    if found is None or not allows(request.user, permission, found, now=now):
        raise Http404
    return found


@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    """Own agreements, those of own people, and the others that one may see."""
    now = timezone.now()
    see_some(request.user, SEE, now)
    reader: Any = request.user
    seen = agreements_seen_by(reader, now)
    own, people = seen.filter(person=reader), of_own_people(reader, now)
    others = seen.exclude(pk__in=own.values("pk")).exclude(person__in=people.values("pk"))
    theirs: dict[int, list[Agreement]] = {person.pk: [] for person in people}
    for each in seen.filter(person__in=theirs):
        theirs[each.person_id].append(each)
    page = Paginator(others, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "own": rows(own, now),
        "people": [{"person": person, "rows": rows(theirs[person.pk], now)} for person in people],
        "others": rows(page.object_list, now),
        "page": page,
        "unsupervised": obstacle(reader, now),
    }
    return render(request, "agreements/agreements.html", context)


@require_safe
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """What was agreed, what is missing, what one may do, what has happened."""
    now = timezone.now()
    found = _seen_or_404(request, pk, SEE, now)
    reader: Any = request.user
    return render(request, "agreements/agreement.html", agreement_page(found, reader, now))


def propose_time(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose working time for the municipality's accounts (K2)."""
    return _proposing(request, pk, Agreement.Kind.WORKING_TIME)


def propose_profile(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose an own profile in work matters (K6)."""
    return _proposing(request, pk, Agreement.Kind.OWN_PROFILE)


def _proposing(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    now = timezone.now()
    person = person_or_404(request, pk, "agreements.propose", now)
    today = timezone.localdate(now)
    form = FORMS[kind](
        request.POST or None,
        initial={"first_day": today, "last_day": today + A_YEAR},
        without=not_asked(person, kind, _reader(request), now),
        needed=needed(now),
    )
    return act(
        request,
        form,
        lambda **who: propose(person=person, kind=kind, terms=form.terms(), **who),
        template="agreements/propose.html",
        context=lambda: _form_page(request, person, kind, now),
        to=page_of,
        said=_("Proposed. The other side is asked to answer."),
    )


def _reader(request: HttpRequest) -> Person:
    reader: Any = request.user  # signed in: the web lets nobody else come here
    return reader  # type: ignore[no-any-return]


def _form_page(request: HttpRequest, person: Person, kind: str, now: datetime) -> dict[str, Any]:
    return {
        "working_time": kind == Agreement.Kind.WORKING_TIME,
        "unsupervised": obstacle(person, now),
        **around(person, _reader(request), now),
    }


def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree to a proposal or decline it."""
    now = timezone.now()
    found = _seen_or_404(request, pk, "agreements.answer", now)
    left_out = not_asked(found.person, found.kind, _reader(request), now)
    fields = {"work_matters_only", "reason"}
    form = AnswerForm(request.POST or None, without=left_out & fields)

    def said(answered: Agreement) -> str:
        if answered.state == "agreed":
            return _("Agreed. It holds from %(first)s to %(last)s.") % {
                "first": day(answered.first_day),
                "last": day(answered.last_day),
            }
        return _("Declined. The other side is told, with your reason.")

    return act(
        request,
        form,
        lambda **who: answer_proposal(agreement=found, **form.cleaned_data, **who),
        template="agreements/answer.html",
        context=lambda: agreement_page(found, _reader(request), now),
        to=page_of(found),
        said=said,
    )


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a proposal back."""
    now = timezone.now()
    found = _seen_or_404(request, pk, "agreements.propose", now)
    return act(
        request,
        None,
        lambda **who: withdraw_proposal(agreement=found, **who),
        template="agreements/withdraw.html",
        context={"agreement": found, "name": name_of(found)},
        to=page_of(found),
        said=_("Withdrawn. The other side is told."),
    )


def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """A new supervisor makes it theirs, with one press."""
    now = timezone.now()
    found = _seen_or_404(request, pk, "agreements.answer", now)
    return act(
        request,
        None,
        lambda **who: confirm_agreement(agreement=found, **who),
        template="agreements/confirm.html",
        context=lambda: agreement_page(found, _reader(request), now),
        to=page_of(found),
        said=_("Confirmed: the agreement is between the two of you now."),
    )


def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End it before its last day; the page names what hangs on it."""
    now = timezone.now()
    found = _seen_or_404(request, pk, "agreements.end", now)
    form = EndForm(request.POST or None, initial={"from_day": timezone.localdate(now)})
    return act(
        request,
        form,
        lambda **who: end_agreement(agreement=found, **form.cleaned_data, **who),
        template="agreements/end.html",
        context=lambda: agreement_page(found, _reader(request), now),
        to=page_of(found),
        said=_("Ended. The other side is told."),
    )


def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose how it goes on, prefilled with what holds now."""
    now = timezone.now()
    found = _seen_or_404(request, pk, "agreements.propose", now)
    begins: date = next_first_day(found, now)
    form = FORMS[found.kind](
        request.POST or None,
        initial={name: getattr(found, name) for name in KEPT} | {"last_day": begins + A_YEAR},
        without=not_asked(found.person, found.kind, _reader(request), now),
        needed=needed(now),
        first_day=begins,
    )
    return act(
        request,
        form,
        lambda **who: renew_agreement(agreement=found, terms=form.terms(), **who),
        template="agreements/propose.html",
        context=lambda: {
            **_form_page(request, found.person, found.kind, now),
            "renews": found,
            "begins": begins,
        },
        to=page_of,
        said=_("The renewal is proposed. The other side is asked to answer."),
    )
