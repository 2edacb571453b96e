"""A full disk, a database that is gone or locked: a form answers with what was typed, and all goes on."""

import os
import resource
import shutil
import sqlite3
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager

import psycopg
import pytest

from tests.faults.databases import Server, postgres
from tests.faults.site import Broke, until

pytestmark = pytest.mark.faults

NAME = "Kirjastoauto Ääni & Öljy"
SHOWN = "Kirjastoauto Ääni &amp; Öljy"


# A full disk


@pytest.fixture
def disk(tmp_path):
    """A folder on a disk of 4 MB. Who may not mount one gets a folder in which files cannot grow."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "torilla", str(folder)]
    mounted = shutil.which("mount") and subprocess.run(mount, check=False).returncode == 0
    disk = Mounted(folder) if mounted else Limited(folder)
    yield disk
    if mounted:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


class Mounted:
    """Full once a file takes all that is left."""

    def __init__(self, folder):
        self.folder = folder

    def fill(self, _processes):
        with (self.folder / "filler").open("wb", buffering=0) as filler:
            for size in (4096, 1):
                try:
                    while True:
                        filler.write(b"\0" * size)
                except OSError:
                    continue

    def make_room(self, _processes):
        (self.folder / "filler").unlink()


class Limited:
    """Full as long as no process may let a file grow."""

    def __init__(self, folder):
        self.folder = folder

    def fill(self, processes):
        for process in processes:
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))

    def make_room(self, processes):
        everything = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        for process in processes:
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, everything)


def test_a_full_disk_loses_nothing_that_was_typed(copy, disk):
    site = copy("sqlite", home=disk.folder / "home").start()
    try:
        until(site.caught_up)
        processes, units = site.tree, site.count("people_unit")
        disk.fill(processes)

        fitted, refused = full(site)

        assert refused.status == 503
        assert SHOWN in refused.body
        assert site.page("/accounts/").status == 200  # reading goes on
        assert site.count("people_unit") == units + fitted

        disk.make_room(processes)
        assert site.add_unit(NAME, f"form {fitted}").status == 302
        site.whole()
        assert site.count("people_unit") == units + fitted + 1
        assert running(site) == {each.pid for each in processes}
    finally:
        site.end()


def full(site):
    """The answer to the first form that finds no room; a few may still fit into what is free."""
    for number in range(500):
        answer = site.add_unit(NAME, f"form {number}")
        if answer.status != 302:
            return number, answer
    raise AssertionError("the disk was never full")


def running(site):
    return {each.pid for each in site.tree}


# PostgreSQL is gone


class Cluster:
    """A PostgreSQL server of the test's own that stops and starts again."""

    def __init__(self, url):
        self.url = url
        with psycopg.connect(f"{url.rpartition('/')[0]}/postgres") as connection:
            self.data = connection.execute("SHOW data_directory").fetchone()[0]
        self.programs = postgres.binaries()
        self.port = url.rpartition("/")[0].rpartition(":")[2]
        self.again = None

    def stop(self, check=True):
        self._control("-m", "immediate", "stop", check=check)

    def start(self):
        folder = os.path.dirname(self.data)
        options = f"-h 127.0.0.1 -p {self.port} -k {folder}"
        self._control("-o", options, "-l", f"{folder}/again.log", "start")

    def _control(self, *arguments, check=True):
        subprocess.run(
            [self.programs / "pg_ctl", "-D", self.data, "-w", *arguments],
            check=check,
            cwd="/",
            stdout=subprocess.DEVNULL,
            **self._owner(),
        )

    def _owner(self):
        if os.geteuid() != 0:
            return {}
        owner = os.stat(self.data)
        return {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}


@pytest.fixture
def cluster():
    """PostgreSQL as in production: what it has committed is on the disk."""
    with postgres.private(durable=True) as url:
        cluster = Cluster(url)
        yield cluster
        cluster.stop(check=False)


@pytest.fixture
def site_on(cluster, copy, mallila_on):
    """Mallila on that server: dumped from the original's, since servers copy only their own."""
    original = mallila_on("postgresql")
    url = Server(cluster.url).new()
    dump = subprocess.run(
        [cluster.programs / "pg_dump", original.database], check=True, stdout=subprocess.PIPE
    )
    fill = [cluster.programs / "psql", "-q", "-v", "ON_ERROR_STOP=1", url]
    subprocess.run(fill, input=dump.stdout, check=True, stdout=subprocess.DEVNULL)
    return copy("postgresql", url=url)


def test_all_goes_on_when_postgresql_was_killed_and_came_back(site_on, cluster):
    site = site_on.start()
    processes = running(site)
    with many_forms(site) as told:
        until(lambda: len(told) > 10)
        cluster.stop()
        answer = site.add_unit(NAME, "a form")
        assert answer.status == 503
        assert SHOWN in answer.body
        assert not site.healthy()
        time.sleep(2)  # the worker too finds that it is gone
        cluster.start()
        until(site.healthy)
        since = len(told)
        until(lambda: len(told) > since + 10)

    assert site.add_unit(NAME, "a form").status == 302
    for token, name in told:
        assert site.add_unit(name, token).status == 302  # done already, so nothing is done again
    site.whole()
    names = {
        row[0]: row[1] for row in site.ask("SELECT name, count(*) FROM people_unit GROUP BY name")
    }
    assert names[NAME] == 1
    assert all(names[name] == 1 for _token, name in told)
    assert running(site) == processes


@contextmanager
def many_forms(site):
    """Two people save without a pause; gives what was answered as saved (token, name)."""
    told, stop = [], threading.Event()

    def save(who):
        number = 0
        while not stop.is_set():
            number += 1
            token, name = f"{who} {number}", f"Yksikkö {who} {number}"
            try:
                if site.add_unit(name, token).status == 302:
                    told.append((token, name))
            except (Broke, psycopg.Error):
                pass

    threads = [threading.Thread(target=save, args=(who,)) for who in ("a", "b")]
    for thread in threads:
        thread.start()
    try:
        yield told
    finally:
        stop.set()
        for thread in threads:
            thread.join(60)


# SQLite is locked


def test_a_form_waits_while_another_program_holds_the_database(on_sqlite):
    site = on_sqlite.start()
    with closing(sqlite3.connect(site.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with ThreadPoolExecutor(1) as pool:
            form = pool.submit(site.add_unit, NAME, "a form")
            time.sleep(3)
            assert not form.done()
            other.execute("ROLLBACK")
            assert form.result(30).status == 302
    site.whole()
