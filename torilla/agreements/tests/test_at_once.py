"""The two sides act at the same moment."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, OperationalError, connection

from torilla.agreements.commands.answer import answer
from torilla.agreements.commands.propose import propose
from torilla.agreements.models import Agreement
from torilla.core.command import Refused
from torilla.duties.models import Duty

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Does all of them, each in a thread with a connection of its own; whether each was done."""

    def run(each):
        try:
            while True:
                try:
                    each()
                    return True
                except (Refused, IntegrityError):
                    return False
                except OperationalError:
                    time.sleep(0.01)  # SQLite in memory does not wait for the other, as a file does
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


def test_two_proposals_at_once_are_one(policy, aino, eeva, terms, monday):
    def by(actor):
        return lambda: propose(
            actor=actor, person=aino, kind="working_time", terms=terms(), now=monday
        )

    assert at_once(by(aino), by(eeva)) == [False, True]
    assert Agreement.objects.count() == 1


def test_agreeing_and_declining_at_once_is_one_answer(proposal, eeva, monday):
    def saying(agrees):
        return lambda: answer(
            actor=eeva, agreement=proposal, agrees=agrees, words="Syy", now=monday
        )

    assert at_once(saying(True), saying(False)) == [False, True]
    assert Duty.objects.filter(kind="act", closed_at=None).count() == 0
