"""Asking, answering, taking back and ending, one statement each."""

from datetime import date, timedelta

import pytest

from torilla.core.actors import SYSTEM
from torilla.core.command import NotAllowed, Refused
from torilla.core.models import AuditEntry
from torilla.duties.models import Duty
from torilla.guideline.commands.load_policy import load_policy
from torilla.matters.commands.answer import Answer, answer
from torilla.matters.commands.end import end
from torilla.matters.commands.withdraw import withdraw
from torilla.matters.models import Disclosure
from torilla.policy import packaged

pytestmark = pytest.mark.django_db


def asked_of():
    rows = Duty.objects.filter(kind="act", closed_at=None, subject_kind="disclosure")
    return list(rows.values_list("holder_person__name", "holder_body__name"))


def told():
    rows = Duty.objects.filter(kind="read", subject_kind="disclosure").order_by("pk")
    return [(row.holder_person.name, row.notice.message.split(".")[0]) for row in rows]


def test_martti_is_asked_and_answers_by_the_next_working_day(question, monday):
    assert asked_of() == [("Martti", None)]
    duty = Duty.objects.get(subject_kind="disclosure")
    assert duty.due_at.date() == question.due_at.date() == date(2026, 9, 8)


def test_a_question_of_friday_is_answered_on_monday(asking, monday):
    made = asking(now=monday + timedelta(days=4))
    assert made.due_at.date() == date(2026, 9, 14)


def test_the_policy_says_how_many_days_an_answer_takes(asking, monday):
    before = '[parameter."disclosure.answer_days"]\nvalue = 1'
    text = packaged("mallila")
    assert before in text
    text = text.replace(before, before[:-1] + "3")
    load_policy(actor=SYSTEM, name="mallila", text=text, now=monday - timedelta(days=1))
    assert asking().due_at.date() == date(2026, 9, 10)


def test_a_body_is_asked_as_a_body(asking, board):
    asking(official=None, body=board)
    assert asked_of() == [(None, "Hallitus")]


@pytest.mark.parametrize("field", ["about", "wanted", "audience"])
def test_a_question_says_all_that_is_needed_to_answer_it(asking, field):
    with pytest.raises(Refused) as refused:
        asking(**{field: "  "})
    assert refused.value.field == field and not Disclosure.objects.exists()


def test_somebody_is_asked_and_only_one(asking, board):
    for whom in ({"official": None}, {"body": board}):
        with pytest.raises(Refused) as refused:
            asking(**whom)
        assert refused.value.field == "whom"


def test_nobody_asks_themselves(asking, veikko):
    with pytest.raises(Refused, match="omaan kysymykseensä"):
        asking(official=veikko)


def test_nobody_asks_a_group_for_which_they_alone_speak(asking, group, veikko):
    body = group("Työryhmä", chair=veikko)
    with pytest.raises(Refused, match="omaan kysymykseensä"):
        asking(official=None, body=body)


def test_one_who_has_left_is_not_asked(asking, martti):
    martti.is_active = False
    martti.save()
    with pytest.raises(Refused) as refused:
        asking()
    assert refused.value.field == "whom"


def test_a_group_that_has_ended_is_not_asked(asking, board, monday):
    board.ended_at = monday
    with pytest.raises(Refused) as refused:
        asking(official=None, body=board)
    assert refused.value.field == "whom"


def test_the_same_is_not_asked_twice_while_it_waits(question, asking):
    with pytest.raises(Refused, match="kysynyt tätä jo"):
        asking(case_number="maldno 2026–12", about="torin kaavaluonnos")
    assert asking(about="Torin liite").state == "asked"


def test_martti_grants_less_than_was_asked_and_veikko_is_told(granted, martti):
    assert (granted.state, granted.granted) == ("granted", "Luonnos on valmisteilla.")
    assert (granted.answered_by, granted.wanted) == (martti, "Tori jää autottomaksi.")
    assert told() == [("Veikko", "You may tell of the unfinished matter")] and asked_of() == []


def test_a_refusal_has_a_reason_and_veikko_is_told(question, martti, no, monday):
    with pytest.raises(Refused) as refused:
        answer(actor=martti, disclosure=question, said=Answer(grants=False), now=monday)
    assert refused.value.field == "reason"
    assert answer(actor=martti, disclosure=question, said=no, now=monday).state == "refused"
    assert told() == [("Veikko", "The unfinished matter may not be told of")]


def test_nothing_secret_may_be_in_it(question, martti, yes, monday):
    with pytest.raises(Refused) as refused:
        answer(actor=martti, disclosure=question, said=yes(nothing_secret=False), now=monday)
    assert (refused.value.clause, refused.value.field) == ("M4", "nothing_secret")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"granted": " "}, "granted"),
        ({"audience": ""}, "audience"),
        ({"until": None}, "until"),
        ({"until": date(2026, 9, 6)}, "until"),
        ({"until": date(2027, 9, 9)}, "until"),
    ],
)
def test_a_permission_says_what_to_whom_and_until_when(
    question, martti, yes, monday, changes, field
):
    with pytest.raises(Refused) as refused:
        answer(actor=martti, disclosure=question, said=yes(**changes), now=monday)
    assert refused.value.field == field
    question.refresh_from_db()
    assert question.state == "asked"


def test_it_may_hold_for_today_alone(question, martti, yes, monday):
    said = yes(until=monday.date())
    assert answer(actor=martti, disclosure=question, said=said, now=monday).state == "granted"


@pytest.mark.parametrize("who", ["veikko", "leena", "olli", "ritva"])
def test_whoever_was_not_asked_does_not_answer(request, question, yes, monday, who):
    with pytest.raises(NotAllowed):
        answer(actor=request.getfixturevalue(who), disclosure=question, said=yes(), now=monday)


def test_who_speaks_for_a_body_notes_meeting_and_section(asking, board, kaisa, yes, monday):
    row = asking(official=None, body=board)
    for said, field in (
        (yes(), "meeting_on"),
        (yes(meeting_on=monday.date() + timedelta(days=1), section="14"), "meeting_on"),
        (yes(meeting_on=monday.date()), "section"),
    ):
        with pytest.raises(Refused) as refused:
            answer(actor=kaisa, disclosure=row, said=said, now=monday)
        assert refused.value.field == field
    said = yes(meeting_on=monday.date(), section="14")
    row = answer(actor=kaisa, disclosure=row, said=said, now=monday)
    assert (row.meeting_on, row.section) == (monday.date(), "14")


def test_a_member_does_not_answer_for_a_body(asking, board, olli, yes, monday):
    with pytest.raises(NotAllowed):
        answer(actor=olli, disclosure=asking(official=None, body=board), said=yes(), now=monday)


def test_the_chair_does_not_answer_her_own_question(asking, board, ritva, yes, monday):
    row = asking(actor=ritva, official=None, body=board)
    said = yes(meeting_on=monday.date(), section="14")
    with pytest.raises(Refused, match="omaan kysymykseensä"):
        answer(actor=ritva, disclosure=row, said=said, now=monday)


def test_what_is_answered_is_not_answered_again(granted, martti, no, monday):
    with pytest.raises(Refused, match="saa kertoa"):
        answer(actor=martti, disclosure=granted, said=no, now=monday)


def test_veikko_takes_his_question_back(question, veikko, monday):
    assert withdraw(actor=veikko, disclosure=question, now=monday).state == "withdrawn"
    assert asked_of() == [] and told() == []


def test_nobody_takes_back_anothers_question(question, martti, monday):
    with pytest.raises(NotAllowed):
        withdraw(actor=martti, disclosure=question, now=monday)


def test_what_is_answered_is_not_taken_back(granted, veikko, monday):
    with pytest.raises(Refused, match="tila on jo"):
        withdraw(actor=veikko, disclosure=granted, now=monday)


def test_martti_ends_a_permission_early_and_says_why(granted, martti, monday):
    with pytest.raises(Refused) as refused:
        end(actor=martti, disclosure=granted, reason=" ", now=monday)
    assert refused.value.field == "reason"
    row = end(actor=martti, disclosure=granted, reason="Asia vedettiin pois.", now=monday)
    assert (row.state, row.ended_by, row.reason) == ("ended", martti, "Asia vedettiin pois.")
    assert told()[-1] == ("Veikko", "The permission to tell of an unfinished matter has ended")


def test_the_asker_does_not_end_it(granted, veikko, monday):
    with pytest.raises(NotAllowed):
        end(actor=veikko, disclosure=granted, reason="Syy", now=monday)


def test_the_log_tells_who_asked_and_answered_and_nothing_of_the_words(granted):
    entries = AuditEntry.objects.filter(action__startswith="matters.disclosure.")
    assert [each.action.rpartition(".")[2] for each in entries.order_by("id")] == [
        "asked", "granted",
    ]  # fmt: skip
    words = " ".join(str(each.details) for each in entries)
    assert "kaavaluonnos" not in words and "valmisteilla" not in words
