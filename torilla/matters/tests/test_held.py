"""What the permissions hold of a person, and what is left of one who left."""

import pytest

from torilla.core.command import Refused
from torilla.duties.models import Duty
from torilla.matters.commands.answer import answer
from torilla.people.commands.erase_person import erase_person
from torilla.people.commands.hand_over import hand_over
from torilla.people.hooks import exported, held_by

pytestmark = pytest.mark.django_db


def of(person, row, now):
    return [one for one in held_by(person, now) if one.key == row.audit_name]


def passed(question, martti, to, sanna, monday):
    keys = [question.audit_name]
    done = hand_over(actor=sanna, person=martti, keys=keys, to=to, now=monday)
    question.refresh_from_db()
    return done


def test_a_question_goes_from_a_leaver_to_another(question, martti, olli, sanna, yes, monday):
    assert passed(question, martti, olli, sanna, monday).done == [question.audit_name]
    duty = Duty.objects.get(subject_kind="disclosure", kind="act")
    assert (question.official, duty.holder_person, duty.closed_at) == (olli, olli, None)
    assert answer(actor=olli, disclosure=question, said=yes(), now=monday).state == "granted"


def test_it_does_not_go_to_the_asker(question, martti, veikko, sanna, monday):
    refused = passed(question, martti, veikko, sanna, monday).refused
    assert "omaan kysymykseensä" in refused[question.audit_name]
    assert question.official == martti


def test_a_permission_goes_on_without_the_one_who_gave_it(granted, martti, monday):
    assert [one.ends_first for one in of(martti, granted, monday)] == [False]


def test_what_a_leaver_asked_ends(question, asking, veikko, martti, yes, sanna, monday):
    valid = answer(actor=martti, disclosure=asking(about="Liite"), said=yes(), now=monday)
    keys = [question.audit_name, valid.audit_name]
    hand_over(actor=sanna, person=veikko, keys=keys, to=None, now=monday)
    question.refresh_from_db()
    valid.refresh_from_db()
    assert (question.state, valid.state) == ("withdrawn", "ended")
    assert not of(veikko, question, monday) + of(veikko, valid, monday)


def test_nobody_goes_while_a_question_awaits_them(question, martti, sanna, monday):
    with pytest.raises(Refused, match="sanoo, mitä saa kertoa"):
        erase_person(actor=sanna, person=martti, now=monday)


def test_of_an_erased_asker_the_case_is_left_and_not_the_words(
    granted, veikko, martti, sanna, monday
):
    keys = [one.key for one in held_by(veikko, monday) if one.key]
    hand_over(actor=sanna, person=veikko, keys=keys, to=None, now=monday)
    erase_person(actor=sanna, person=veikko, now=monday)
    granted.refresh_from_db()
    assert (granted.wanted, granted.granted, granted.case_number) == ("", "", "MalDno-2026-12")
    names = Duty.objects.filter(subject_kind="disclosure").values_list("subject_name", flat=True)
    assert not any("kaavaluonnos" in name for name in names)


def test_an_export_tells_what_was_asked_and_answered(granted, veikko, martti):
    assert exported(veikko)["disclosures_asked"][0]["granted"] == "Luonnos on valmisteilla."
    (answered,) = exported(martti)["disclosures_answered"]
    assert answered["state"] == "granted" and "wanted" not in answered
