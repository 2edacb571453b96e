"""Two acts at the same moment."""

import threading
from contextlib import suppress

import pytest

from torilla.agreements.tests.test_at_once import at_once
from torilla.duties.models import Duty
from torilla.matters.commands import answer as answering
from torilla.matters.commands.answer import answer
from torilla.matters.models import Disclosure

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def close_together(monkeypatch):
    """Whoever has read the question waits a moment for the other to have read it too."""
    both, check = threading.Barrier(2), answering.must_move

    def wait_and_check(row, state):
        with suppress(threading.BrokenBarrierError):
            both.wait(timeout=0.5)
        check(row, state)

    monkeypatch.setattr(answering, "must_move", wait_and_check)


def test_two_who_speak_for_the_board_answer_at_once_and_one_answer_counts(
    asking, board, ritva, kaisa, yes, monday, close_together
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
