"""Homes and databases to measure in: filled once, copied for each bench, thrown away afterwards.

SQLite writes with synchronous=FULL (Torilla's own setting); PostgreSQL is the server on
127.0.0.1:5432 when it waits for the disk, else a private one that does.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "tools"))

import postgres  # noqa: E402  (one of the tools)

FILE = "torilla.sqlite3"
DURABLE = ("fsync", "synchronous_commit", "full_page_writes")


@dataclass(frozen=True)
class Place:
    """A home with its database."""

    vendor: str
    home: Path
    url: str

    @property
    def variables(self) -> dict[str, str]:
        """The environment of a process that works here."""
        return {**os.environ, **self._own, "DJANGO_SETTINGS_MODULE": "torilla.config.settings"}

    @property
    def _own(self) -> dict[str, str]:
        return {
            "TORILLA_HOME": str(self.home),
            "TORILLA_POLICY": "mallila",
            "DATABASE_URL": self.url,
        }

    def run(self, *arguments: str) -> str:
        """Run `python -m …` here and give what it printed; CalledProcessError when it failed."""
        done = subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=ROOT,
            env=self.variables,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return done.stdout


class Sqlite:
    """Copies of one file."""

    vendor = "sqlite"

    def __init__(self, folder: Path) -> None:
        self.folder, self.filled, self.made = folder, None, 0

    def settings(self) -> dict[str, str]:
        return {"journal_mode": "WAL", "synchronous": "FULL"}

    def new(self, of: Place | None = None) -> Place:
        """An empty place, or a copy of `of`."""
        self.made += 1
        home = self.folder / f"sqlite-{self.made}"
        home.mkdir()
        if of is not None:
            shutil.copy(of.home / FILE, home / FILE)
        return Place(self.vendor, home, f"sqlite:///{home / FILE}")

    def drop(self, place: Place) -> None:
        shutil.rmtree(place.home)


class Postgres:
    """Databases of one server, copied by PostgreSQL itself."""

    vendor = "postgresql"

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.made = folder, 0
        self.server = url.rpartition("/")[0] + "/"

    def settings(self) -> dict[str, str]:
        with psycopg.connect(self.server + "postgres") as connection:
            shown = {n: connection.execute(f"SHOW {n}").fetchone()[0] for n in DURABLE}
            return shown | {"version": str(connection.info.server_version)}

    def new(self, of: Place | None = None) -> Place:
        """An empty place, or a copy of `of`."""
        self.made += 1
        name = f"torilla_bench_{os.getpid()}_{self.made}"
        template = of.url.rpartition("/")[2] if of else "template0"
        self._do(f"CREATE DATABASE {name} TEMPLATE {template}")
        home = self.folder / name
        home.mkdir()
        return Place(self.vendor, home, self.server + name)

    def drop(self, place: Place) -> None:
        self._do(f"DROP DATABASE {place.url.rpartition('/')[2]} WITH (FORCE)")
        shutil.rmtree(place.home)

    def _do(self, statement: str) -> None:
        with psycopg.connect(self.server + "postgres", autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def folder() -> Iterator[Path]:
    """A folder on the disk of this checkout: /tmp may be memory, where fsync costs nothing."""
    (ROOT / ".cache").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=ROOT / ".cache") as name:
        yield Path(name)


@contextmanager
def postgres_server(at: Path) -> Iterator[Postgres]:
    """The server that runs, if it waits for the disk; else a private one."""
    url = postgres.running()
    if url is not None:
        found = Postgres(at, url)
        if all(found.settings()[name] == "on" for name in DURABLE):
            yield found
            return
    with postgres.private(durable=True) as url:
        yield Postgres(at, url)
