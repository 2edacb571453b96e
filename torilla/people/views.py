"""People: the list, one person, and what is changed of them."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from torilla.core.acting import act
from torilla.core.ids import id_in
from torilla.people.commands.add_person import add_person
from torilla.people.commands.change_person import change_person
from torilla.people.commands.end_standing import end_standing
from torilla.people.commands.give_standing import give_standing
from torilla.people.commands.note_absence import note_absence
from torilla.people.commands.remove_absence import remove_absence
from torilla.people.commands.set_duty_times import set_duty_times
from torilla.people.commands.set_supervisor import set_supervisor
from torilla.people.forms import (
    AbsenceForm,
    AddForm,
    ChangeForm,
    DutyTimesForm,
    PickForm,
    StandingForm,
)
from torilla.people.hooks import held_by, sections
from torilla.people.pages import (
    ending,
    must_reach,
    page_of,
    person_or_404,
    powers,
    sought,
)
from torilla.people.permissions import reach
from torilla.people.queries import (
    found,
    of_unit,
    people_seen_by,
    person_seen_by,
    supervisor_of,
    units_seen_by,
    with_the_list,
)
from torilla.people.words import week_in_words

A_PAGE = 50
POWERS = (
    "people.change",
    "people.invite",
    "people.link_work_account",
    "people.set_duty_times",
    "people.note_absence",
    "people.hand_over",
    "people.erase",
    "people.export",
)


def people(request: HttpRequest) -> HttpResponse:
    """Everybody whom the reader may see, searched by name and unit."""
    now = timezone.now()
    q, unit = request.GET.get("q", "").strip()[:100], request.GET.get("unit", "")
    seen = people_seen_by(request.user, now)
    rows = found(seen, q) if q else seen
    if (of := id_in(unit)) is not None:
        rows = of_unit(rows, of, now)
    page = Paginator(with_the_list(rows, now), A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    mine = reach(request.user, now=now)
    context = {
        "page": page,
        "q": q,
        "unit": unit,
        "units": units_seen_by(request.user, now).filter(ended_at=None),
        "query": query.urlencode(),
        "may_add": mine.everywhere("people.change"),
        "may_record": mine.everywhere("people.record_cooperation"),
        "may_import": mine.everywhere("people.import"),
        "may_see_organisation": mine.everywhere("people.see_organisation") or bool(mine.headed),
    }
    return render(request, "people/people.html", context)


def add(request: HttpRequest) -> HttpResponse:
    """Somebody new, with a first standing."""
    must_reach(request, "people.change", timezone.now())
    form = AddForm(request.POST or None, initial={"unit": request.GET.get("unit")})
    return act(
        request,
        form,
        lambda **who: add_person(**form.cleaned_data, **who),
        template="people/add.html",
        to=page_of,
        said=lambda person: (
            _("%(name)s is in. Next: who is the supervisor?") % {"name": person.name}
        ),
    )


def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Who somebody is, what they hold and serve, when they are there."""
    now = timezone.now()
    somebody = person_seen_by(request.user, pk, now)
    if somebody is None:
        raise Http404
    today = timezone.localdate(now)
    context = {
        "person": somebody,
        "standings": somebody.standings.at(now).select_related("unit"),
        "supervisor": supervisor_of(somebody, now),
        "held": held_by(somebody, now),
        "sections": sections(somebody, request.user, now),
        # Whoever sees everybody sees what they hold as well; others read the words without a link.
        "links": reach(request.user, now=now).everywhere("people.see"),
        "times": [
            (WEEKDAYS[day], spans)
            for day, spans in week_in_words(somebody.duty_times.all()).items()
        ],
        "absences": somebody.absences.filter(last_day__gte=today),
        "today": today,
        "may": powers(request.user, somebody, POWERS, now),
    }
    return render(request, "people/person.html", context)


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Name, address, sign-in."""
    somebody = person_or_404(request, pk, "people.change", timezone.now())
    form = ChangeForm(
        request.POST or None,
        initial={
            "version": somebody.version,
            "name": somebody.name,
            "email": somebody.email,
            "is_active": somebody.is_active,
        },
    )
    return act(
        request,
        form,
        lambda **who: change_person(person=somebody, **form.cleaned_data, **who),
        template="people/change.html",
        context={"person": somebody},
        to=page_of(somebody),
        said=_("Saved."),
    )


def standing(request: HttpRequest, pk: int) -> HttpResponse:
    """Standings: give one, end one."""
    now = timezone.now()
    somebody = person_or_404(request, pk, "people.change", now)
    standings = somebody.standings.at(now).select_related("unit")
    context: dict[str, Any] = {"person": somebody, "standings": standings}
    if "end" in request.POST and "anyway" not in request.POST and standings.count() == 1:
        hanging = [one for one in held_by(somebody, now) if one.ends_first]
        if hanging:  # the last standing: ask before the person is gone and things are left behind
            more = {"hanging": hanging, "asked": request.POST["end"], "form": StandingForm()}
            return render(request, "people/standing.html", context | more)
    if "end" in request.POST:
        return ending(
            request,
            standings,
            lambda row, **who: end_standing(standing=row, **who),
            template="people/standing.html",
            context={**context, "form": StandingForm()},
            to=page_of(somebody),
            said=_(
                "The standing has ended. What hangs on the person stays until somebody ends it."
            ),
        )
    form = StandingForm(request.POST or None)
    return act(
        request,
        form,
        lambda **who: give_standing(person=somebody, **form.cleaned_data, **who),
        template="people/standing.html",
        context=context,
        to=page_of(somebody),
        said=_("Saved."),
    )


def supervisor(request: HttpRequest, pk: int) -> HttpResponse:
    """Who supervises: searched by name, or nobody any more."""
    now = timezone.now()
    somebody = person_or_404(request, pk, "people.change", now)
    search = sought(request, without=[somebody.pk])
    context = {"person": somebody, "supervisor": supervisor_of(somebody, now), **search}
    nobody = "nobody" in request.POST
    form = PickForm(None if nobody else request.POST or None, offered=search["offered"])

    def run(**who: Any) -> Any:
        chosen = None if nobody else form.cleaned_data["person"]
        return set_supervisor(person=somebody, supervisor=chosen, **who)

    return act(
        request,
        None if nobody else form,
        run,
        template="people/supervisor.html",
        context={**context, "form": form},
        to=page_of(somebody),
        said=_("Saved."),
    )


def duty_times(request: HttpRequest, pk: int) -> HttpResponse:
    """When the person works and may be reminded (K8)."""
    somebody = person_or_404(request, pk, "people.set_duty_times", timezone.now())
    form = DutyTimesForm(request.POST or None, times=somebody.duty_times.all())
    return act(
        request,
        form,
        lambda **who: set_duty_times(person=somebody, week=form.week(), **who),
        template="people/duty_times.html",
        context={"person": somebody},
        to=page_of(somebody),
        said=_("Saved."),
    )


def absence(request: HttpRequest, pk: int) -> HttpResponse:
    """Absences: note one, take one away."""
    now = timezone.now()
    somebody = person_or_404(request, pk, "people.note_absence", now)
    absences = somebody.absences.filter(last_day__gte=timezone.localdate(now))
    context: dict[str, Any] = {"person": somebody, "absences": absences}
    if "end" in request.POST:
        return ending(
            request,
            absences,
            lambda row, **who: remove_absence(absence=row, **who),
            template="people/absence.html",
            context={**context, "form": AbsenceForm()},
            to=reverse("people:absence", args=[pk]),
            said=_("The absence is no longer noted."),
        )
    form = AbsenceForm(request.POST or None)
    return act(
        request,
        form,
        lambda **who: note_absence(person=somebody, **form.cleaned_data, **who),
        template="people/absence.html",
        context=context,
        to=page_of(somebody),
        said=_("The absence is noted."),
    )
