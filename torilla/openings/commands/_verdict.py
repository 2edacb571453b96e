"""How a decision is put down, whoever makes it."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from torilla.core import audit
from torilla.openings.commands._steps import (
    ANSWER,
    DECLINED,
    ask_person,
    end,
    go_on,
    lapses_on,
    let_lapse,
    locked,
    move,
    settle_step,
    tell_of,
    undecided,
)
from torilla.openings.deciding import Verdict, check, read_section
from torilla.openings.models import Application, Decision
from torilla.openings.objections import refuse_blocked

Outcome = Decision.Outcome


def put_down(*, actor: Any, decision: Decision, verdict: Verdict, now: datetime) -> Decision:
    """Check the decision, keep it, and let the application go where it leads."""
    application = locked(decision.application)
    row: Decision = Decision.objects.select_related("body", "person").get(pk=decision.pk)
    row.application = application
    check(row, actor, verdict, now)
    if verdict.outcome == Outcome.APPROVED:
        refuse_blocked(application, now)
    _keep(row, actor, verdict, now)
    audit.record(
        application, "openings.decision.made", actor=actor, at=now, decision=row.pk,
        decider=row.decider, outcome=str(row.outcome), meeting=str(row.meeting_on or ""),
        section=row.section, resources_confirmed=row.resources_confirmed,
    )  # fmt: skip
    _follow(application, row, actor, now)
    return row


def _keep(row: Decision, actor: Any, verdict: Verdict, now: datetime) -> None:
    row.outcome, row.decided_at, row.decided_by = verdict.outcome, now, actor
    row.condition, row.reason = verdict.condition.strip(), verdict.reason.strip()
    row.resources_confirmed = verdict.resources_confirmed
    if row.body is not None:
        row.meeting_on = verdict.meeting_on
        row.section = read_section(verdict.section) if verdict.section.strip() else ""
    row.save()


def _follow(application: Application, row: Decision, actor: Any, now: datetime) -> None:
    if row.outcome == Outcome.DEFERRED:
        return
    settle_step(application, row, actor, now)
    if row.outcome == Outcome.DECLINED:
        end(application, "declined", actor, now)
        tell_of(application, DECLINED, actor, now, persons=[application.made_by])
    elif row.outcome == Outcome.RETURNED:
        _give_back(application, actor, now)
    else:
        if row.any:
            let_lapse(application, undecided(application, Q(step=row.step)), actor, now)
        go_on(application, actor, now)


def _give_back(application: Application, actor: Any, now: datetime) -> None:
    """The round stays as it is, for everybody to read; what was not decided in it lapses."""
    let_lapse(application, undecided(application), actor, now)
    move(application, "returned")
    application.expires_on = lapses_on(now)
    application.save(update_fields=["state", "expires_on"])
    ask_person(application, ANSWER, application.made_by, actor, now)
