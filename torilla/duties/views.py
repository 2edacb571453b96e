"""What awaits the reader, one task, and the mail log."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from torilla.core.acting import act
from torilla.duties import queries
from torilla.duties.commands.mark_read import mark_read
from torilla.duties.models import Duty, Sending
from torilla.duties.pages import sending_rows, task_page
from torilla.duties.tasks import Maker
from torilla.guideline.policies import current_policy
from torilla.guideline.seeing import see

PER_PAGE = 25


@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """All that awaits the reader; ?of=others: what awaits others, as far as one may see it."""
    now = timezone.now()
    person: Any = request.user
    others = request.GET.get("of") == "others"
    rows = queries.others(person, now) if others else queries.tasks_of(person, now)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    maker = Maker(list(page.object_list), current_policy(now), now, person)
    make = maker.others if others else maker.own
    context = {
        "page": page,
        "tasks": [make(duty, late=duty.due_at < now) for duty in maker.duties],
        "others": others,
        "may_see_others": person.may("duties.see", None, now=now),
        "query": "&of=others" if others else "",
    }
    return render(request, "duties/tasks.html", context)


@require_safe
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """What, which clause, why, until when, whose, and where to put it right."""
    now = timezone.now()
    return render(request, "duties/task.html", task_page(_seen(request, pk), request.user, now))


def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a notice as read."""
    duty = _seen(request, pk)
    see(request.user, "duties.mark_read", duty, timezone.now())
    return act(
        request,
        None,
        lambda **who: mark_read(duty=duty, **who),
        template="duties/task.html",
        context=lambda: task_page(duty, request.user, timezone.now()),
        to="web:home",
        said=_("Marked as read."),
    )


def _seen(request: HttpRequest, pk: int) -> Duty:
    person: Any = request.user  # signed in: the web lets nobody else come here
    duty = queries.duty_seen_by(person, pk, timezone.now())
    if duty is None:
        raise Http404
    return duty


@require_safe
def mail(request: HttpRequest) -> HttpResponse:
    """What was sent, what waits, what failed and what to do; ?of=teams: the cards to Teams."""
    see(request.user, "duties.see_mail", None, timezone.now())
    teams = request.GET.get("of") == "teams"
    rows: Any = queries.teams_cards() if teams else queries.mails()
    state = request.GET.get("state", "")
    if state in Sending.State.values:
        rows = rows.filter(state=state)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": sending_rows(page.object_list),
        "states": Sending.State.choices,
        "state": state,
        "query": ("&of=teams" if teams else "") + (f"&state={state}" if state else ""),
        "configured": bool(settings.TEAMS_WEBHOOKS) if teams else settings.MAIL_CONFIGURED,
        "teams": teams,
    }
    return render(request, "duties/mail.html", context)
