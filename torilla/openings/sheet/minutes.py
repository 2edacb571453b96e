"""A text for the minutes of a body, or for the decision of one person: plain, to be copied."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.utils.translation import pgettext

from torilla.openings.models import Application, Decision
from torilla.openings.sheet import matter
from torilla.openings.sheet.characters import line as drawn_line
from torilla.openings.sheet.characters import lines as drawn_lines
from torilla.register.queries import network_name

Outcome = Decision.Outcome
line = partial(drawn_line, drawn=False)
lines = partial(drawn_lines, drawn=False)


@dataclass(frozen=True)
class Minutes:
    """The text of one decision, and whose it is."""

    decider: str
    text: str


def minutes(application: Application, *, now: datetime) -> list[Minutes]:
    """A text for each decision of the round in hand that has been asked for, in the active language."""
    rows = application.decisions.filter(round=application.round, asked_at__isnull=False)
    found = rows.exclude(outcome=Outcome.LAPSED).select_related("body", "person", "decided_by")
    return [Minutes(matter.decider(row, now), minutes_of(row, now=now)) for row in found]


def minutes_of(decision: Decision, *, now: datetime) -> str:
    """The text of one decision; where it is not made yet, its place is left open.

    As Finnish minutes are written: the matter and its section, who presents it, the account of it, the
    proposal, the decision, the reasons.
    """
    application = decision.application
    parts = [
        [_matter(application), _when(decision, now)],
        [_who(pgettext("minutes", "Presented by"), _presenter(application))]
        + [_who(pgettext("minutes", "Prepared by"), _preparer(application))],
        [pgettext("minutes", "Account of the matter"), *_account(application)],
        [pgettext("minutes", "Proposal"), _proposal(application, decision, now)],
        [pgettext("minutes", "Decision"), *_decision(decision)],
        *_why(decision),
        *_files(application),
    ]
    return "\n\n".join("\n".join(each for each in part if each) for part in parts)


def _matter(application: Application) -> str:
    title = line(application.title)
    return pgettext("minutes", "Opening an account: %(title)s") % {"title": title}


def _when(decision: Decision, now: datetime) -> str:
    """ "§ 12, Johtoryhmä 1.12.2026"."""
    who = line(matter.decider(decision, now))
    day = matter.day(decision.meeting_on or decision.decided_at)
    told = f"{who} {day}".strip()
    section = line(decision.section)
    if decision.body is not None:
        return f"§\N{NO-BREAK SPACE}{section or '…'}, {told}"
    return told


def _who(label: str, name: str) -> str:
    return f"{label}: {line(name)}" if name else ""


def _presenter(application: Application) -> str:
    at = application.proposed_at or application.made_at
    return matter.called(application.proposed_by, at)


def _preparer(application: Application) -> str:
    return matter.called(application.made_by, application.made_at)


def _account(application: Application) -> list[str]:
    told = pgettext(
        "minutes",
        "%(unit)s applies for an account on %(network)s. The application is attached.",
    ) % {"unit": line(application.unit.name), "network": network_name(application.network)}
    why = pgettext("minutes", "Why the umbrella account cannot carry this (C15):")
    umbrella = lines(application.umbrella)
    return [told, why, *umbrella] if umbrella else [told]


def _proposal(application: Application, decision: Decision, now: datetime) -> str:
    return pgettext(
        "minutes", "%(decider)s decides that %(unit)s may open an account on %(network)s."
    ) % {
        "decider": line(matter.decider(decision, now)),
        "unit": line(application.unit.name),
        "network": network_name(application.network),
    }


def _decision(decision: Decision) -> list[str]:
    words = {
        Outcome.APPROVED.value: pgettext("minutes", "The proposal was approved."),
        Outcome.RETURNED.value: pgettext("minutes", "The application was returned to be prepared."),
        Outcome.DECLINED.value: pgettext("minutes", "The proposal was declined."),
        Outcome.DEFERRED.value: pgettext("minutes", "The matter was moved to a later meeting."),
    }
    told = [words.get(decision.outcome, "…")]
    if decision.resources_confirmed:
        told.append(
            pgettext("minutes", "People and time enough for the account were made sure of (C10).")
        )
    if conditions := lines(decision.condition):
        told += [pgettext("minutes", "Conditions:"), *conditions]
    return told


def _why(decision: Decision) -> list[list[str]]:
    if not (reasons := lines(decision.reason)):
        return []
    returned = decision.outcome == Outcome.RETURNED
    label = pgettext("minutes", "Questions") if returned else pgettext("minutes", "Reasons")
    return [[label, *reasons]]


def _files(application: Application) -> list[list[str]]:
    names = [line(name) for name in matter.attachments(application)]
    return [[pgettext("minutes", "Attachments"), *names]] if names else []
