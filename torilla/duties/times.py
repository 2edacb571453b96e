"""When a person may be told of something: within duty times, never in an absence (K8)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from torilla.people.models import Absence, DutyTime, Person
from torilla.policy import Policy

HORIZON = 60
"""How many days ahead a next duty time is looked for."""

Hours = tuple[time, time]


@dataclass(frozen=True)
class Times:
    """One person's duty times by weekday (0 is Monday), and absences as first and last day."""

    week: dict[int, list[Hours]]
    away: list[tuple[date, date]] = field(default_factory=list)

    def on_duty(self, now: datetime) -> bool:
        """Whether the person may be told now."""
        return any(start <= now < end for start, end in self._on(timezone.localdate(now)))

    def next_start(self, now: datetime) -> datetime | None:
        """When the next duty time begins after `now`; None within the horizon."""
        today = timezone.localdate(now)
        for ahead in range(HORIZON):
            for start, _end in self._on(today + timedelta(days=ahead)):
                if start > now:
                    return start
        return None

    def day_start(self, now: datetime) -> datetime | None:
        """When today's first duty time begins; None where there is none today."""
        return self._first(timezone.localdate(now), 1)

    def next_day_start(self, now: datetime) -> datetime | None:
        """When the first duty time of a later day begins; None within the horizon."""
        return self._first(timezone.localdate(now) + timedelta(days=1), HORIZON)

    def week_start(self, now: datetime) -> datetime | None:
        """When this week's first duty time begins; None where there is none this week."""
        return self._first(_monday(now), 7)

    def next_week_start(self, now: datetime) -> datetime | None:
        """When the first duty time of a later week begins; None within the horizon."""
        return self._first(_monday(now) + timedelta(days=7), HORIZON)

    def _first(self, day: date, days: int) -> datetime | None:
        starts = (s for ahead in range(days) for s, _e in self._on(day + timedelta(days=ahead)))
        return next(starts, None)

    def late_before(self, now: datetime) -> datetime:
        """What was due before this moment is late to its holder: not before their next duty time."""
        if self.on_duty(now):
            return now
        today = timezone.localdate(now)
        for back in range(HORIZON):
            ended = [e for _s, e in self._on(today - timedelta(days=back)) if e <= now]
            if ended:
                return max(ended)
        return now

    def _on(self, day: date) -> list[tuple[datetime, datetime]]:
        if any(first <= day <= last for first, last in self.away):
            return []
        zone = timezone.get_default_timezone()
        return [
            (
                datetime.combine(day, starts, zone),
                # 0.00 is the end of the day.
                datetime.combine(day + timedelta(days=ends == time()), ends, zone),
            )
            for starts, ends in self.week.get(day.weekday(), [])
        ]


def _monday(now: datetime) -> date:
    today = timezone.localdate(now)
    return today - timedelta(days=today.weekday())


def duty_times(persons: Collection[int], policy: Policy, now: datetime) -> dict[int, Times]:
    """The times of each of these persons; the policy's where one has stated none. Two queries."""
    usual = _usual(policy, timezone.localdate(now))
    weeks: dict[int, dict[int, list[Hours]]] = defaultdict(lambda: defaultdict(list))
    for row in DutyTime.objects.filter(person__in=persons).order_by("weekday", "starts"):
        weeks[row.person_id][row.weekday].append((row.starts, row.ends))
    away: dict[int, list[tuple[date, date]]] = defaultdict(list)
    since = timezone.localdate(now) - timedelta(days=HORIZON)
    absences = Absence.objects.filter(person__in=persons, last_day__gte=since)
    for person, first, last in absences.values_list("person_id", "first_day", "last_day"):
        away[person].append((first, last))
    return {pk: Times(weeks.get(pk, usual), away.get(pk, [])) for pk in persons}


def _usual(policy: Policy, today: date) -> dict[int, list[Hours]]:
    start = time.fromisoformat(policy.parameter("duties.start", on=today).value)
    end = time.fromisoformat(policy.parameter("duties.end", on=today).value)
    days = policy.parameter("duties.weekdays", on=today).value
    return {day - 1: [(start, end)] for day in days}


def late_before(person: Person, policy: Policy, now: datetime) -> datetime:
    """What was due before this moment is late to the person; one query."""
    rows = DutyTime.objects.filter(person=person).order_by("weekday", "starts")
    week: dict[int, list[Hours]] = defaultdict(list)
    for row in rows:
        week[row.weekday].append((row.starts, row.ends))
    return Times(dict(week) or _usual(policy, timezone.localdate(now))).late_before(now)
