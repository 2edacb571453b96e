from datetime import timedelta

import pytest

from torilla.core import audit, feed
from torilla.core.actors import SYSTEM
from torilla.core.models import AuditEntry
from torilla.duties.feed import CURSOR, drain, look_again, wait_for
from torilla.duties.models import Duty
from torilla.guideline.commands.grant_waiver import grant_waiver
from torilla.guideline.models import Finding, Look
from torilla.guideline.people_sources import SOURCES
from torilla.people.models import Supervision

DAY = timedelta(days=1)


@pytest.fixture
def answered(units, duty, library, monday):
    """The library has answered, and the log tells of it."""
    units.answered[library] = monday
    return audit.record(library, "test.answered", actor=SYSTEM, at=monday)


def test_what_others_did_closes_the_finding(units, duty, answered, monday):
    drain([units.source], monday + DAY)
    duty.refresh_from_db()
    assert duty.closed_at == monday + DAY
    assert feed.position(CURSOR) >= answered.pk


def test_an_entry_that_makes_nothing_stale_is_passed(units, duty, library, monday):
    drain([units.source], monday)
    entry = audit.record(library, "test.something_else", actor=SYSTEM, at=monday)
    units.answered[library] = monday
    drain([units.source], monday)
    duty.refresh_from_db()
    assert duty.closed_at is None and feed.position(CURSOR) >= entry.pk


def test_nothing_new_costs_one_query(units, duty, monday, django_assert_num_queries):
    while drain([units.source], monday):
        pass
    with django_assert_num_queries(1):
        assert drain([units.source], monday) == 0


def test_draining_again_after_a_crash_changes_nothing(units, duty, answered, monday, monkeypatch):
    monkeypatch.setattr(feed, "advance", lambda *_: None)
    drain([units.source], monday)
    count = AuditEntry.objects.count()
    drain([units.source], monday)
    assert AuditEntry.objects.count() == count


def test_a_new_supervisor_is_noticed_by_the_person(policy, aino, eeva, ritva, monday):
    audit.record(eeva, "people.person.changed", actor=SYSTEM, at=monday)
    drain(SOURCES, monday)
    found = Finding.objects.get(subject_name="Eeva", closed_at=None)
    Supervision.objects.create(person=eeva, supervisor=ritva, since=monday)
    audit.record(eeva, "people.supervisor.named", actor=SYSTEM, at=monday)
    drain(SOURCES, monday)
    found.refresh_from_db()
    assert found.closed_at == monday


def test_a_waiver_closes_the_duty_and_its_end_opens_another(units, duty, ritva, monday):
    drain([units.source], monday)
    until = (monday + 3 * DAY).date()
    grant_waiver(actor=ritva, finding=duty.finding, reason="Moves", until=until, now=monday)
    drain([units.source], monday)
    duty.refresh_from_db()
    assert duty.outcome == Duty.Outcome.LAPSED
    assert look_again([units.source], monday + 3 * DAY) == 0
    look_again([units.source], monday + 4 * DAY)
    assert Duty.objects.filter(finding=duty.finding, closed_at=None).exists()


def test_a_look_that_is_due_is_taken_once(units, duty, library, monday):
    Look.objects.create(source="test.units", subject_id=library.pk, next_look_at=monday + DAY)
    units.answered[library] = monday
    assert look_again([units.source], monday) == 0
    assert look_again([units.source], monday + 2 * DAY) == 1
    duty.refresh_from_db()
    assert duty.closed_at == monday + 2 * DAY
    assert look_again([units.source], monday + 2 * DAY) == 0


def test_a_look_of_a_source_that_is_no_more_goes(units, monday):
    Look.objects.create(source="gone", subject_id=1, next_look_at=monday)
    look_again([units.source], monday)
    assert not Look.objects.filter(source="gone").exists()


def test_a_page_waits_until_its_entry_is_passed(units, answered, monday):
    assert not wait_for(answered.pk, up_to=0)
    drain([units.source], monday)
    assert wait_for(answered.pk, up_to=0)
