"""Tasks, notices, the logs of what was sent, and the audit log."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import Router

from torilla.api import seeing
from torilla.api.acting import Deed
from torilla.api.problems import cleaned
from torilla.api.routing import reads, writes
from torilla.api.schemas import duties as shapes
from torilla.api.schemas.common import InPath, moment, paged, worded
from torilla.core.models import AuditEntry
from torilla.duties import queries
from torilla.duties.commands.choose_often import choose_often
from torilla.duties.commands.end_calendar import end_calendar
from torilla.duties.commands.mark_read import mark_read
from torilla.duties.commands.renew_calendar import renew_calendar
from torilla.duties.forms import OftenForm
from torilla.duties.models import Duty
from torilla.duties.pages import sending_rows, task_page
from torilla.duties.tasks import Maker, Task
from torilla.guideline.policies import current_policy
from torilla.web.audit import rows as in_words

router = Router(tags=["tasks"])
SEE, SEE_MAIL, CALENDAR = "duties.see", "duties.see_mail", "duties.renew_calendar"


@reads(router, "/tasks", SEE, shapes.Tasks)
def list_tasks(request: HttpRequest, asked: shapes.TasksPart) -> dict[str, Any]:
    """What awaits the caller, or others, the most urgent first."""
    now, me = request.now, request.user
    others = asked.of == "others"
    found = queries.others(me, now) if others else queries.tasks_of(me, now)

    def shown(part: list[Duty]) -> list[dict[str, Any]]:
        maker = Maker(part, current_policy(now), now, me)
        make = maker.others if others else maker.own
        return [_task(make(duty, late=duty.due_at < now)) for duty in part]

    return paged(request, found, asked, shown)


def _task(task: Task) -> dict[str, Any]:
    return {
        "id": task.duty.pk,
        "kind": task.duty.kind,
        "title": task.title,
        "about": task.account,
        "clause": task.clause or None,
        "due": task.due.isoformat(),
        "late": task.late,
        "holder": task.who or None,
        "why": task.why or None,
    }


@reads(router, "/tasks/{int:id}", SEE, shapes.TaskShown, of="duty")
def get_task(request: HttpRequest, id: InPath) -> dict[str, Any]:
    """One task: on what ground, why it awaits whom, what has happened."""
    duty = _seen(request, id)
    page = task_page(duty, request.user, request.now)
    return {
        "id": duty.pk,
        "kind": duty.kind,
        "title": page["title"],
        "about": page["subject"],
        "clause": duty.demanded_by or None,
        "basis": page["basis"],
        "holder": page["holder"].name,
        "why": page["why"] or None,
        "mine": page["mine"],
        "due_at": duty.due_at.isoformat(),
        "late": page["late"],
        "closed_at": moment(duty.closed_at),
        "outcome": duty.outcome or None,
        "put_right": page["put_right"] or None,
        "history": [
            {
                "at": entry["at"].isoformat(),
                "what": str(entry["title"]),
                "who": entry.get("who"),
                "how": entry.get("detail") and str(entry["detail"]),
            }
            for entry in page["timeline"]
        ],
    }


def _seen(request: HttpRequest, id: int) -> Duty:
    duty = queries.duty_seen_by(request.user, id, request.now)
    if duty is None:
        raise Http404
    return duty


@writes(router.post, "/tasks/{int:id}/read", "duties.mark_read", of="duty")
def mark_a_task_as_read(request: HttpRequest, id: InPath) -> Deed:
    """Say that one has read what one was told."""
    duty = _seen(request, id)
    seeing.must(request, "duties.mark_read", duty)
    return Deed(lambda **who: mark_read(duty=duty, **who))


@reads(router, "/mails", SEE_MAIL, shapes.Sent)
def list_mails(request: HttpRequest, asked: shapes.SentPart) -> dict[str, Any]:
    """What was sent to people, what waits, what failed and what to do."""
    return _log(request, queries.mails(), asked)


@reads(router, "/teams-cards", SEE_MAIL, shapes.Sent)
def list_teams_cards(request: HttpRequest, asked: shapes.SentPart) -> dict[str, Any]:
    """What was sent to channels of Teams."""
    return _log(request, queries.teams_cards(), asked)


def _log(request: HttpRequest, found: Any, asked: shapes.AskedSent) -> dict[str, Any]:
    seeing.must(request, SEE_MAIL)
    if asked.state is not None:
        found = found.filter(state=asked.state)
    return paged(
        request, found, asked, lambda part: [_sending(each) for each in sending_rows(part)]
    )


def _sending(each: dict[str, Any]) -> dict[str, Any]:
    row = each["row"]
    return {
        "id": row.pk,
        "to": each["to"],
        "state": worded(row.state, row.get_state_display()),
        "queued_at": row.queued_at.isoformat(),
        "sent_at": moment(row.sent_at),
        "advice": each["advice"] or None,
        "last_error": row.last_error or None,
    }


@reads(router, "/me/notices", "duties.choose_often", shapes.OwnNotices)
def get_own_notices(request: HttpRequest) -> dict[str, Any]:
    """How often mail comes, and whether a calendar reads one's tasks."""
    link = queries.calendar_link_of(request.user)
    return {
        "often": queries.often_of(request.user),
        "calendar_since": moment(link.made_at) if link else None,
    }


@writes(router.put, "/me/notices", "duties.choose_often", gives=shapes.Chosen)
def choose_own_notices(request: HttpRequest, given: shapes.ChooseOften) -> Deed:
    """How often mail tells of one's tasks."""
    form = cleaned(OftenForm(given.model_dump()))
    me: Any = request.user
    return Deed(
        lambda **who: choose_often(person=me, **form, **who),
        lambda choice: {"often": choice.often},
    )


@writes(router.post, "/me/calendar", CALENDAR, gives=shapes.CalendarMade, status=201)
def make_own_calendar(request: HttpRequest) -> Deed:
    """Make the secret address of the own calendar. One made before stops working."""
    me: Any = request.user
    return Deed(
        lambda **who: renew_calendar(person=me, **who),
        lambda token: {"link": settings.BASE_URL + reverse("duties:calendar", args=[token])},
    )


@writes(router.delete, "/me/calendar", CALENDAR, gives=shapes.CalendarEnded)
def end_own_calendar(request: HttpRequest) -> Deed:
    """Take the address of the own calendar away."""
    me: Any = request.user
    return Deed(lambda **who: end_calendar(person=me, **who), lambda _none: {"ended": True})


@reads(router, "/audit", "audit.see", shapes.Entries)
def list_entries(request: HttpRequest, asked: shapes.EntriesPart) -> dict[str, Any]:
    """Who did what to what, when. Nothing in it ever changes."""
    seeing.must(request, "audit.see")
    wanted = {"subject": asked.subject, "actor": asked.actor, "id__lt": asked.before}
    entries = AuditEntry.objects.filter(**{name: w for name, w in wanted.items() if w})
    found = list(entries.order_by("-id")[: asked.limit + 1])
    shown = found[: asked.limit]
    query = request.GET.copy()
    query["before"] = str(shown[-1].id) if shown else ""
    more = len(found) > asked.limit
    return {
        "next": f"{request.path}?{query.urlencode()}" if more else None,
        "items": [
            row
            | {
                "at": entry.at.isoformat(),
                "actor": entry.actor,
                "details": row["details"] or None,
                "hash": entry.hash,
            }
            for entry, row in zip(shown, in_words(shown), strict=True)
        ],
    }
