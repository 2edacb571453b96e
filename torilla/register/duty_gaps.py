"""How long an account is left alone in an ordinary week: nobody of its people is on duty (K8)."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import time
from functools import lru_cache

from torilla.people.models import DutyTime

DAY = 24 * 60
WEEK = 7 * DAY

Week = int
"""A week as a number of 10,080 bits, a minute each from Monday 0.00; a minute on duty is 1."""


def duty_weeks(persons: Collection[int] | None) -> dict[int, Week]:
    """The week of each of these persons (None: of all) whose duty times are known."""
    rows = DutyTime.objects.order_by()
    if persons is not None:
        rows = rows.filter(person__in=persons)
    weeks: dict[int, Week] = defaultdict(int)
    times = rows.values_list("person_id", "weekday", "starts", "ends")
    for person, weekday, starts, ends in times.iterator(chunk_size=10_000):
        weeks[person] |= _minutes(weekday, starts, ends)
    return dict(weeks)


@lru_cache(maxsize=4096)
def _minutes(weekday: int, starts: time, ends: time) -> Week:
    first = starts.hour * 60 + starts.minute
    last = ends.hour * 60 + ends.minute or DAY  # 0.00 is the end of the day
    return ((1 << (last - first)) - 1) << (weekday * DAY + first)


def longest_gap(weeks: Iterable[Week]) -> int | None:
    """Whole hours, a begun one counted, of the longest time with nobody on duty; None of nobody."""
    together, known = 0, False
    for week in weeks:
        together, known = together | week, True
    return _longest(together) if known else None


@lru_cache(maxsize=4096)
def _longest(week: Week) -> int:
    twice = f"{week:0{WEEK}b}" * 2  # a gap may go on over the turn of the week
    minutes = min(max(map(len, twice.split("1"))), WEEK)
    return -(-minutes // 60)
