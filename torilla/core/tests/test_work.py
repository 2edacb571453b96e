import subprocess
import threading
import time
from datetime import timedelta

import pytest
from django.db import connection

from torilla.core import work
from torilla.core.models import Job, SubmittedToken

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def errand(errands, db, monday):
    """Bread, due on Monday at nine."""
    return errands.objects.create(what="bread", since=monday, due_at=monday)


@pytest.fixture
def jobs(monkeypatch):
    """No jobs but the test's own."""
    own = {}
    monkeypatch.setattr(work, "JOBS", own)
    return own


def claimed(errands, now, owner="aino"):
    return work.claim(errands.objects.all(), now=now, limit=10, owner=owner)


def test_what_is_due_is_claimed(errands, errand, monday):
    (row,) = claimed(errands, monday)

    assert (row.pk, row.fence, row.attempts) == (errand.pk, 1, 1)
    errand.refresh_from_db()
    assert (errand.lease_owner, errand.lease_until) == ("aino", monday + work.LEASE)


def test_what_is_not_due_yet_waits(errands, errand, monday):
    assert claimed(errands, monday - MINUTE) == []


def test_what_somebody_holds_is_left_alone(errands, errand, monday):
    claimed(errands, monday)

    assert claimed(errands, monday + MINUTE, "eeva") == []


def test_what_a_dead_worker_held_is_claimed_when_its_lease_has_run_out(errands, errand, monday):
    claimed(errands, monday)

    (row,) = claimed(errands, monday + work.LEASE, "eeva")

    assert (row.lease_owner, row.fence, row.attempts) == ("eeva", 2, 2)


def test_the_longest_due_comes_first_and_no_more_than_asked(errands, errand, monday):
    older = errands.objects.create(since=monday, due_at=monday - MINUTE)

    (row,) = work.claim(errands.objects.all(), now=monday, limit=1, owner="aino")

    assert row.pk == older.pk


def test_a_lease_shorter_than_two_waits_is_refused(errands, monday):
    with pytest.raises(ValueError, match="a lease is at least"):
        work.claim(errands.objects.all(), now=monday, limit=1, lease=MINUTE, owner="aino")


def test_finished_work_is_not_due_any_more(errands, errand, monday):
    (row,) = claimed(errands, monday)

    assert work.finish(row, what="bread, fetched")

    errand.refresh_from_db()
    assert (errand.what, errand.due_at, errand.lease_until) == ("bread, fetched", None, None)
    assert row.what == "bread, fetched"


def test_a_worker_that_slept_past_its_lease_cannot_finish(errands, errand, monday):
    (asleep,) = claimed(errands, monday)
    (awake,) = claimed(errands, monday + work.LEASE, "eeva")

    assert not work.finish(asleep, what="stale")
    assert work.finish(awake, what="fresh")
    errand.refresh_from_db()
    assert errand.what == "fresh"


def test_failed_work_says_why_and_comes_again(errands, errand, monday):
    (row,) = claimed(errands, monday)

    assert work.put_back(row, ValueError("no bread left"), due_at=monday + MINUTE)

    errand.refresh_from_db()
    assert (errand.last_error, errand.attempts) == ("ValueError: no bread left", 1)
    assert len(claimed(errands, monday + MINUTE)) == 1


def test_what_a_known_dead_worker_held_is_free_at_once(errands, errand, monday):
    claimed(errands, monday)

    assert work.release(errands.objects.all(), owner="aino", now=monday) == 1
    assert len(claimed(errands, monday, "eeva")) == 1


def test_what_a_killed_worker_of_this_machine_held_is_free_for_its_successor(
    errands, errand, monday
):
    child = subprocess.Popen(["true"])
    child.wait()
    machine, _, random = work.new_owner().split(":")
    claimed(errands, monday, f"{machine}:{child.pid}:{random}")

    assert work.release_dead(errands.objects.all(), monday) == 1
    assert len(claimed(errands, monday, "eeva")) == 1


@pytest.mark.parametrize(
    "owner",
    [work.new_owner(), "elsewhere/1:1:abc", "aino"],
    ids=["this", "elsewhere", "unreadable"],
)
def test_what_a_living_or_a_foreign_worker_holds_is_left_alone(errands, errand, monday, owner):
    claimed(errands, monday, owner)

    assert work.release_dead(errands.objects.all(), monday) == 0


def test_two_owners_never_have_the_same_name():
    assert work.new_owner() != work.new_owner()


def test_looking_for_work_when_nothing_is_due_takes_no_lock(
    errands, db, monday, django_assert_num_queries
):
    with django_assert_num_queries(1):
        assert claimed(errands, monday) == []


@pytest.mark.django_db(transaction=True)
def test_the_heartbeat_moves_the_leases_end(errands, errand_table, monday):
    errands.objects.all().delete()
    errands.objects.create(since=monday, due_at=monday)
    (row,) = claimed(errands, monday)

    with work.held(row, beat=0.01) as hold:
        renewed = until(lambda: errands.objects.get().lease_until > monday + work.LEASE)

    assert renewed and not hold.lost
    errands.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_the_heartbeat_notices_that_another_has_the_row(errands, errand_table, monday):
    errands.objects.all().delete()
    errands.objects.create(since=monday, due_at=monday)
    (row,) = claimed(errands, monday)
    claimed(errands, monday + work.LEASE, "eeva")

    with work.held(row, beat=0.01) as hold:
        assert until(lambda: hold.lost)

    assert errands.objects.get().lease_owner == "eeva"
    errands.objects.all().delete()


def until(true):
    """Whether it becomes true within ten seconds."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.01)
    return False


def test_the_heartbeat_ends_with_its_block(errands, errand, monday):
    (row,) = claimed(errands, monday)
    before = threading.active_count()

    with work.held(row):
        assert threading.active_count() == before + 1

    assert threading.active_count() == before


def test_a_job_runs_when_it_is_due_and_not_before(jobs, monday):
    ran = []
    work.job("market.sweep", every=60)(ran.append)

    assert [work.run_due(monday, "aino") for _ in range(2)] == [1, 0]
    assert work.run_due(monday + MINUTE, "aino") == 1
    assert ran == [monday, monday + MINUTE]


def test_a_job_that_fails_says_why_and_the_others_run(jobs, monday):
    def stumble(now):
        raise ValueError("slipped on a fish")

    ran = []
    work.job("market.stumble", every=3600)(stumble)
    work.job("market.sweep", every=60)(ran.append)

    assert work.run_due(monday, "aino") == 2

    job = Job.objects.get(name="market.stumble")
    assert (job.last_error, job.due_at) == ("ValueError: slipped on a fish", monday + MINUTE)
    assert ran == [monday]


def test_one_job_is_run_by_its_name_when_it_is_due(jobs, monday):
    ran = []
    for name in ("bread", "milk"):
        work.job(name, every=60)(lambda now, name=name: ran.append(name))
    work.know_jobs(monday)

    assert work.due_jobs(monday) == ["bread", "milk"]
    assert work.run_named("milk", monday, "aino")
    assert not work.run_named("milk", monday, "eeva")
    assert (ran, work.due_jobs(monday)) == (["milk"], ["bread"])


def test_a_job_that_comes_round_more_often_now_does_so_at_once(jobs, monday):
    ran = []
    work.job("market.sweep", every=3600)(ran.append)
    work.run_due(monday, "aino")
    jobs.clear()
    work.job("market.sweep", every=60)(ran.append)

    work.run_due(monday + MINUTE, "aino")
    assert len(ran) == 2


def test_a_job_of_an_older_release_is_left_alone(jobs, monday):
    Job.objects.create(name="market.gone", every=60, due_at=monday)

    assert work.run_due(monday, "aino") == 0


def test_two_jobs_of_one_name_fail_at_import(jobs):
    work.job("market.sweep", every=60)(print)

    with pytest.raises(TypeError, match="already"):
        work.job("market.sweep", every=60)(repr)


def test_used_tokens_are_forgotten_after_a_day(monday):
    from torilla.core.jobs import forget_tokens

    SubmittedToken.objects.create(token="old", at=monday - timedelta(days=1, seconds=1))
    SubmittedToken.objects.create(token="new", at=monday - timedelta(hours=23))

    forget_tokens(monday)

    assert [each.token for each in SubmittedToken.objects.all()] == ["new"]


def test_rows_that_another_transaction_holds_are_skipped(errands, errand, monday):
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        claimed(errands, monday)

    skips = any("SKIP LOCKED" in query["sql"] for query in queries.captured_queries)
    assert skips == (connection.vendor == "postgresql")
