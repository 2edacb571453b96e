"""Duty times as people write and read them."""

from collections.abc import Iterable
from datetime import time

from torilla.people.models import DutyTime


def week_in_words(times: Iterable[DutyTime]) -> dict[int, str]:
    """By weekday, such as "8.00–12.00, 13.00–16.30"; an end at 0.00 is 24.00."""
    lines: dict[int, list[str]] = {}
    for row in times:
        ends = "24.00" if row.ends == time() else _clock(row.ends)
        lines.setdefault(row.weekday, []).append(f"{_clock(row.starts)}–{ends}")
    return {day: ", ".join(spans) for day, spans in lines.items()}


def _clock(at: time) -> str:
    return f"{at.hour}.{at.minute:02}"
