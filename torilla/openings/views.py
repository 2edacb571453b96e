"""Applications to open an account: the list, the beginning, the hub, the sections, the check page."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import time_format
from django.utils.translation import gettext as _

from torilla.core.acting import act
from torilla.core.command import NotAllowed
from torilla.openings.commands.begin import begin as begin_application
from torilla.openings.commands.save_section import save_section
from torilla.openings.confirming import may_confirm
from torilla.openings.facts import answers_of, umbrellas_of
from torilla.openings.forms import SectionForm, UmbrellaForm, WhatForm
from torilla.openings.judging import judged
from torilla.openings.lifecycle import ApplicationStates
from torilla.openings.models import Application, Section
from torilla.openings.pages import (
    STATE_TAGS,
    check_page,
    crumbs,
    head,
    hub,
    may_write,
    others,
    shown,
    with_places,
)
from torilla.openings.queries import application_seen_by, applications_seen_by, offered
from torilla.openings.question import Asked, Kind
from torilla.openings.questions import section_asked, sections_asked
from torilla.register.queries import network_name

A_PAGE = 50


def seen_or_404(request: HttpRequest, pk: int, now: datetime) -> Application:
    """The application, if the reader may see it."""
    found = application_seen_by(request.user, pk, now)
    if found is None:
        raise Http404
    return found


def must_write(request: HttpRequest, application: Application, now: datetime) -> None:
    """403 before a form is shown that could not be sent."""
    if not request.user.may("openings.write", application, now=now):
        raise NotAllowed("openings.write", application)


def applications(request: HttpRequest) -> HttpResponse:
    """The applications that the reader may see, all or those in one state."""
    now = timezone.now()
    seen = applications_seen_by(request.user, now)
    counted = dict(seen.order_by().values_list("state").annotate(n=Count("pk", distinct=True)))
    state = request.GET.get("state", "")
    rows = seen.filter(state=state) if state in ApplicationStates.MOVES else seen
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    names = ApplicationStates.NAMES
    context = {
        "page": page,
        "rows": [
            {
                "application": row,
                "network": network_name(row.network),
                "state": names[row.state],
                "tag": STATE_TAGS.get(row.state, "neutral"),
            }
            for row in page.object_list
        ],
        "states": [(key, names[key], counted[key]) for key in names if key in counted],
        "state": state,
        "all": sum(counted.values()),
    }
    return render(request, "openings/applications.html", context)


def begin(request: HttpRequest) -> HttpResponse:
    """What is wanted; then whether the umbrella account could carry it (C15); only then a beginning."""
    now = timezone.now()
    what = WhatForm(request.GET if "network" in request.GET else None)
    if request.method != "POST" and not what.is_valid():
        status = 422 if what.is_bound else 200
        page = {"form": what, "crumbs": crumbs()}
        return render(request, "openings/begin.html", page, status=status)
    chosen = request.POST if request.method == "POST" else request.GET
    form = UmbrellaForm(
        request.POST if request.method == "POST" else None,
        initial={name: chosen.get(name, "") for name in ("title", "unit", "network")},
    )
    network = chosen.get("network", "")
    context = {
        "crumbs": crumbs(),
        "umbrellas": umbrellas_of(network, now),
        "network": network_name(network),
        "title": chosen.get("title", ""),
    }
    if not context["umbrellas"]:
        del form.fields["could"]
    elif request.method == "POST" and form.is_valid() and form.cleaned_data["could"] == "yes":
        return render(request, "openings/umbrella.html", context)

    def run(**who: Any) -> Application:
        given = {name: form.cleaned_data[name] for name in ("title", "unit", "network", "umbrella")}
        return begin_application(**given, **who)

    return act(
        request,
        form,
        run,
        template="openings/weigh.html",
        context=context,
        to=lambda made: reverse("openings:application", args=[made.pk]),
        said=_("The application is begun. Write the sections in any order."),
    )


def application(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the application is, what stops it, what is next."""
    now = timezone.now()
    found = seen_or_404(request, pk, now)
    return render(request, "openings/application.html", hub(found, request.user, now))


def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Every answer on one page, and what stops the application."""
    now = timezone.now()
    found = seen_or_404(request, pk, now)
    return render(request, "openings/check.html", check_page(found, request.user, now))


def section(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One of the sections: written, or read where it can no longer be written."""
    now = timezone.now()
    found = seen_or_404(request, pk, now)
    asked = section_asked(number, now)
    if asked is None:
        raise Http404
    if request.method == "POST":
        must_write(request, found, now)
    elif not may_write(found, request.user, now):
        context = {**head(found), "crumbs": crumbs(found), "asked": asked}
        context["answers"] = shown(found, asked)
        return render(request, "openings/section_read.html", context)
    row = found.sections.filter(number=number).select_related("changed_by").first()
    form = _form(request, found, asked, row, now)
    if request.method == "POST" and "live" in request.GET:
        return _live(request, found, asked, form, now)

    def run(**who: Any) -> Section:
        return save_section(
            application=found,
            number=number,
            version=form.cleaned_data["version"],
            answers=form.answers(),
            ready=form.cleaned_data["ready"] == "yes",
            **who,
        )

    return act(
        request,
        form,
        run,
        template="openings/section.html",
        context=lambda: _around(request, found, asked, row, now),
        to=_onward(request, found, asked, now),
        said=lambda saved: (
            _("Section %(number)s is saved, at %(time)s.")
            % {
                "number": number,
                "time": time_format(timezone.localtime(saved.changed_at), "H.i"),
            }
        ),
    )


def _live(
    request: HttpRequest, found: Application, asked: Asked, form: SectionForm, now: datetime
) -> HttpResponse:
    """What the guideline says of what is being written; nothing is saved, an unreadable answer left out."""
    form.is_valid()
    answers = answers_of(found, but=asked.number) | form.answers()
    here = [each for each in judged(found, now, answers) if each.section == asked.number]
    context = {"here": with_places(found, here, now), "live": True}
    return render(request, "openings/parts/here.html", context)


def _form(
    request: HttpRequest, found: Application, asked: Asked, row: Section | None, now: datetime
) -> SectionForm:
    answers = dict(row.answers) if row else {}
    named: set[int] = set()
    for question in asked.questions:
        value = answers.get(question.key)
        if question.kind is Kind.PERSON and value:
            named.add(value)
        elif question.kind is Kind.PERSONS:
            named.update(value or [])
    return SectionForm(
        request.POST if request.method == "POST" else None,
        section=asked,
        answers=answers,
        version=row.version if row else 0,
        ready=bool(row and row.ready),
        people=offered(found, named, now),
    )


def _around(
    request: HttpRequest, found: Application, asked: Asked, row: Section | None, now: datetime
) -> dict[str, Any]:
    """What stands around the form of a section."""
    here = [each for each in judged(found, now) if each.section == asked.number]
    return {
        **head(found),
        "crumbs": crumbs(found),
        "asked": asked,
        "of": len(sections_asked(now)),
        "row": row,
        "others": others(found, request.user),
        "here": with_places(found, here, now),
        "back": request.GET.get("back", ""),
        "may_confirm": may_confirm(request.user, found, now),
    }


def _onward(
    request: HttpRequest, found: Application, asked: Asked, now: datetime
) -> str | Callable[[Section], str]:
    """Back to the check page where one came from it, else on to the next section."""
    check_url = reverse("openings:check", args=[found.pk])
    if request.GET.get("back") == "check":
        return check_url
    later = [each.number for each in sections_asked(now) if each.number > asked.number]
    return reverse("openings:section", args=[found.pk, later[0]]) if later else check_url
