"""What both sheets and the minutes tell of an application, in the language that is active."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby

from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from torilla.core.alphabet import Alphabetical
from torilla.openings.chain import chain, name_of
from torilla.openings.lifecycle import ApplicationStates
from torilla.openings.models import Application, ChainException, Decision
from torilla.openings.sheet.blocks import Block, Sheet, bounded
from torilla.openings.sheet.characters import line
from torilla.people.models import Person, Standing, Unit
from torilla.policy.kinds import DecisionStep
from torilla.register.queries import network_name

DECIDED = frozenset(
    {Decision.Outcome.APPROVED, Decision.Outcome.RETURNED, Decision.Outcome.DECLINED}
)
"""The outcomes that settle something."""


def sheet(
    application: Application, *, kind: str, on: date, now: datetime, blocks: list[Block]
) -> Sheet:
    """A sheet on the application, with what stands around its blocks."""
    root = Unit.objects.filter(kind=Unit.Kind.MUNICIPALITY).first()
    return make(
        title=pgettext("sheet", "Opening an account: %(title)s") % {"title": application.title},
        kind=kind,
        number=pgettext("sheet", "Application %(number)s") % {"number": application.pk},
        date=day(on),
        municipality=root.name if root else "",
        unit=application.unit.name,
        footer=pgettext("sheet", "As it stood on %(day)s at %(hour)s. Made by Torilla.")
        % {"day": day(now), "hour": hour(now)},
        blocks=blocks,
    )


def make(*, blocks: list[Block], **short: str) -> Sheet:
    """The sheet in the active language, each short text on one line."""
    told = {key: line(value) for key, value in short.items()}
    return {"language": (get_language() or "fi")[:2], "blocks": list(bounded(blocks)), **told}  # type: ignore[typeddict-item]


def top(application: Application, now: datetime) -> list[tuple[str, str]]:
    """Whose the application is and how far it has come."""
    asked = application.proposed_at or application.made_at
    return [
        (_("Unit"), application.unit.name),
        (_("Network"), network_name(application.network)),
        (pgettext("sheet", "Prepared by"), called(application.made_by, application.made_at)),
        (pgettext("sheet", "Also written by"), "\n".join(writers(application))),
        (pgettext("sheet", "Begun"), day(application.made_at)),
        (pgettext("sheet", "Proposed by"), called(application.proposed_by, asked)),
        (pgettext("sheet", "Proposed"), day(application.proposed_at)),
        (_("State"), capfirst(str(ApplicationStates.NAMES[application.state]))),
        (pgettext("sheet", "Lapses unless taken further by"), day(application.expires_on)),
    ]


def writers(application: Application) -> list[str]:
    rows = application.writers.select_related("person").order_by(Alphabetical("person__name"))
    return [called(row.person, row.added_at) for row in rows]


def called(person: Person | None, at: datetime) -> str:
    """A person with the title held at the moment, as papers name people: "Aino, librarian"."""
    if person is None:
        return ""
    titles = Standing.objects.at(at).filter(person=person).exclude(title="")
    title = titles.values_list("title", flat=True).first()
    return f"{person.name}, {title}" if title else person.name


def decider(decision: Decision, now: datetime) -> str:
    """The body or the person who decides, else the position by its name."""
    if decision.body is not None:
        return decision.body.name
    word = name_of(decision.decider, now)
    person = decision.decided_by or decision.person
    return f"{person.name}, {word}" if person else capfirst(word)


def outcome(decision: Decision) -> str:
    if decision.outcome:
        return capfirst(str(decision.get_outcome_display()))
    if decision.asked_at:
        return pgettext("sheet", "Not decided yet")
    return pgettext("sheet", "Its turn comes later")


def decisions(application: Application) -> list[tuple[int, list[Decision]]]:
    """The decisions by round, the first round first."""
    rows = application.decisions.select_related("body", "person", "decided_by")
    ordered = rows.order_by("round", "step", "pk")
    return [(number, list(each)) for number, each in groupby(ordered, key=lambda row: row.round)]


def meeting(decision: Decision) -> str:
    """ "1.12.2026, § 12"; of a person the day of the decision."""
    if decision.meeting_on is None:
        return day(decision.decided_at)
    return f"{day(decision.meeting_on)}, §\N{NO-BREAK SPACE}{decision.section}"


def exceptions(application: Application, number: int) -> Iterator[str]:
    """Ways around the chain in a round (C2): which steps, who decided so, when, why."""
    for row in application.exceptions.filter(round=number).order_by("recorded_at", "pk"):
        yield _exception(row)


def _exception(row: ChainException) -> str:
    said = pgettext(
        "sheet",
        "Steps left out of the chain: %(steps)s. Decided by %(who)s on %(day)s. Reason: %(reason)s",
    )
    planned = chain(row.recorded_at)
    steps = ", ".join(_step(number, planned, row.recorded_at) for number in row.steps)
    return said % {
        "steps": steps, "who": row.decided_by, "day": day(row.decided_on), "reason": row.reason,
    }  # fmt: skip


def _step(number: int, planned: tuple[DecisionStep, ...], at: datetime) -> str:
    """ "1 (the sector’s management group)", as the policy of that time named its steps."""
    if not 0 < number <= len(planned):
        return str(number)
    names = ", ".join(name_of(word, at) for word in planned[number - 1].deciders)
    return f"{number} ({names})"


def attachments(application: Application) -> list[str]:
    """The files that belong to the application, by name and size."""
    rows = application.attachments.order_by("added_at", "pk")
    return [f"{row.name} ({filesizeformat(row.size)})" for row in rows]


def day(at: date | datetime | None) -> str:
    """1.12.2026, as papers write it; "" for None."""
    if at is None:
        return ""
    local = timezone.localdate(at) if isinstance(at, datetime) else at
    return f"{local.day}.{local.month}.{local.year}"


def hour(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{local.hour}.{local.minute:02}"
