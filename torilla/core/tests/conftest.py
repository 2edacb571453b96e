"""Aino, who may; Olli, who may not; the errand table; and databases for processes of their own."""

import os
import subprocess
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from torilla.core.tests.support import let_transactional_tests_flush  # noqa: F401


class Somebody:
    """A known person, without the package that knows persons."""

    def __init__(self, pk, *permissions):
        self.pk, self.audit_name, self.permissions = pk, f"people.person:{pk}", permissions

    def may(self, permission, subject, *, now):
        return permission in self.permissions


class Thing:
    audit_name = "market.thing:1"


@pytest.fixture
def aino():
    """Aino may name stewards."""
    return Somebody(1, "market.fetch")


@pytest.fixture
def olli():
    """Olli works elsewhere and has no business here."""
    return Somebody(9)


@pytest.fixture
def thing():
    return Thing()


@pytest.fixture
def monday():
    return datetime(2026, 9, 7, 9, 0, tzinfo=ZoneInfo("Europe/Helsinki"))


@pytest.fixture(scope="session")
def errand_table(django_db_setup, django_db_blocker):
    from torilla.core.tests.errand import Errand

    with django_db_blocker.unblock():
        if Errand._meta.db_table in connection.introspection.table_names():
            with connection.schema_editor() as editor:
                editor.delete_model(Errand)
        with connection.schema_editor() as editor:
            editor.create_model(Errand)
        connection.close()


@pytest.fixture
def errands(errand_table):
    """The errands; use with `db` or a transactional mark."""
    from torilla.core.tests.errand import Errand

    return Errand


@pytest.fixture
def scratch(tmp_path, django_db_setup, django_db_blocker):
    """Runs functions of `process.py` on an empty database of its own, on the same engine."""
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            yield Scratch(f"sqlite:///{tmp_path / 'scratch.sqlite3'}")
            return
        name = f"torilla_core_scratch_{os.getpid()}"
        given = connection.settings_dict
        where = f"{given['HOST'] or '127.0.0.1'}:{given['PORT'] or 5432}"
        address = f"postgres://{given['USER']}:{given['PASSWORD']}@{where}/"
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {name}")
        yield Scratch(address + name)
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


class Scratch:
    """A database and the processes that work on it."""

    def __init__(self, url):
        self.environment = os.environ | {
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "torilla.core.tests.settings_core",
        }
        self.run("migrate")

    def start(self, what, *arguments, **environment):
        run = f"from torilla.core.tests import process; process.{what}(*{arguments!r})"
        return subprocess.Popen(
            [sys.executable, "-c", run],
            env=self.environment | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments, **environment):
        """The exit code and what was printed."""
        process = self.start(*arguments, **environment)
        said, errors = process.communicate(timeout=120)
        assert process.returncode in (0, -9), errors
        return process.returncode, said.strip()
