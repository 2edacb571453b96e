"""A page that only reads asks once which policy is in force."""

from datetime import timedelta

import pytest

from torilla.core.actors import SYSTEM
from torilla.guideline.commands.load_policy import load_policy
from torilla.guideline.policies import asked_once, current_policy
from torilla.policy import packaged


@pytest.fixture
def two_policies(db, monday):
    """Rautalampi's on Monday, the invented one a day later."""
    load_policy(actor=SYSTEM, name="r", text=packaged("rautalampi"), now=monday)
    later = monday + timedelta(days=1)
    load_policy(actor=SYSTEM, name="m", text=packaged("mallila"), now=later)
    return monday, later


def name(moment):
    return current_policy(moment).municipality.name["fi"]


def test_the_second_question_costs_nothing(two_policies, django_assert_num_queries):
    _, later = two_policies
    name(later)
    with asked_once(), django_assert_num_queries(1):
        assert [name(later), name(later + timedelta(seconds=1))] == ["Mallila", "Mallila"]


def test_a_look_into_the_past_is_asked_for_itself(two_policies):
    monday, later = two_policies
    with asked_once():
        assert [name(later), name(monday)] == ["Mallila", "Rautalampi"]


def test_outside_a_page_nothing_is_kept(two_policies, django_assert_num_queries):
    _, later = two_policies
    name(later)
    with django_assert_num_queries(2):
        name(later)
        name(later)
