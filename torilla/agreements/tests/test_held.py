"""What the agreements hold of a person, and what is left of one who was erased."""

from datetime import timedelta

import pytest

from torilla.agreements.commands.end import end
from torilla.core.command import Refused
from torilla.duties.models import Duty
from torilla.guideline.models import Finding
from torilla.people.commands.erase_person import erase_person
from torilla.people.hooks import exported, held_by

pytestmark = pytest.mark.django_db


def test_an_agreement_ends_before_the_person_can_go(agreed, aino, sanna, monday):
    with pytest.raises(Refused, match="työaika tileille"):
        erase_person(actor=sanna, person=aino, now=monday)


def test_eeva_may_go_though_she_agreed_with_aino(agreed, eeva, monday):
    found = [one for one in held_by(eeva, monday) if "some-sopimus" in str(one.what)]
    assert [one.ends_first for one in found] == [False]


def test_of_an_erased_person_only_the_days_are_left(agreed, aino, sanna, monday):
    later = monday + timedelta(days=1)
    end(actor=aino, agreement=agreed, from_day=later.date(), now=later)
    erase_person(actor=sanna, person=aino, now=later)
    agreed.refresh_from_db()
    assert (agreed.scope, agreed.first_day) == ("", monday.date())
    names = set(
        Duty.objects.filter(subject_kind="agreement").values_list("subject_name", flat=True)
    )
    names |= set(Finding.objects.values_list("subject_name", flat=True))
    assert "Aino" not in names


def test_an_export_tells_what_was_agreed(agreed, aino, eeva):
    assert exported(aino)["agreements"][0]["scope"] == "Kirjaston Facebook"
    (made,) = exported(eeva)["agreements_as_supervisor"]
    assert made["with"] == "Aino" and "scope" not in made


def test_whoever_hands_over_ends_what_a_leaver_agreed(agreed, aino, sanna, monday):
    (mine,) = [one for one in held_by(aino, monday) if one.key == agreed.audit_name]
    mine.end(actor=sanna, now=monday)
    agreed.refresh_from_db()
    assert (agreed.state, agreed.ended_by) == ("ended", sanna)


def test_what_ends_on_a_later_day_hangs_on_a_leaver_until_then(agreed, aino, sanna, monday):
    end(actor=aino, agreement=agreed, from_day=(monday + timedelta(days=20)).date(), now=monday)
    (mine,) = [one for one in held_by(aino, monday) if one.key == agreed.audit_name]
    mine.end(actor=sanna, now=monday)
    agreed.refresh_from_db()
    assert agreed.ended_on == monday.date()
    assert not [one for one in held_by(aino, monday) if one.key == agreed.audit_name]


def test_what_a_leaver_proposed_is_withdrawn(proposal, aino, sanna, monday):
    (mine,) = [one for one in held_by(aino, monday) if one.key == proposal.audit_name]
    mine.end(actor=sanna, now=monday)
    proposal.refresh_from_db()
    assert proposal.state == "withdrawn"
