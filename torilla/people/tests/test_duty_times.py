"""Duty times as they are typed, kept and shown."""

from datetime import time

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from torilla.core.command import Refused
from torilla.people.commands.set_duty_times import refuse_unordered
from torilla.people.forms import TimesField
from torilla.people.models import DutyTime
from torilla.people.words import week_in_words

MINUTES = st.integers(0, 24 * 60)


def clock(minutes):
    return time(minutes // 60 % 24, minutes % 60)


@st.composite
def weeks(draw):
    """A week whose times of a day are apart and in order."""
    week = []
    for day in range(7):
        marks = sorted(draw(st.sets(MINUTES, max_size=6)))
        spans = zip(marks[::2], marks[1::2], strict=False)
        week += [(day, clock(starts), clock(ends)) for starts, ends in spans]
    return week


@given(weeks())
def test_a_week_is_typed_as_it_is_shown(week):
    shown = week_in_words(DutyTime(weekday=d, starts=s, ends=e) for d, s, e in week)
    typed = [(d, *span) for d, line in shown.items() for span in TimesField().clean(line)]
    assert typed == week


@given(weeks())
def test_times_that_are_apart_are_accepted(week):
    refuse_unordered(week)


@given(weeks().filter(bool), st.data())
def test_a_time_that_lies_in_another_is_refused(week, data):
    day, starts, ends = data.draw(st.sampled_from(week))
    with pytest.raises(Refused):
        refuse_unordered([*week, (day, starts, ends)])


@pytest.mark.parametrize("text", ["8–16", "8.00-16.00", "8:00 — 16"])
def test_times_are_read_however_they_are_typed(text):
    assert TimesField().clean(text) == [(time(8), time(16))]


@pytest.mark.parametrize("text", ["kahdeksasta neljään", "8", "25–26", "8.75–16", "8–16;"])
def test_what_is_no_time_is_said_with_what_would_be(text):
    with pytest.raises(ValidationError, match=r"8\.00–16\.00"):
        TimesField().clean(text)
