"""How hard a rule bites when something is agreed is the municipality's own policy."""

from datetime import timedelta

import pytest

from torilla.agreements.commands.propose import propose
from torilla.agreements.commands.warn_of_ends import warn_of_ends
from torilla.core.actors import SYSTEM
from torilla.core.command import Refused
from torilla.guideline.commands.load_policy import load_policy
from torilla.guideline.models import Finding
from torilla.policy import packaged

pytestmark = pytest.mark.django_db

FOUNDED = '[rule."agreements.founded-address"]\nenforcement = "block"'
WARNED = 'value = [30, 7, 1]\nbasis = "added"'


@pytest.fixture
def put_in_force(policy, monday):
    """Puts Mallila's policy in force with some of its text replaced."""

    def put(old, new):
        text = packaged("mallila")
        assert old in text
        now = monday - timedelta(minutes=1)
        load_policy(actor=SYSTEM, name="mallila", text=text.replace(old, new), now=now)

    return put


def offer(aino, terms, now):
    return propose(actor=aino, person=aino, kind="own_profile", terms=terms, now=now)


def test_where_a_reason_is_asked_for_it_goes_on_with_one(put_in_force, aino, profile, monday):
    put_in_force(FOUNDED, FOUNDED.replace("block", "reason"))
    with pytest.raises(Refused, match="työosoitteella") as refused:
        offer(aino, profile(profile="private"), monday)
    assert (refused.value.clause, refused.value.field) == ("S2", "reason")
    made = offer(aino, profile(profile="private", reason="Vanha profiili"), monday)
    assert made.reason == "Vanha profiili"


def test_where_it_only_warns_it_goes_on_and_is_a_finding(put_in_force, aino, profile, monday):
    put_in_force(FOUNDED, FOUNDED.replace("block", "warn"))
    made = offer(aino, profile(profile="private"), monday)
    found = Finding.objects.filter(subject_kind="agreement", subject_id=made.pk)
    assert "agreements.founded-address" in found.values_list("rule", flat=True)


def test_the_days_of_warning_are_the_policys(put_in_force, agreed, monday):
    put_in_force(WARNED, WARNED.replace("30, 7, 1", "60, 2"))
    assert warn_of_ends(monday + timedelta(days=364 - 61)) == 0
    assert warn_of_ends(monday + timedelta(days=364 - 60)) == 1
