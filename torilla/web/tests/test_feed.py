"""After a save the answer waits for the worker, but only where one works."""

from datetime import timedelta

import pytest
from django.db import OperationalError

from torilla.core.models import Job
from torilla.web import feed, health

CHOICE = {"language": "fi", "scheme": "dark"}


@pytest.fixture
def waits(monkeypatch):
    """The ids of the entries that pages waited for."""
    waited: list[int] = []
    monkeypatch.setattr(feed, "wait_for", waited.append)
    return waited


@pytest.fixture
def worker(monday, monkeypatch):
    monkeypatch.setattr(health.timezone, "now", lambda: monday)
    return Job.objects.create(name="x", every=60, due_at=monday + timedelta(seconds=30))


def test_the_answer_to_a_save_waits_for_its_entry(as_person, aino, waits, worker):
    as_person(aino).post("/settings/", CHOICE)
    assert len(waits) == 1


def test_reading_and_a_form_that_is_not_filled_wait_for_nothing(as_person, aino, waits, worker):
    browser = as_person(aino)
    browser.get("/settings/")
    browser.post("/settings/", {})
    assert waits == []


def test_without_a_worker_nobody_waits(as_person, aino, waits, worker, monday):
    Job.objects.update(due_at=monday - timedelta(minutes=5))
    as_person(aino).post("/settings/", CHOICE)
    assert waits == []


def test_a_database_that_goes_meanwhile_does_not_undo_the_save(
    as_person, aino, monkeypatch, worker
):
    def gone(entry):
        raise OperationalError("gone")

    monkeypatch.setattr(feed, "wait_for", gone)
    assert as_person(aino).post("/settings/", CHOICE).status_code == 302
