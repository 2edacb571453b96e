"""After a restore nothing is sent until somebody has looked."""

from datetime import timedelta

import pytest
from django.db import connection

from torilla.core import quiet, work
from torilla.core.models import Job, Restoration

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def jobs(monkeypatch):
    """One job that sends and one that does not."""
    monkeypatch.setattr(work, "JOBS", {})
    ran = []
    work.job("market.deliver", every=60, sends=True)(lambda now: ran.append("deliver"))
    work.job("market.sweep", every=60)(lambda now: ran.append("sweep"))
    return ran


@pytest.fixture
def restored(monday):
    return Restoration.objects.create(backup="b1", made_at=monday, restored_at=monday)


def test_a_restored_database_sends_nothing_and_goes_on_otherwise(jobs, restored, monday):
    work.run_due(monday, "aino")
    assert jobs == ["sweep"]
    held = Job.objects.get(name="market.deliver")
    assert (held.last_error, held.due_at) == ("", monday + MINUTE)


def test_what_was_released_is_sent_again(jobs, restored, monday):
    work.run_due(monday, "aino")
    Restoration.objects.update(released_at=monday)
    work.run_due(monday + MINUTE, "aino")
    assert sorted(jobs) == ["deliver", "sweep", "sweep"]


def test_a_restore_that_has_not_ended_holds_already(jobs, monday):
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {quiet.MARK} (backup text)")
    assert quiet.unfinished() and quiet.holding()
    work.run_due(monday, "aino")
    assert jobs == ["sweep"]


def test_a_database_that_was_never_restored_holds_nothing():
    assert not quiet.holding()
    assert quiet.restoration() is None
