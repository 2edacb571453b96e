"""When a person hears of a duty by mail: at once, once a day or once a week, as they have chosen."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Max

from torilla.duties.models import HOLDER, Duty, Mail, NoticeChoice
from torilla.duties.steps import Step, step_at
from torilla.duties.times import Times
from torilla.policy import NoValue, Policy

Often = NoticeChoice.Often

DEADLINES = "notices.deadlines_at_once"
"""Whether what falls due is told at once whatever a person has chosen; so it is where a policy is silent."""


@dataclass
class Choices:
    """What these persons have chosen, and when each last heard of what was collected."""

    deadlines_at_once: bool
    often: dict[int, str] = field(default_factory=dict)
    last: dict[int, datetime] = field(default_factory=dict)

    def goes_at(
        self, duty: Duty, step: Step, person_id: int, times: Times, now: datetime
    ) -> tuple[datetime, bool]:
        """When the person is to have the mail that tells of this step, and whether it is collected.

        An escalation is never collected, nor is what falls due where the policy says so.
        """
        often = self.often.get(person_id, Often.AT_ONCE)
        if often == Often.AT_ONCE or step.to != HOLDER:
            return now, False
        goes = _slot(often, step_at(step, duty), times, self.last.get(person_id), now)
        due = step.days is not None and step.days >= 0
        if self.deadlines_at_once and (due or goes > duty.due_at):
            return now, False
        return goes, True


def choices(persons: Collection[int], policy: Policy, on: date) -> Choices:
    """The choices of these persons; two queries."""
    found = Choices(yes(policy, DEADLINES, on, unless=True))
    rows = NoticeChoice.objects.filter(person__in=persons).exclude(often=Often.AT_ONCE)
    found.often = dict(rows.values_list("person_id", "often"))
    if found.often:
        mails = Mail.objects.filter(person__in=found.often, collects=True).exclude(sent_at=None)
        last = mails.values("person_id").annotate(at=Max("sent_at")).order_by()
        found.last = dict(last.values_list("person_id", "at"))
    return found


def yes(policy: Policy, parameter: str, on: date, *, unless: bool) -> bool:
    """What the policy says to a yes-or-no parameter; `unless` it is silent."""
    try:
        return bool(policy.parameter(parameter, on=on).value)
    except NoValue:
        return unless


def _slot(
    often: str, came_at: datetime, times: Times, last: datetime | None, now: datetime
) -> datetime:
    """What came up before the day's (week's) first duty time began goes now, the rest next time."""
    daily = often == Often.DAILY
    begins = times.day_start(now) if daily else times.week_start(now)
    if begins and came_at <= begins <= now and (last is None or last < begins):
        return now
    return (times.next_day_start(now) if daily else times.next_week_start(now)) or now
