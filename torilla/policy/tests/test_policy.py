"""A loaded policy: what is in force on a day, what facts break, when to look again."""

import time
from dataclasses import replace
from datetime import date, timedelta

import pytest

from torilla.policy import NoValue, load
from torilla.policy.kinds import Step
from torilla.policy.rules.examples import LIBRARY, MONDAY, SUMMER
from torilla.policy.tests.example import AUTUMN, TEXT, changed

NEXT_YEAR = date(2027, 1, 1)


@pytest.fixture
def policy():
    return load(TEXT, source="mallila")


def test_a_dated_value_is_the_one_in_force_on_that_day(policy):
    assert policy.parameter("reply.hours", on=AUTUMN).value == 48
    assert policy.parameter("reply.hours", on=NEXT_YEAR).value == 24
    assert policy.parameter("reply.hours", on=NEXT_YEAR).basis == "added"
    assert policy.parameter("reply.hours", on=NEXT_YEAR).since == NEXT_YEAR


def test_before_its_first_date_a_parameter_has_no_value(policy):
    with pytest.raises(NoValue, match="mallila sets no reply.hours on 2025-12-31"):
        policy.parameter("reply.hours", on=date(2025, 12, 31))


def test_a_parameter_that_the_policy_leaves_out_has_no_value(policy):
    with pytest.raises(NoValue, match="credentials.interval"):
        policy.parameter("credentials.interval", on=AUTUMN)


def test_a_rules_parameter_is_asked_for_by_the_rules_name(policy):
    found = policy.parameter("register.confirmed.interval", on=AUTUMN)

    assert (found.value, found.basis, found.since) == (180, "added", None)


def test_a_note_says_what_the_text_leaves_open(policy):
    assert policy.parameter("register.told", on=AUTUMN).note["fi"] == "Ohje nimeää kaksi."


def test_steps_are_read_as_steps(policy):
    steps = policy.parameter("duties.steps", on=AUTUMN).value

    assert steps == (Step(days=-2, to="holder"), Step(days=3, to="supervisor"))


def test_a_breach_says_who_puts_it_right_and_on_what_ground(policy):
    (breach,) = policy.evaluate(replace(LIBRARY, administrators=1), on=AUTUMN)

    assert breach.rule_id == "register.shared-administration"
    assert (breach.clause, breach.force, breach.basis) == ("C12", "should", "guideline")
    assert (breach.enforcement, breach.holder, breach.days) == ("warn", "head_of_unit", 14)
    assert breach.reason.values == {"have": 1, "minimum": 2}


def test_an_addition_of_the_product_has_no_clause(policy):
    (breach,) = policy.evaluate(replace(LIBRARY, kind=""), on=AUTUMN)

    assert (breach.clause, breach.force, breach.basis) == (None, "none", "added")


def test_a_rule_bites_with_the_value_of_the_day(policy):
    assert not policy.evaluate(LIBRARY, on=AUTUMN)
    assert policy.evaluate(replace(LIBRARY, confirmed_at=MONDAY), on=NEXT_YEAR)


def test_before_its_first_value_a_rule_is_not_in_force(policy):
    alone = replace(LIBRARY, administrators=0)

    assert not policy.evaluate(alone, on=date(2025, 12, 31))


def test_a_rule_may_carry_its_own_force():
    text = changed("days = 7\n", 'days = 7\nforce = "may"\n')

    assert load(text, source="mallila").rules["register.account-told"].force == "may"


def test_the_next_look_is_when_time_alone_changes_the_answer(policy):
    assert policy.next_look(LIBRARY, on=AUTUMN) == SUMMER + timedelta(days=180)
    assert policy.next_look(replace(LIBRARY, confirmed_at=None), on=AUTUMN) is None


def test_the_next_change_is_the_next_dated_value(policy):
    assert policy.next_change(after=AUTUMN) == NEXT_YEAR
    assert policy.next_change(after=NEXT_YEAR) is None


def test_ten_thousand_accounts_are_evaluated_within_half_a_second(policy):
    accounts = [replace(LIBRARY, administrators=number % 20) for number in range(10_000)]

    began = time.process_time()
    broken = sum(bool(policy.evaluate(facts, on=AUTUMN)) for facts in accounts)

    assert time.process_time() - began < 0.5
    assert broken == 1_000
