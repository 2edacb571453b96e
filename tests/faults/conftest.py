"""Mallila filled once for each engine, copied for each test."""

import json
import shutil
import subprocess
import sys

import pytest

from tests.faults.databases import ENGINES, ROOT, Server, postgres
from tests.faults.site import Site


@pytest.fixture(scope="session")
def server():
    """The PostgreSQL on the usual port, else a private one."""
    with postgres.somewhere() as url:
        server = Server(url)
        yield server
        server.drop_all()


@pytest.fixture(scope="session")
def mallila_on(server, tmp_path_factory):
    """Gives the filled original on an engine: `mallila_on("sqlite")`."""
    made = {}

    def on(engine):
        if engine not in made:
            home = tmp_path_factory.mktemp(engine) / "home"
            made[engine] = filled(home, server.new() if engine == "postgresql" else "")
        return made[engine]

    return on


def filled(home, url):
    environment = {"TORILLA_DEMO": "1", "TORILLA_POLICY": "mallila"}
    site = Site(home, environment=environment | ({"DATABASE_URL": url} if url else {}))
    said = subprocess.run(
        [sys.executable, "-m", "tests.faults.prepare"],
        cwd=ROOT,
        env=site.variables | {"DJANGO_SETTINGS_MODULE": "torilla.config.settings"},
        stdout=subprocess.PIPE,
        check=True,
    )
    site.sessions = json.loads(said.stdout)
    return site


@pytest.fixture
def copy(mallila_on, server, tmp_path):
    """Copies Mallila into a home of the test's own: `copy("sqlite")`, with `url` onto a copy there."""
    copies, dropped = [], []

    def make(engine, home=None, url=""):
        original = mallila_on(engine)
        home = home or tmp_path / "home"
        shutil.copytree(original.home, home, dirs_exist_ok=True)
        environment = dict(original.environment)
        if engine == "postgresql" and not url:
            url = server.new(of=original.database)
            dropped.append(url)
        if url:
            environment["DATABASE_URL"] = url
        copies.append(Site(home, environment=environment, sessions=original.sessions))
        return copies[-1]

    yield make
    for site in copies:
        site.end()
    for url in dropped:
        server.drop(url)


@pytest.fixture(params=ENGINES)
def site(request, copy):
    """Mallila on SQLite, and then on PostgreSQL."""
    return copy(request.param)


@pytest.fixture
def on_sqlite(copy):
    """Mallila on SQLite alone: where the database makes no difference."""
    return copy("sqlite")


@pytest.fixture
def empty(server, tmp_path):
    """Empty machines of the same kind as a site: `empty(site)`; with `keys` the lost home's keys lie there."""
    made = []

    def make(site, keys=True):
        home = tmp_path / f"empty{len(made)}"
        home.mkdir(mode=0o700)
        if keys:
            shutil.copy(site.home / "keys", home)
        environment = dict(site.environment)
        if "DATABASE_URL" in environment:
            environment["DATABASE_URL"] = server.new()
        made.append(Site(home, environment=environment, sessions={}))
        return made[-1]

    yield make
    for each in made:
        each.end()
