"""Two acts at the same moment."""

import pytest

from torilla.agreements.tests.test_at_once import at_once
from torilla.duties.models import Duty
from torilla.matters.commands.answer import answer
from torilla.matters.models import Disclosure

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_who_speak_for_the_board_answer_at_once_and_one_answer_counts(
    asking, board, ritva, kaisa, yes, no, monday
):
    row = asking(official=None, body=board)
    meeting = {"meeting_on": monday.date(), "section": "14"}

    def by(actor, granted):
        said = yes(granted=granted, **meeting)
        return lambda: answer(actor=actor, disclosure=row, said=said, now=monday)

    assert at_once(by(ritva, "Yksi"), by(kaisa, "Toinen")) == [False, True]
    assert Duty.objects.filter(kind="read", subject_kind="disclosure").count() == 1


def test_the_same_question_asked_twice_at_once_is_one(asking):
    assert at_once(asking, asking) == [False, True]
    assert Disclosure.objects.count() == 1
