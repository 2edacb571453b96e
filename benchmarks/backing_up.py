"""A backup while somebody writes all the time, and the restore of it into an empty database."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from django.db import connection
from django.utils import timezone

from benchmarks.figures import Figure
from benchmarks.sizes import Size
from torilla.core import audit
from torilla.core.actors import SYSTEM

BENCH = "backing-up"
BACKUP, RESTORE, WAIT = 60, 180, 2


def run(size: Size) -> Iterator[Figure]:
    """Both commands with all that they do, from the start of the process to its end."""
    home = settings.HOME.path
    file = home / "backup.tar.gz"
    with writing() as waits:
        backup = timed("backup", str(file), environment={})
    megabytes = file.stat().st_size / 1_000_000
    yield Figure(BENCH, "backup", backup, "s", at_most=BACKUP, more={"megabytes": megabytes})
    yield Figure(
        BENCH,
        "longest wait of who writes",
        max(waits),
        "s",
        at_most=WAIT,
        more={"writes": len(waits)},
    )
    back = home / "back"
    back.mkdir(mode=0o700)
    (back / "keys").write_bytes((home / "keys").read_bytes())
    with empty(back) as environment:
        restore = timed("restore", str(file), environment=environment)
    yield Figure(BENCH, "restore", restore, "s", at_most=RESTORE)


def timed(*command: str, environment: dict[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "torilla.cli.main", *command],
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - began


@contextmanager
def writing() -> Iterator[list[float]]:
    """Somebody writes an entry of the log a hundred times a second; gives how long each took."""
    waits: list[float] = []
    stop = threading.Event()

    def write() -> None:
        while not stop.wait(0.01):
            began = time.perf_counter()
            audit.record(SYSTEM, "bench.written", actor=SYSTEM, at=timezone.now())
            waits.append(time.perf_counter() - began)
        connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield waits
    finally:
        stop.set()
        thread.join()


@contextmanager
def empty(home: Path) -> Iterator[dict[str, str]]:
    """The environment of an empty home and database beside the measured one."""
    if connection.vendor == "sqlite":
        yield {"TORILLA_HOME": str(home), "DATABASE_URL": f"sqlite:///{home / 'torilla.sqlite3'}"}
        return
    url = os.environ["DATABASE_URL"]
    name = urlsplit(url).path[1:]
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}_back TEMPLATE template0")
        try:
            yield {"TORILLA_HOME": str(home), "DATABASE_URL": f"{url}_back"}
        finally:
            server.execute(f"DROP DATABASE {name}_back WITH (FORCE)")
