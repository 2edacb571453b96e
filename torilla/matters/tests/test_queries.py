"""What each person sees of the questions, and what is known of a case."""

from datetime import timedelta

import pytest

from torilla.matters.commands.answer import answer
from torilla.matters.commands.end import end
from torilla.matters.commands.withdraw import withdraw
from torilla.matters.queries import (
    awaiting_answer_of,
    disclosure_seen_by,
    in_force,
    officials,
    state_of_case,
)
from torilla.people.models import Membership, Standing

pytestmark = pytest.mark.django_db

CASE = "maldno 2026–12"


@pytest.mark.parametrize("who", ["veikko", "martti", "ritva", "leena"])
def test_asker_answerer_communications_and_the_manager_see_it(request, question, who, monday):
    assert disclosure_seen_by(request.getfixturevalue(who), question.pk, monday) == question


@pytest.mark.parametrize("who", ["olli", "aino", "jussi", "sanna", "eeva"])
def test_others_do_not(request, question, who, monday):
    assert disclosure_seen_by(request.getfixturevalue(who), question.pk, monday) is None


def test_who_speaks_for_a_body_sees_it_and_a_member_does_not(asking, board, kaisa, olli, monday):
    row = asking(official=None, body=board)
    assert list(awaiting_answer_of(kaisa, monday)) == [row]
    assert disclosure_seen_by(olli, row.pk, monday) is None


def test_a_seat_that_has_ended_shows_nothing(asking, board, kaisa, monday):
    row = asking(official=None, body=board)
    Membership.objects.filter(person=kaisa).update(until=monday)
    assert disclosure_seen_by(kaisa, row.pk, monday + timedelta(minutes=1)) is None


def test_an_own_question_to_an_own_body_does_not_await_oneself(asking, board, ritva, monday):
    asking(actor=ritva, official=None, body=board)
    assert not awaiting_answer_of(ritva, monday)


def test_what_may_be_told_is_over_on_the_day_after_though_the_clock_stood_still(
    granted, veikko, monday
):
    assert list(in_force(veikko, monday + timedelta(days=14))) == [granted]
    assert not in_force(veikko, monday + timedelta(days=15))


def test_what_veikko_may_tell_is_not_in_ollis_list(granted, olli, monday):
    assert not in_force(olli, monday)


def test_veikko_learns_what_he_may_tell_however_he_types_the_number(granted, veikko, monday):
    case = state_of_case(CASE, veikko, monday)
    assert (case.known, case.found) == ("granted", (granted,))


def test_olli_learns_only_that_he_may_ask(granted, olli, monday):
    case = state_of_case(CASE, olli, monday)
    assert (case.known, case.found) == ("unknown", ())


def test_a_question_that_waits_says_so(question, veikko, monday):
    assert state_of_case(CASE, veikko, monday).known == "waiting"


def test_a_refusal_says_so(question, martti, veikko, no, monday):
    answer(actor=martti, disclosure=question, said=no, now=monday)
    assert state_of_case(CASE, veikko, monday).known == "refused"


def test_a_question_taken_back_leaves_nothing_known(question, veikko, monday):
    withdraw(actor=veikko, disclosure=question, now=monday)
    assert state_of_case(CASE, veikko, monday).known == "unknown"


def test_a_permission_that_ended_says_so(granted, martti, veikko, monday):
    end(actor=martti, disclosure=granted, reason="Syy", now=monday)
    assert state_of_case(CASE, veikko, monday).known == "ended"


def test_what_is_granted_stands_before_what_was_asked_later(granted, asking, veikko, monday):
    asking(about="Liite", now=monday + timedelta(days=1))
    case = state_of_case(CASE, veikko, monday + timedelta(days=1))
    assert (case.known, case.found) == ("granted", (granted,))


def test_all_that_may_be_told_of_a_case_is_there_the_longest_first(
    granted, asking, martti, yes, veikko, monday
):
    longer = yes(until=monday.date() + timedelta(days=60))
    other = answer(actor=martti, disclosure=asking(about="Liite"), said=longer, now=monday)
    assert state_of_case(CASE, veikko, monday).found == (other, granted)


def test_no_number_is_no_case(asking, veikko, monday):
    asking(case_number="")
    assert state_of_case(" – ", veikko, monday).known == "unknown"


def test_it_costs_few_queries(granted, veikko, monday, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        state_of_case(CASE, veikko, monday)


def test_who_holds_a_position_is_offered_and_others_are_found(martti, ritva, olli, veikko, monday):
    assert [each.name for each in officials("", None, veikko, monday)] == ["Martti", "Ritva"]
    assert officials("oll", None, veikko, monday) == [olli]


def test_an_official_is_found_by_title(olli, veikko, monday):
    Standing.objects.filter(person=olli).update(title="kaavoittaja")
    assert officials("KAAVOIT", None, veikko, monday) == [olli]


def test_neither_oneself_nor_a_councillor_is_offered(martti, veikko, monday):
    assert officials("", None, martti, monday) == [] == officials("veikko", None, martti, monday)


def test_whoever_is_chosen_stays_offered(martti, olli, veikko, monday):
    assert officials("mart", olli.pk, veikko, monday) == [martti, olli]
