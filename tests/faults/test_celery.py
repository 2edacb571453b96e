"""Celery's workers in place of Torilla's own: the same jobs, each once, whatever becomes of messages."""

import os
import sys
import time

import pytest
import redis

from tests.faults.databases import ROOT
from tests.faults.site import until

if str(ROOT / "tools") not in sys.path:
    sys.path.append(str(ROOT / "tools"))

import redis_server  # noqa: E402  (one of the tools)

pytestmark = pytest.mark.faults

RARE = "duties.forget_old"
"""A job of once a day: whoever runs it in a test was told to."""


@pytest.fixture(scope="module")
def broker():
    """The Redis on the usual port, else a private one."""
    with redis_server.somewhere() as url:
        yield url


@pytest.fixture
def site(copy, broker):
    """Mallila on PostgreSQL, with a broker that has heard of nothing."""
    redis.Redis.from_url(broker).flushdb()
    made = copy("postgresql")
    made.environment["TORILLA_BROKER_URL"] = broker
    return made


def make_due(site):
    """Make the rare job due; returns how often it was taken so far.

    Not while it runs: its end would put the next day in place of ours.
    """
    until(lambda: not site.count("core_job", f"name = '{RARE}' AND lease_until IS NOT NULL"))
    site.change(f"UPDATE core_job SET due_at = now() WHERE name = '{RARE}'")
    return taken(site)


def taken(site):
    return int(site.one(f"SELECT coalesce(max(fence), 0) FROM core_job WHERE name = '{RARE}'"))


def test_the_beat_and_two_workers_do_everything_once(site):
    for number in range(2):
        site.celery("worker", "-c", "2", "-n", f"w{number}@mallila")
    site.celery("beat")
    site.web()
    until(lambda: taken(site) == 1)
    assert make_due(site) == 1
    until(lambda: taken(site) == 2)
    assert site.name_kaisa("a form").status == 302
    site.whole()
    time.sleep(3)
    assert taken(site) == 2


def test_a_killed_worker_is_followed_by_the_next(site):
    site.celery("beat")
    dying = site.celery("worker", "-c", "1", TORILLA_CRASH_AT="work.claimed")
    until(lambda: site.count("core_job", "lease_until > now()"))
    os.killpg(dying.pid, 9)
    dying.wait(10)

    site.celery("worker", "-c", "1")

    site.whole()
    assert taken(site) >= 1


def test_what_the_broker_forgets_is_done_all_the_same(site, broker):
    site.celery("beat")
    site.celery("worker", "-c", "1")
    until(lambda: taken(site) == 1)

    redis.Redis.from_url(broker).flushdb()
    before = make_due(site)

    until(lambda: taken(site) == before + 1)
    site.whole()


def test_with_a_broker_torilla_serve_starts_no_worker(site):
    site.start()
    assert site.child("worker") is None
    assert site.page("/accounts/").status == 200
