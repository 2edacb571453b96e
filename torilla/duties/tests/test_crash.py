"""The process is killed at each named point; afterwards nothing is lost and nothing is sent twice."""

import os
import subprocess
import sys

import pytest
from django.db import connection

from torilla.duties.tests.smtp_server import mail_server

pytestmark = pytest.mark.faults


class Scratch:
    """A database and the processes that work on it."""

    def __init__(self, url):
        self.environment = os.environ | {
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "torilla.config.settings_test",
        }
        self.run("fill")

    def run(self, what, *arguments, **environment):
        """The exit code and what was printed."""
        code = f"from torilla.duties.tests import process; process.{what}(*{arguments!r})"
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=self.environment | environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode in (0, -9), done.stderr
        return done.returncode, done.stdout.strip()


@pytest.fixture
def scratch(tmp_path, django_db_setup, django_db_blocker):
    """A filled database on the engine of the run."""
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            yield Scratch(f"sqlite:///{tmp_path / 'scratch.sqlite3'}")
            return
        name, given = f"torilla_duties_scratch_{os.getpid()}", connection.settings_dict
        where = f"{given['HOST'] or '127.0.0.1'}:{given['PORT'] or 5432}"
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {name}")
        yield Scratch(f"postgres://{given['USER']}:{given['PASSWORD']}@{where}/{name}")
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_killed_before_a_byte_left_it_is_unknown_and_not_sent(scratch, settings):
    with mail_server(settings) as server:
        port = str(settings.EMAIL_PORT)
        code, _said = scratch.run("send", "0", port, TORILLA_CRASH_AT="notice.claimed")
        assert code == -9
        scratch.run("send", "5", port)
    assert server.taken == []
    assert scratch.run("look")[1].startswith("unknown False")


def test_killed_after_the_server_took_it_it_is_never_sent_again(scratch, settings):
    with mail_server(settings) as server:
        port = str(settings.EMAIL_PORT)
        code, _said = scratch.run("send", "0", port, TORILLA_CRASH_AT="notice.sent-unrecorded")
        assert code == -9
        scratch.run("send", "5", port)
        scratch.run("send", "600", port)
    assert len(server.taken) == 1
    assert scratch.run("look")[1].startswith("unknown False")


def test_killed_between_claim_and_intent_it_is_sent_by_the_next(scratch, settings):
    with mail_server(settings) as server:
        port = str(settings.EMAIL_PORT)
        code, _said = scratch.run("send", "0", port, TORILLA_CRASH_AT="work.claimed")
        assert code == -9
        scratch.run("send", "1", port)
        assert server.taken == []
        scratch.run("send", "5", port)
    assert len(server.taken) == 1
    assert scratch.run("look")[1].startswith("sent True")


@pytest.mark.parametrize("where", ["feed.before-evaluate", "feed.before-advance"])
def test_killed_while_draining_the_next_drains_and_nothing_is_doubled(scratch, where):
    assert scratch.run("drained", TORILLA_CRASH_AT=where)[0] == -9
    scratch.run("drained")
    _state, _told, findings, duties, verified = scratch.run("look")[1].split()
    assert findings == duties != "0" and verified == "True"
