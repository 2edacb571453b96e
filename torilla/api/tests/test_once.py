"""The same call sent again is answered the same and done once. (At once: tests/faults.)"""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from torilla.api.jobs import forget_answers
from torilla.api.models import Answer
from torilla.people.commands.erase_person import erase_person
from torilla.people.models import Absence, Person

pytestmark = pytest.mark.django_db

ADD = {"name": "Uusi Ihminen", "kind": "employee"}


def test_the_same_call_gets_the_same_answer_and_nothing_is_doubled(program, sanna):
    api = program(sanna)
    first, second = (api.post("/people", ADD, key="one-and-the-same") for _time in range(2))
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert Person.objects.filter(name="Uusi Ihminen").count() == 1


def test_another_call_with_the_same_key_is_refused(program, sanna):
    api = program(sanna)
    api.post("/people", ADD, key="one-and-the-same")
    other = api.post("/people", ADD | {"name": "Toinen"}, key="one-and-the-same")
    assert (other.status_code, other.json()["type"]) == (422, "/api/#key-used")
    assert not Person.objects.filter(name="Toinen").exists()


def test_what_is_gone_by_the_first_call_is_answered_the_same_again(program, eeva):
    absence = Absence.objects.create(
        person=eeva, first_day=timezone.localdate(), last_day=timezone.localdate()
    )
    api = program(eeva)
    first, second = (api.delete(f"/absences/{absence.pk}", key="remove-it") for _time in range(2))
    assert (first.status_code, first.content) == (200, second.content)


def test_a_refusal_is_kept_too(program, sanna):
    api = program(sanna)
    given = {"name": "Museo", "kind": "municipality"}
    answers = [api.post("/units", given, key="a-second-root") for _time in range(2)]
    assert [a.status_code for a in answers] == [422, 422]


def test_a_writing_call_without_a_key_is_not_done(program, sanna):
    answer = program(sanna).post("/people", ADD, key="short")
    assert answer.status_code == 400
    assert not Person.objects.filter(name="Uusi Ihminen").exists()


def test_the_keys_of_two_programs_are_not_one_another_s(program, sanna, martti):
    one, other = program(sanna), program(martti)
    assert one.post("/people", ADD, key="the-same-key").status_code == 201
    assert other.post("/people", ADD, key="the-same-key").status_code == 201


def test_answers_are_forgotten_after_a_day(program, sanna):
    program(sanna).post("/people", ADD)
    Answer.objects.update(at=timezone.now() - timedelta(hours=23))
    forget_answers(timezone.now())
    assert Answer.objects.exists()
    forget_answers(timezone.now() + timedelta(hours=2))
    assert not Answer.objects.exists()


def test_when_somebody_is_erased_the_words_go_and_the_call_stays_known(program, sanna, olli):
    api = program(sanna)
    export = f"/people/{olli.pk}/export"
    assert "Olli" in api.post(export, key="give-it-out").content.decode()
    erase_person(actor=sanna, person=olli, now=timezone.now())
    assert set(Answer.objects.values_list("body", flat=True)) == {None}
    assert api.post(export, key="give-it-out").status_code == 409


def test_what_is_kept_of_an_answer_is_encrypted(program, sanna, olli):
    link = program(sanna).post(f"/people/{olli.pk}/invitation").json()["link"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM api_answer")
        assert link.rpartition("/join/")[2] not in str(cursor.fetchall())
