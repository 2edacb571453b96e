"""What the clock does: nothing ends silently, proposals follow the supervisor, old words go."""

from datetime import timedelta

import pytest

from torilla.agreements.commands.answer import answer
from torilla.agreements.commands.end import end
from torilla.agreements.commands.follow_proposals import follow_proposals
from torilla.agreements.commands.forget_old import forget_old
from torilla.agreements.commands.renew import renew
from torilla.agreements.commands.warn_of_ends import warn_of_ends
from torilla.agreements.models import Agreement, Warned
from torilla.core.models import AuditEntry
from torilla.duties.calendar import calendar_of
from torilla.duties.models import Duty
from torilla.people.models import Supervision

pytestmark = pytest.mark.django_db


def before_end(agreement, days, monday):
    return monday + (agreement.last_day - monday.date()) - timedelta(days=days)


def asked():
    rows = Duty.objects.filter(kind="act", closed_at=None).order_by("holder_person__name")
    return list(rows.values_list("holder_person__name", flat=True))


def test_thirty_one_days_before_nobody_is_told(agreed, monday):
    assert warn_of_ends(before_end(agreed, 31, monday)) == 0


def test_both_sides_are_told_on_each_of_the_days_once(agreed, monday):
    told = [warn_of_ends(before_end(agreed, days, monday)) for days in (30, 30, 29, 7, 6, 1, 1)]
    assert told == [1, 0, 0, 1, 0, 1, 0]
    assert asked() == ["Aino", "Eeva"]


def test_its_end_itself_is_told_too(agreed, aino, eeva, monday):
    warn_of_ends(before_end(agreed, 1, monday))
    after = before_end(agreed, -1, monday)
    assert [warn_of_ends(after), warn_of_ends(after)] == [1, 0]
    notes = Duty.objects.filter(kind="read", notice__message__startswith="An agreement has ended")
    assert {duty.holder_person for duty in notes} == {aino, eeva} and asked() == []


def test_a_worker_that_stood_still_tells_it_as_one(agreed, monday):
    assert warn_of_ends(before_end(agreed, 3, monday)) == 1
    assert set(Warned.objects.values_list("days", flat=True)) == {30, 7}
    assert len(asked()) == 2


def test_what_was_ended_is_not_warned_of(agreed, aino, monday):
    end(actor=aino, agreement=agreed, from_day=monday.date(), now=monday)
    assert warn_of_ends(before_end(agreed, 7, monday)) == 0


def test_a_renewal_settles_the_warnings(agreed, aino, terms, monday):
    near = before_end(agreed, 30, monday)
    warn_of_ends(near)
    longer = terms(last_day=agreed.last_day + timedelta(days=365))
    renew(actor=aino, agreement=agreed, terms=longer, now=near)
    assert asked() == ["Eeva"]  # to answer
    assert warn_of_ends(before_end(agreed, 7, monday)) == 0


def test_a_renewal_that_is_declined_brings_them_back(agreed, aino, eeva, terms, monday):
    near = before_end(agreed, 20, monday)
    warn_of_ends(near)
    longer = terms(last_day=agreed.last_day + timedelta(days=365))
    renewal = renew(actor=aino, agreement=agreed, terms=longer, now=near)
    answer(actor=eeva, agreement=renewal, agrees=False, words="Ei näin", now=near)
    assert asked() == ["Aino", "Eeva"]


def test_a_proposal_follows_to_the_new_supervisor(proposal, aino, leena, monday):
    later = monday + timedelta(days=1)
    Supervision.objects.filter(person=aino).update(until=later)
    Supervision.objects.create(person=aino, supervisor=leena, since=later)
    assert [follow_proposals(later), follow_proposals(later)] == [1, 0]
    assert asked() == ["Leena"]


def test_a_proposal_whose_time_has_passed_goes(proposal, monday):
    assert follow_proposals(monday + timedelta(days=400)) == 1
    assert Agreement.objects.get().state == "withdrawn" and asked() == []


def test_the_words_go_two_years_after_the_end(agreed, monday):
    end_of_it = before_end(agreed, 0, monday)
    assert forget_old(end_of_it + timedelta(days=730)) == 0
    assert forget_old(end_of_it + timedelta(days=731)) == 1
    agreed.refresh_from_db()
    assert (agreed.scope, agreed.state, agreed.first_day) == ("", "agreed", monday.date())
    assert AuditEntry.objects.filter(action="agreements.forgotten").count() == 1


def test_a_calendar_does_not_tell_with_whom_something_is_agreed(proposal, eeva, monday):
    told = calendar_of(eeva, monday).decode()
    assert "VEVENT" in told and "Aino" not in told
