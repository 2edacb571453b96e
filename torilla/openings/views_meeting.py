"""Meetings: which groups the reader speaks for, and all that awaits one of them in one sitting."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import DateField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from torilla.core.acting import Page, act
from torilla.core.command import Refused
from torilla.core.ids import id_in
from torilla.openings.commands.record_meeting import ItemRefused, record_meeting
from torilla.openings.deciding import Outcome, Verdict, check, may_decide, read_section, told
from torilla.openings.forms_decide import DAY_FORMATS, ItemForm
from torilla.openings.models import Decision
from torilla.openings.objections import refuse_blocked
from torilla.openings.pages_decide import awaiting, barred, decided_on, spoken_for, summary
from torilla.openings.sheet.minutes import minutes_of
from torilla.people.models import Body

_SENT = re.compile(r"d(\d{1,12})-outcome")
TEMPLATE = "openings/meeting.html"


@dataclass
class Item:
    """One matter of the meeting with its form. `mine`: the reader may record it; `refusal`: what is wrong."""

    row: Decision
    form: ItemForm
    about: dict[str, Any]
    barred: list[dict[str, Any]]
    mine: bool
    refusal: Refused | None = None
    minutes: str = ""
    verdict: Verdict | None = field(default=None)

    def refuse(self, refused: Refused) -> None:
        """Say it at the field where there is one."""
        name = refused.field
        if name is not None and name in self.form.fields:
            parts = (refused, refused.remedy)
            self.form.add_error(name, " ".join(str(part) for part in parts if part))
        else:
            self.refusal = refused


def meetings(request: HttpRequest) -> HttpResponse:
    """The groups for which the reader speaks, and what awaits each; the day of a meeting is chosen here."""
    now = timezone.now()
    bodies = spoken_for(request.user, now)
    if not bodies:
        raise Http404
    day, wrong = timezone.localdate(now), False
    if "body" in request.GET:
        body = id_in(request.GET["body"])
        chosen = _day(request.GET.get("on", ""))
        if chosen is not None and body in {each.pk for each in bodies}:
            return redirect("meetings:meeting", body, chosen.isoformat())
        wrong = True
    groups = [{"body": body, "rows": awaiting(body)} for body in bodies]
    context = {"groups": groups, "today": day.isoformat(), "wrong": wrong}
    return render(request, "openings/meetings.html", context, status=422 if wrong else 200)


def _day(text: str) -> date | None:
    try:
        day: date | None = DateField(input_formats=DAY_FORMATS, required=False).clean(text)
    except ValidationError:
        return None
    return day


def meeting(request: HttpRequest, pk: int, day: str) -> HttpResponse:
    """All that awaits the group, to be decided in one sitting: written, looked at, recorded at once."""
    now = timezone.now()
    body = next((each for each in spoken_for(request.user, now) if each.pk == pk), None)
    on = _day(day)
    if body is None or on is None:
        raise Http404
    items = [_item(row, body, request, now) for row in _rows(body, request)]
    done = [row for row in decided_on(body, on)]
    context = {
        "body": body,
        "day": on,
        "ahead": on > timezone.localdate(now),
        "items": items,
        "done": [{"row": row, "told": told(row, now)} for row in done if row.outcome != Outcome.DEFERRED],
        "of": len(items) + len(done),
        "crumbs": [{"label": _("Meetings"), "url": reverse("meetings:meetings")}],
    }  # fmt: skip
    page = Page(request, None, TEMPLATE, context)
    if request.method != "POST":
        return page.show()
    if not _read(items, on):
        return page.show(422)
    if "back" in request.POST:
        return page.show()
    if "record" not in request.POST:
        return _looked_at(page, items, now)
    return _recorded(request, body, items, context)


def _rows(body: Body, request: HttpRequest) -> list[Decision]:
    """What awaits the group, and what was sent of it though somebody decided it meanwhile."""
    rows = awaiting(body)
    sent = {
        id_in(m[1]) for key, value in request.POST.items() if value and (m := _SENT.fullmatch(key))
    }
    gone = Decision.objects.filter(body=body, pk__in=sent - {row.pk for row in rows} - {None})
    return [*rows, *gone.select_related("application__made_by", "body", "person")]


def _item(row: Decision, body: Body, request: HttpRequest, now: datetime) -> Item:
    return Item(
        row=row,
        form=ItemForm(request.POST if request.method == "POST" else None, prefix=f"d{row.pk}"),
        about=summary(row, now),
        barred=barred(row.application, body, now),
        mine=may_decide(request.user, row, now),
    )


def _read(items: list[Item], on: date) -> bool:
    """Read every form; whether all could be read."""
    good = True
    for item in items:
        if not item.form.is_valid():
            good = False
        elif item.form.cleaned_data["outcome"]:
            section = item.form.cleaned_data["section"]
            item.verdict = item.form.verdict(section=section, meeting_on=on)
    return good


def _looked_at(page: Page, items: list[Item], now: datetime) -> HttpResponse:
    """What would be recorded, with the text for the minutes; each mistake stands at its matter."""
    decided = [item for item in items if item.verdict is not None]
    if not decided:
        return page.refuse(
            Refused(_("Nothing was decided yet: choose a decision for at least one matter."))
        )
    sections: dict[str, Item] = {}
    wrong = False
    for item in decided:
        try:
            _check(item, sections, page.request, now)
        except Refused as refused:
            item.refuse(refused)
            wrong = True
    if wrong:
        return page.show(422)
    for item in decided:
        item.minutes = minutes_of(_as_decided(item, page.request, now), now=now)
    return page.show(checked=decided, record=_record_words(len(decided)))


def _record_words(number: int) -> str:
    return ngettext("Record %(number)s decision", "Record %(number)s decisions", number) % {
        "number": number
    }


def _check(item: Item, sections: dict[str, Item], request: HttpRequest, now: datetime) -> None:
    assert item.verdict is not None  # noqa: S101  (only those with a decision are looked at)
    check(item.row, request.user, item.verdict, now)
    if item.verdict.outcome == Outcome.APPROVED:
        refuse_blocked(item.row.application, now)
    if not item.verdict.section.strip():
        return
    section = read_section(item.verdict.section)
    if section in sections:
        raise Refused(
            _("§ %(section)s of this meeting is another matter: %(application)s.")
            % {"section": section, "application": sections[section].row.application.title},
            field="section",
            remedy=_("Give each matter its own section."),
        )
    sections[section] = item


def _as_decided(item: Item, request: HttpRequest, now: datetime) -> Decision:
    """The row as it would be, for the text of the minutes; never saved."""
    row, verdict = item.row, item.verdict
    assert verdict is not None  # noqa: S101  (as above)
    row.outcome, row.condition, row.reason = verdict.outcome, verdict.condition, verdict.reason
    row.meeting_on, row.decided_at, row.decided_by = verdict.meeting_on, now, request.user
    row.section = read_section(verdict.section) if verdict.section.strip() else ""
    row.resources_confirmed = verdict.resources_confirmed
    return row


def _recorded(
    request: HttpRequest, body: Body, items: list[Item], context: dict[str, Any]
) -> HttpResponse:
    decided = [(item.row, item.verdict) for item in items if item.verdict is not None]

    def run(**who: Any) -> list[Decision]:
        try:
            return record_meeting(body=body, items=decided, **who)
        except ItemRefused as refused:
            next(item for item in items if item.row.pk == refused.decision.pk).refuse(refused)
            raise

    return act(
        request,
        None,
        run,
        template=TEMPLATE,
        context=context,
        to=reverse("meetings:meeting", args=[body.pk, context["day"].isoformat()]),
        said=lambda made: (
            ngettext("%(number)s decision is recorded.", "%(number)s decisions are recorded.", len(made))
            % {"number": len(made)}
        ),
    )  # fmt: skip
