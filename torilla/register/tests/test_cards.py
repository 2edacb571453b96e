"""What is to be put right on one account stands together on the home page."""

import pytest

from torilla.duties.queries import awaits
from torilla.duties.tasks import cards

pytestmark = pytest.mark.django_db


def test_eeva_sees_one_card_for_her_account(facebook, eeva, monday):
    groups = awaits(eeva, monday).groups
    tasks = [task for group in groups for task in group.tasks]
    on_account = [task for task in tasks if task.duty.subject_kind == "account"]
    assert len(on_account) > 1
    assert len(cards(on_account)) == 1


def test_ritva_reads_each_notice_by_itself(facebook, ritva, monday):
    tasks = [task for group in awaits(ritva, monday).groups for task in group.tasks]
    assert [len(card.tasks) for card in cards(tasks)] == [1] * len(tasks)
