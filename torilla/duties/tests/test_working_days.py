"""A working day is one on which a municipal office is at work."""

from datetime import date

import pytest

from torilla.duties.working_days import working_days_after


@pytest.mark.parametrize(
    ("day", "number", "after"),
    [
        (date(2026, 9, 7), 1, date(2026, 9, 8)),
        (date(2026, 9, 4), 1, date(2026, 9, 7)),  # over a weekend
        (date(2026, 9, 5), 1, date(2026, 9, 7)),  # asked on a Saturday
        (date(2026, 6, 18), 1, date(2026, 6, 22)),  # Midsummer Eve is free too
        (date(2026, 12, 23), 2, date(2026, 12, 29)),  # Christmas
        (date(2026, 4, 2), 1, date(2026, 4, 7)),  # Easter
    ],
)
def test_an_answer_falls_due_on_a_working_day(day, number, after):
    assert working_days_after(day, number) == after
