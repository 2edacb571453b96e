"""The policy's steps: when, and to whom, a duty is told of before and after its due time."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from torilla.duties.models import HOLDER, Duty
from torilla.policy import Policy


@dataclass(frozen=True)
class Step:
    """`days` from the due day, at its first moment (None: at once), `to` the holder or a position."""

    days: int | None
    to: str


AT_ONCE = Step(None, HOLDER)


def steps_of(kind: str, policy: Policy, on: date) -> tuple[Step, ...]:
    """The steps of a kind of duty; what is told or asked is told at once, before any reminder."""
    steps = tuple(Step(s.days, s.to) for s in policy.parameter("duties.steps", on=on).value)
    return steps if kind == Duty.Kind.PUT_RIGHT else (AT_ONCE, *steps)


def step_at(step: Step, duty: Duty) -> datetime:
    """When a step of this duty comes, at the earliest when the duty was opened."""
    if step.days is None:
        return duty.opened_at
    day = timezone.localdate(duty.due_at) + timedelta(days=step.days)
    return max(duty.opened_at, datetime.combine(day, time(), timezone.get_default_timezone()))


def due_at(opened_at: datetime, days: int) -> datetime:
    """The last minute of the day on which something is due."""
    day = timezone.localdate(opened_at) + timedelta(days=days)
    return datetime.combine(day, time(23, 59), timezone.get_default_timezone())
