"""The decision sheet: what was decided on an application, by whom, when, why."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from torilla.openings.models import Application, Decision
from torilla.openings.sheet import matter
from torilla.openings.sheet.blocks import Block, Sheet, facts, heading, items, steps, text
from torilla.openings.sheet.rules import guideline

Outcome = Decision.Outcome


def has_decision(application: Application) -> bool:
    """Whether anything was settled yet: before it there is no decision sheet."""
    return application.decisions.filter(outcome__in=matter.DECIDED).exists()


def decision_sheet(application: Application, *, now: datetime) -> Sheet:
    """The sheet in the active language, at the moment `now`."""
    settled = application.decisions.filter(outcome__in=matter.DECIDED).order_by("-decided_at")
    last = settled.first()
    on = (last and (last.meeting_on or last.decided_at)) or now
    return matter.sheet(
        application,
        kind=pgettext("sheet", "Decision sheet"),
        on=on,
        now=now,
        blocks=list(_blocks(application, now)),
    )


def _blocks(application: Application, now: datetime) -> Iterator[Block]:
    yield facts(matter.top(application, now))
    yield heading(pgettext("sheet", "Decision"))
    yield text(*conclusion(application))
    rounds = matter.decisions(application)
    for number, rows in rounds:
        yield heading(
            pgettext("sheet", "Handling %(number)s") % {"number": number}
            if len(rounds) > 1
            else pgettext("sheet", "Handling")
        )
        yield from _handling(application, number, rows, now)
    yield from guideline(application, now)
    if files := matter.attachments(application):
        yield heading(pgettext("sheet", "Attachments"))
        yield items(files)


def conclusion(application: Application) -> list[str]:
    """What it all came to, in a sentence or two."""
    state = application.state
    if state in {"approved", "provisioning", "opened"}:
        lapses = pgettext("sheet", "The decision lapses unless the account is opened by %(day)s.")
        end = application.expires_on if state != "opened" else None
        told = [pgettext("sheet", "The account may be opened.")]
        return [*told, lapses % {"day": matter.day(end)}] if end else told
    return {
        "declined": [pgettext("sheet", "The account is not opened.")],
        "returned": [pgettext("sheet", "The application was returned with questions.")],
        "withdrawn": [pgettext("sheet", "The application was withdrawn.")],
        "expired": [pgettext("sheet", "The application lapsed.")],
    }.get(state, [pgettext("sheet", "The matter is still being handled.")])


def _handling(
    application: Application, number: int, rows: list[Decision], now: datetime
) -> Iterator[Block]:
    """One round: everybody asked in a table, then what each decided and why."""
    words = [pgettext("sheet", "Decider"), pgettext("sheet", "Day and section"), _("Outcome")]
    table = [
        (f"{row.step}. {matter.decider(row, now)}", matter.meeting(row), matter.outcome(row))
        for row in rows
    ]
    yield steps(words, table)
    if any(row.any for row in rows):
        yield text(pgettext("sheet", "Where a step asks several, one approval may be enough."))
    if around := list(matter.exceptions(application, number)):
        yield heading(pgettext("sheet", "Exception to the chain of deciders"), level=2)
        yield items(around)
    for row in rows:
        if said := list(_said(row)):
            yield heading(matter.decider(row, now), level=2)
            yield facts(said)


def _said(row: Decision) -> Iterator[tuple[str, str]]:
    """What one decider decided, where anything was said beyond the outcome."""
    if row.outcome not in matter.DECIDED:
        return
    yield _("Outcome"), matter.outcome(row)
    if row.body is not None:
        yield pgettext("sheet", "Meeting"), matter.meeting(row)
        yield pgettext("sheet", "Recorded by"), row.decided_by.name if row.decided_by else ""
    questions = row.outcome == Outcome.RETURNED
    label = pgettext("sheet", "Questions") if questions else pgettext("sheet", "Reasons")
    yield pgettext("sheet", "Conditions"), row.condition
    yield label, row.reason
    if row.resources_confirmed:
        yield (
            pgettext("sheet", "Working time"),
            pgettext("sheet", "People and time enough are made sure of (C10)."),
        )
