"""What pages show of deciding: the chain with its steps, who decides, who is disqualified."""

from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from torilla.openings.chain import chain, name_of, proposers
from torilla.openings.deciding import (
    AWAITED,
    Outcome,
    awaited,
    decider_name,
    may_decide,
    told,
    waiting_for,
)
from torilla.openings.exceptions import coming_round, left_out
from torilla.openings.judging import judged
from torilla.openings.lifecycle import ApplicationStates
from torilla.openings.models import Application, Decision
from torilla.openings.stakes import disqualified
from torilla.people.models import Body, Membership, Person
from torilla.people.permissions import allows
from torilla.register.queries import network_name


def decisions_part(application: Application, reader: Person, now: datetime) -> dict[str, Any]:
    """What the hub shows: the steps of each round, and what the reader can do now."""
    rows = application.decisions.select_related("body", "person", "application", "decided_by")
    rounds = [
        {"number": number, "steps": [_step(row, now) for row in found]}
        for number, found in groupby(rows, key=lambda row: row.round)
    ]
    writing = application.state in ApplicationStates.WRITTEN
    return {
        "now": rounds.pop() if rounds and not writing else None,
        "before": rounds[::-1],
        "coming": _coming(application, now) if writing else [],
        "proposers": [person.name for person in proposers(application, now)] if writing else [],
        "exceptions": list(application.exceptions.order_by("recorded_at", "pk")),
        "acts": _acts(application, reader, now),
    }


def _step(row: Decision, now: datetime) -> dict[str, Any]:
    """A line of `<c-steps>`."""
    decided = row.outcome not in ("", Outcome.DEFERRED)
    words = [row.condition and _("Condition: %(text)s") % {"text": row.condition}, row.reason]
    if row.resources_confirmed:
        words.append(_("There are people and time for the account (C10)."))
    title = told(row, now) if row.outcome else decider_name(row, now)
    return {
        "title": capfirst(title),
        "text": " ".join(word for word in words if word),
        "state": "done" if decided else "now" if row.asked_at else "",
        "who": row.decided_by.name if row.decided_by else "",
        "at": row.decided_at if decided else row.asked_at,
    }


def _coming(application: Application, now: datetime) -> list[dict[str, str]]:
    """The steps that a proposal would go through."""
    without = left_out(application, coming_round(application))
    return [{"title": label} for number, label in steps_in_words(now) if number not in without]


def steps_in_words(now: datetime) -> list[tuple[int, str]]:
    """The chain of the policy, each step with its number."""
    found = []
    for number, step in enumerate(chain(now), 1):
        word = pgettext("list", "or") if step.any else pgettext("list", "and")
        names = f" {word} ".join(name_of(each, now) for each in step.deciders)
        found.append((number, capfirst(names)))
    return found


def open_steps(application: Application, now: datetime) -> list[tuple[int, str]]:
    """The steps that an exception could leave out."""
    if application.state == "deciding":
        rows = application.decisions.filter(AWAITED, round=application.round)
        rows = rows.select_related("body", "person")
        return [
            (number, ", ".join(decider_name(row, now) for row in found))
            for number, found in groupby(rows, key=lambda row: row.step)
        ]
    without = left_out(application, coming_round(application))
    return [(number, label) for number, label in steps_in_words(now) if number not in without]


def _acts(application: Application, reader: Person, now: datetime) -> list[dict[str, Any]]:
    """Buttons: what the reader can do, the first of them foremost."""
    found = [*_forward(application, reader, now)]
    here = [application.pk]
    if application.state in ("drafted", "returned", "deciding") and allows(
        reader, "openings.except", application, now=now
    ):
        url = reverse("openings:exception", args=here)
        found.append({"url": url, "word": _("Record an exception to the chain")})
    going_on = application.state not in ApplicationStates.ends()
    if going_on and allows(reader, "openings.withdraw", application, now=now):
        url = reverse("openings:withdraw", args=here)
        found.append({"url": url, "word": _("Withdraw the application")})
    return found


def _forward(application: Application, reader: Person, now: datetime) -> list[dict[str, Any]]:
    here = [application.pk]
    if application.state in ApplicationStates.WRITTEN:
        mine = reader.pk in {person.pk for person in proposers(application, now)}
        word = _("Propose the application") if mine else _("Ask for it to be proposed")
        if mine or allows(reader, "openings.write", application, now=now):
            return [{"url": reverse("openings:propose", args=here), "word": word, "first": mine}]
        return []
    for row in waiting_for(application):
        if may_decide(reader, row, now):
            day = timezone.localdate(now).isoformat()
            url = (
                reverse("meetings:meeting", args=[row.body_id, day])
                if row.body_id
                else reverse("openings:decide", args=here)
            )
            word = _("Record the decision") if row.body_id else _("Decide")
            return [{"url": url, "word": word, "first": True}]
    return []


def summary(row: Decision, now: datetime) -> dict[str, Any]:
    """What somebody who decides is to know of the application, in a few lines."""
    application = row.application
    found = judged(application, now)
    earlier = application.decisions.filter(round=row.round, step__lt=row.step).exclude(
        outcome__in=("", Outcome.DEFERRED)
    )
    return {
        "application": application,
        "network": network_name(application.network),
        "proposer": application.proposed_by,
        "earlier": [told(each, now) for each in earlier.select_related("body", "person")],
        "kept": sum(each.kept for each in found),
        "rules": len(found),
        "stops": [each for each in found if each.stops],
        "reasons": application.reasons,
        "attachments": application.attachments.count(),
    }


def spoken_for(reader: Person, now: datetime) -> list[Body]:
    """The groups for which the reader speaks."""
    seats = Membership.objects.at(now).filter(person=reader, role__in=Membership.SPEAK)
    return list(Body.objects.filter(ended_at=None, pk__in=seats.values("body")))


def awaiting(body: Body) -> list[Decision]:
    """What awaits the group, the longest waiting first."""
    rows = awaited().filter(body=body).select_related(
        "application__unit__parent__parent", "application__made_by", "application__proposed_by",
        "body", "person",
    )  # fmt: skip
    return list(rows.order_by("asked_at", "pk"))


def decided_on(body: Body, day: date) -> list[Decision]:
    """What the group decided in the meeting of that day, in the order of its sections."""
    rows = Decision.objects.filter(body=body, meeting_on=day).exclude(outcome="")
    found = rows.select_related("application", "body", "person")
    return sorted(found, key=lambda row: (len(row.section.split(" ")[0]), row.section))


def barred(application: Application, body: Body, now: datetime) -> list[dict[str, Any]]:
    """Members of the group who are disqualified, by name and with why."""
    seats = body.memberships.at(now).select_related("person")
    found = disqualified(application, [seat.person for seat in seats])
    return [{"name": person.name, "why": why} for person, why in found]
