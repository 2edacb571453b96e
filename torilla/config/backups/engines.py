"""Copying a database while it is written to, and putting a copy into an empty one."""

from pathlib import Path
from typing import Protocol

from django.db import connection

from torilla.config.backups import postgres, sqlite
from torilla.config.backups.archive import Say
from torilla.config.backups.manifest import Snapshot


class Engine(Protocol):
    """What each of the two databases can do; both are modules."""

    def copy(self, to: Path, say: Say) -> Snapshot:
        """Write the database as it is at one moment to a new file; writers go on meanwhile."""

    def is_empty(self) -> bool:
        """Whether nothing stands in this installation's database."""

    def begun(self) -> str:
        """Of which backup a restore was begun here and not finished; "" for none."""

    def load(self, file: Path, backup: str, say: Say) -> None:
        """Put the copy into the empty database, with the mark of an unfinished restore, or nothing."""

    def look(self, file: Path) -> None:
        """Read the copy through. Raises BadBackup when it is damaged."""

    def refuse_server(self, server: str) -> None:
        """Raises BadBackup when a copy of this server's version cannot be put into ours."""


_MODULES: dict[str, Engine] = {"sqlite": sqlite, "postgresql": postgres}


def engine(name: str = "") -> Engine:
    """That of this installation's database, or the one of this name."""
    return _MODULES[name or connection.vendor]
