"""What several commands share: an application locked, moved, its steps asked one after another."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from torilla.core import audit
from torilla.core.command import Refused
from torilla.core.lifecycle import IllegalMove
from torilla.duties.commands.ask import ask, settle
from torilla.duties.commands.tell import tell
from torilla.duties.models import Duty
from torilla.guideline.policies import current_policy
from torilla.openings.deciding import AWAITED
from torilla.openings.lifecycle import ApplicationStates
from torilla.openings.models import Application, Decision
from torilla.people.models import Person
from torilla.people.positions import MUNICIPAL_MANAGER, OF_A_UNIT
from torilla.policy.positions import SUPERVISOR

PROPOSE = gettext_noop("Propose the opening of an account: {application}")
DECIDE = gettext_noop("Decide on the opening of an account: {application}")
ANSWER = gettext_noop("Answer the questions and propose again: {application}")
SET_UP = gettext_noop("Set up the account that was approved: {application}")
LAPSES = gettext_noop("Go on with the application or withdraw it: {application} lapses on {day}")

APPROVED = gettext_noop("The opening of an account was approved: {application}")
DECLINED = gettext_noop("The opening of an account was declined: {application}")
WITHDRAWN = gettext_noop("The application was withdrawn: {application}")
EXPIRED = gettext_noop("The application lapsed, since nobody went on with it: {application}")

DAYS, MEETING_DAYS = 14, 30
"""Until when somebody acts by themselves, and a group that meets."""


def locked(application: Application) -> Application:
    """The application as it stands, nobody else's until the transaction ends."""
    row: Application = (
        Application.objects.select_for_update(of=("self",))
        .select_related("made_by", "unit")
        .get(pk=application.pk)
    )
    return row


def move(application: Application, state: str) -> None:
    """Put the application into a state. Raises Refused where none leads there from here."""
    try:
        ApplicationStates.check(application.state, state)
    except IllegalMove as error:
        raise Refused(
            _("This cannot be done: the application is in the state “%(state)s”.")
            % {"state": ApplicationStates.NAMES[application.state]},
            clause="C2",
            remedy=_("Look at the application as it stands now."),
        ) from error
    application.state = state


def lapses_on(now: datetime, touched: datetime | None = None) -> date:
    """The day on which an application lapses that nobody has gone on with since it was `touched`, or now."""
    today = timezone.localdate(now)
    days: int = current_policy(now).parameter("opening.lapses_days", on=today).value
    return timezone.localdate(touched or now) + timedelta(days=days)


def ask_step(application: Application, step: int, actor: Any, now: datetime) -> None:
    """Ask those who decide in this step."""
    rows = application.decisions.filter(AWAITED, round=application.round, step=step)
    for row in rows.select_related("body", "person"):
        row.asked_at = now
        row.save(update_fields=["asked_at"])
        _ask(
            application,
            DECIDE,
            actor,
            now,
            days=MEETING_DAYS if row.body else DAYS,
            **_holder(row, application),
        )


def ask_person(
    application: Application,
    message: str,
    person: Person,
    actor: Any,
    now: datetime,
    days: int = MEETING_DAYS,
    **values: str,
) -> None:
    """Ask somebody by name."""
    _ask(application, message, actor, now, days=days, person=person, values=values)


def _ask(application: Application, message: str, actor: Any, now: datetime, **given: Any) -> None:
    ask(
        message=message,
        values={"application": application.title} | given.pop("values", {}),
        subject=application,
        subject_name=application.title,
        clause="C2",
        actor=actor,
        now=now,
        **given,
    )


def _holder(row: Decision, application: Application) -> dict[str, Any]:
    if row.body is not None:
        return {"body": row.body}
    if row.decider == SUPERVISOR:
        return {"person": row.person}
    unit = application.unit if row.decider in OF_A_UNIT else None
    return {"position": row.decider, "unit": unit}


def settle_step(application: Application, row: Decision, actor: Any, now: datetime) -> None:
    """The decider of the row is asked no more."""
    holder = {f"holder_{key}": value for key, value in _holder(row, application).items()}
    if row.decider == SUPERVISOR:  # the task may have been handed to somebody else meanwhile
        holder = {"holder_person__isnull": False}
    done = row.outcome != Decision.Outcome.LAPSED
    outcome = Duty.Outcome.DONE if done else Duty.Outcome.LAPSED
    settle(subject=application, actor=actor, now=now, outcome=outcome, message=DECIDE, **holder)


def let_lapse(
    application: Application, rows: Collection[Decision], actor: Any, now: datetime
) -> None:
    """These deciders need not decide any more."""
    for row in rows:
        row.outcome, row.decided_at = Decision.Outcome.LAPSED, now
        row.save(update_fields=["outcome", "decided_at"])
        settle_step(application, row, actor, now)


def undecided(application: Application, among: Q | None = None) -> list[Decision]:
    """What is still to be decided in this round, whether asked or not."""
    rows = application.decisions.filter(AWAITED, among or Q(), round=application.round)
    return list(rows.select_related("body", "person"))


def go_on(application: Application, actor: Any, now: datetime) -> None:
    """After a step: ask the next one, or see that all have approved."""
    left = undecided(application)
    if not left:
        _approve(application, actor, now)
        return
    step = min(row.step for row in left)
    if all(row.asked_at is None for row in left if row.step == step):
        ask_step(application, step, actor, now)


def _approve(application: Application, actor: Any, now: datetime) -> None:
    move(application, "approved")
    application.expires_on = lapses_on(now)
    application.save(update_fields=["state", "expires_on"])
    audit.record(application, "openings.application.approved", actor=actor, at=now)
    ask_person(application, SET_UP, application.made_by, actor, now)
    tell_of(application, APPROVED, actor, now, positions=(MUNICIPAL_MANAGER,))


def tell_of(
    application: Application,
    message: str,
    actor: Any,
    now: datetime,
    persons: Collection[Person] = (),
    positions: Collection[str] = (),
) -> None:
    """Tell persons or positions what became of the application."""
    tell(
        message=message,
        values={"application": application.title},
        subject=application,
        subject_name=application.title,
        clause="",
        actor=actor,
        now=now,
        positions=tuple(positions),
        persons=tuple(persons),
    )


def end(application: Application, state: str, actor: Any, now: datetime) -> None:
    """The application goes no further: what was asked about it is asked no more."""
    move(application, state)
    application.ended_at, application.expires_on = now, None
    application.save(update_fields=["state", "ended_at", "expires_on"])
    let_lapse(application, undecided(application), actor, now)
    settle(subject=application, actor=actor, now=now, outcome=Duty.Outcome.LAPSED)
