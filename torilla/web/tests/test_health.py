"""What watches the installation: health, readiness, metrics."""

import json
from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import OperationalError
from django.db.backends.utils import CursorWrapper
from django.test import Client

from torilla.core import last_backup, workers
from torilla.core.models import Job
from torilla.duties.models import Duty, Mail
from torilla.guideline.models import Finding
from torilla.web import health
from torilla.web.metric_list import METRICS

SECOND = timedelta(seconds=1)
TOKEN = "a-token-of-mallila"


@pytest.fixture
def clock(monday, monkeypatch):
    """It is Monday, nine o'clock."""
    monkeypatch.setattr(health.timezone, "now", lambda: monday)
    return monday


@pytest.fixture
def worker(db, clock):
    """A worker beat seven seconds ago."""
    due = clock + timedelta(seconds=workers.EVERY - 7)
    return Job.objects.create(name=workers.BEAT, every=workers.EVERY, due_at=due, fence=1)


@contextmanager
def without_database():
    """The database does not answer."""

    def gone(*_arguments, **_more):
        raise OperationalError("host=db.inner.example password=S3CRET")

    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(CursorWrapper, "execute", gone)
        yield


def asked(path, **headers):
    return Client().get(path, headers={"Host": "10.1.2.3:8000"} | headers)


def causes():
    answer = asked("/readyz")
    found = answer.json()
    assert answer.status_code == (200 if found["ready"] else 503)
    assert found["ready"] == (not found["causes"])
    return [name for name, sentence in health.CAUSES.items() if sentence in found["causes"]]


@pytest.mark.parametrize("path", health.ANSWERS)
def test_a_probe_needs_no_host_name_and_no_session(db, settings, path):
    settings.METRICS_TOKEN = TOKEN
    answer = asked(path, Authorization=f"Bearer {TOKEN}")
    assert answer.status_code in {200, 503} and not answer.cookies
    assert answer.headers["Cache-Control"] == "no-store"


def test_it_lives_while_the_database_is_gone(db):
    with without_database():
        assert asked("/livez").json() == {"live": True, "version": health.this_version()}


def test_it_is_ready_when_all_works(worker):
    found = asked("/readyz").json()
    assert found.pop("causes") == []
    assert found.pop("worker_seconds") == 7
    assert set(found.values()) == {True}


def test_looking_costs_two_questions_at_most(worker, django_assert_max_num_queries):
    asked("/readyz")
    with django_assert_max_num_queries(2):
        asked("/readyz")


def test_without_a_database_it_is_not_ready_and_tells_nothing_secret(worker):
    with without_database():
        assert causes() == ["database"]
        assert b"S3CRET" not in asked("/readyz").content


def test_with_a_database_of_another_version_it_is_not_ready(worker, monkeypatch):
    monkeypatch.setattr(health, "_known_ready", set())
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_a: ["one waits"])
    assert causes() == ["migrations"]


def test_without_its_keys_it_is_not_ready(worker, settings):
    class Gone(list):
        def __iter__(self):
            raise FileNotFoundError("keys")

    for keys in ([], ["no key"], Gone()):
        settings.TORILLA_KEYS = keys
        assert causes() == ["keys"]


def test_on_a_full_disk_it_is_not_ready(worker, monkeypatch):
    monkeypatch.setattr(health, "ROOM", 2**80)
    assert causes() == ["disk"]


def test_without_a_worker_it_is_not_ready(db, clock):
    assert causes() == ["worker"]


def test_a_worker_that_fell_silent_makes_it_not_ready(worker, clock):
    Job.objects.update(due_at=clock - timedelta(minutes=3))
    assert causes() == ["worker"]
    assert asked("/readyz").json()["worker_seconds"] == 195


def test_a_worker_that_is_long_busy_lives(worker, clock):
    Job.objects.update(due_at=clock - timedelta(minutes=9))
    Job.objects.create(name="long", every=60, due_at=clock, lease_until=clock + 60 * SECOND)
    assert causes() == []


def test_no_worker_has_lived_before_its_first_beat(worker):
    Job.objects.update(fence=0)
    assert causes() == ["worker"]


# Metrics


def figures(settings):
    settings.METRICS_TOKEN = TOKEN
    answer = asked("/metrics", Authorization=f"Bearer {TOKEN}")
    assert answer.status_code == 200
    lines = answer.content.decode().splitlines()
    return dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))


def test_without_a_token_set_there_are_no_metrics(db):
    assert asked("/metrics", Authorization="Bearer ").status_code == 404


@pytest.mark.parametrize("sent", ["", "Bearer", "Bearer x", TOKEN, f"Basic {TOKEN}", "Bearer ä"])
def test_metrics_are_for_whoever_has_the_token(db, settings, sent):
    settings.METRICS_TOKEN = TOKEN
    assert asked("/metrics", Authorization=sent).status_code == 401


def test_when_the_last_backup_was_made(db, settings, tmp_path, monday):
    settings.HOME = SimpleNamespace(path=tmp_path)
    name = "torilla_backup_last_success_timestamp_seconds"
    assert name not in figures(settings)
    last_backup.note(tmp_path, monday)
    assert float(figures(settings)[name]) == monday.timestamp()


@pytest.mark.parametrize("text", ["", "yesterday", "\xff"])
def test_what_is_no_moment_is_no_backup(text, tmp_path):
    (tmp_path / last_backup.NAME).write_text(text, encoding="latin1")
    assert last_backup.made_at(tmp_path) is None


def test_the_worker_and_its_jobs(worker, settings, clock):
    Job.objects.create(
        name="late", every=60, due_at=clock - 90 * SECOND, attempts=4, last_error="x"
    )
    found = figures(settings)
    assert float(found["torilla_worker_beat_age_seconds"]) == 7
    assert float(found["torilla_jobs_due"]) == 1
    assert float(found["torilla_jobs_oldest_due_seconds"]) == 90
    assert float(found['torilla_job_failures{job="late"}']) == 4


def test_mails_that_wait_or_failed(aino, settings, clock):
    for state in ("queued", "failed", "failed", "sent"):
        Mail.objects.create(person=aino, state=state, queued_at=clock)
    found = figures(settings)
    assert float(found['torilla_mails{state="failed"}']) == 2
    assert float(found['torilla_mails{state="queued"}']) == 1
    assert 'torilla_mails{state="sent"}' not in found


def test_duties_findings_and_the_log(policy, facebook, settings, clock):
    found = figures(settings)
    assert float(found["torilla_audit_entries"]) == float(found["torilla_feed_lag_entries"]) > 0
    assert float(found['torilla_findings_open{waived="no"}']) == Finding.objects.count() > 0
    open_duties = Duty.objects.filter(closed_at=None)
    assert float(found["torilla_duties_open"]) == open_duties.count() > 0
    late = open_duties.filter(due_at__lt=clock).count()
    assert float(found["torilla_duties_overdue"]) == late


def test_without_a_database_the_process_is_still_measured(worker, settings):
    with without_database():
        found = figures(settings)
    assert float(found["torilla_database_up"]) == 0
    assert "torilla_jobs_due" not in found and float(found["process_open_fds"]) > 0


def test_every_figure_is_documented_and_none_is_of_a_person(
    worker, aino, settings, clock, tmp_path
):
    settings.HOME = SimpleNamespace(path=tmp_path)
    Job.objects.create(name="late", every=60, due_at=clock, last_error="x")
    Mail.objects.create(person=aino, queued_at=clock)
    last_backup.note(settings.HOME.path, clock)
    names = {name.split("{")[0] for name in figures(settings) if name.startswith("torilla_")}
    assert names == {metric.name for metric in METRICS}
    assert "Aino" not in json.dumps(figures(settings))
