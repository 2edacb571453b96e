"""Databases of a test's own: a file of SQLite, or a database of the PostgreSQL that runs here."""

import itertools
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent.parent
if str(ROOT / "tools") not in sys.path:
    sys.path.append(str(ROOT / "tools"))

import postgres  # noqa: E402  (one of the tools)

FILE = "torilla.sqlite3"
NUMBERS = itertools.count()
"""For all servers of the process, which may be the same one."""
ENGINES = ("sqlite", "postgresql")

__all__ = ["ENGINES", "FILE", "ROOT", "Server", "ask", "change", "postgres"]


class Server:
    """Databases of one PostgreSQL server, copied by PostgreSQL itself and dropped in the end."""

    def __init__(self, url: str) -> None:
        self.address, self.made = url.rpartition("/")[0] + "/", []

    def new(self, of: str = "") -> str:
        """The address of an empty database, or of a copy of the one at `of`."""
        name = f"torilla_faults_{os.getpid()}_{next(NUMBERS)}"
        self._do(f"CREATE DATABASE {name} TEMPLATE {of.rpartition('/')[2] or 'template0'}")
        self.made.append(name)
        return self.address + name

    def drop(self, url: str) -> None:
        self._do(f"DROP DATABASE IF EXISTS {url.rpartition('/')[2]} WITH (FORCE)")

    def drop_all(self) -> None:
        for name in self.made:
            self.drop(name)

    def _do(self, statement: str) -> None:
        with psycopg.connect(self.address + "postgres", autocommit=True) as connection:
            connection.execute(statement)


def ask(where: Path | str, question: str) -> list[tuple]:
    """The rows that the database (a file, or an address of PostgreSQL) answers."""
    if isinstance(where, Path):
        with closing(sqlite3.connect(where, timeout=20)) as connection:
            return connection.execute(question).fetchall()
    with psycopg.connect(where) as connection:
        return connection.execute(question).fetchall()


def change(where: Path | str, statement: str) -> None:
    """Change the database by one statement."""
    if isinstance(where, Path):
        with closing(sqlite3.connect(where, timeout=20)) as connection, connection:
            connection.execute(statement)
        return
    with psycopg.connect(where) as connection:
        connection.execute(statement)
