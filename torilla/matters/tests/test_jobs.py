"""What the clock does: permissions end, old words go."""

from datetime import timedelta

import pytest

from torilla.core.models import AuditEntry
from torilla.duties.models import Duty
from torilla.matters.commands.answer import answer
from torilla.matters.commands.end import end
from torilla.matters.commands.end_over import end_over
from torilla.matters.commands.forget_old import forget_old
from torilla.matters.commands.withdraw import withdraw

pytestmark = pytest.mark.django_db


def test_a_permission_ends_after_its_last_day_once_and_veikko_is_told(granted, monday):
    days = [end_over(monday + timedelta(days=day)) for day in (13, 14, 15, 16)]
    assert days == [0, 0, 1, 0]
    granted.refresh_from_db()
    assert (granted.state, granted.ended_by) == ("ended", None)
    notes = Duty.objects.filter(kind="read", notice__message__startswith="The permission to tell")
    assert [duty.holder_person.name for duty in notes] == ["Veikko"]


def test_what_martti_ended_is_not_ended_again(granted, martti, monday):
    end(actor=martti, disclosure=granted, reason="Syy", now=monday)
    assert end_over(monday + timedelta(days=15)) == 0


def test_the_words_go_two_years_after_the_end(granted, monday):
    ended = monday + timedelta(days=15)
    end_over(ended)
    assert forget_old(ended + timedelta(days=730)) == 0
    assert forget_old(ended + timedelta(days=731)) == 1
    granted.refresh_from_db()
    assert (granted.about, granted.wanted, granted.granted) == ("", "", "")
    assert (granted.case_number, granted.state) == ("MalDno-2026-12", "ended")
    names = Duty.objects.filter(subject_kind="disclosure").values_list("subject_name", flat=True)
    assert set(names) == {"–"}
    assert AuditEntry.objects.filter(action="matters.forgotten").count() == 1


def test_so_do_those_of_questions_refused_or_taken_back(
    asking, question, martti, veikko, no, monday
):
    answer(actor=martti, disclosure=question, said=no, now=monday)
    withdraw(actor=veikko, disclosure=asking(about="Liite"), now=monday)
    assert forget_old(monday + timedelta(days=731)) == 2


def test_what_waits_or_holds_keeps_its_words(granted, asking, monday):
    asking(about="Liite")
    assert forget_old(monday + timedelta(days=4000)) == 0
