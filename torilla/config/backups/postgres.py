"""PostgreSQL: its own pg_dump and pg_restore, of the one moment that the manifest tells of."""

import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection

from torilla.config.backups.archive import Say
from torilla.config.backups.manifest import BadBackup, Snapshot
from torilla.core import crash
from torilla.core.processes import die_with_parent
from torilla.core.quiet import MARK

_TABLES = (
    "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE c.relkind IN ('r', 'p') AND n.nspname = ANY(current_schemas(false)) "
    "AND c.relname <> %s"
)
_PAUSE = 0.2
"""Seconds between two words on the progress."""


class ProgramFailed(Exception):
    """pg_dump or pg_restore could not; its own first words say why."""


def copy(to: Path, say: Say) -> Snapshot:
    """See `engines.Engine`."""
    program = _program("pg_dump")
    connection.ensure_connection()
    assert connection.connection is not None
    size = _one("SELECT pg_database_size(current_database())")
    with connection.cursor() as cursor:
        # The dump and what the manifest says of it see the same moment.
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            moment = _one("SELECT pg_export_snapshot()")
            options = ["--format=custom", "--compress=0", "--no-owner", "--no-privileges"]
            snapshot = _snapshot(cursor)
            arguments = _arguments([*options, f"--snapshot={moment}", f"--file={to}"])
            _run(program, arguments, lambda: say("copying the database", _size(to), size))
        finally:
            cursor.execute("ROLLBACK")
    return snapshot


def _snapshot(cursor: Any) -> Snapshot:
    cursor.execute("SELECT last_id, hash FROM core_audithead WHERE id = 1")
    head = cursor.fetchone() or (0, "")
    cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
    names = tuple(f"{app}.{name}" for app, name in cursor.fetchall())
    return Snapshot(str(_server()), names, *head)


def is_empty() -> bool:
    """See `engines.Engine`."""
    return not _one(_TABLES, MARK)


def begun() -> str:
    """See `engines.Engine`."""
    if not _one("SELECT count(to_regclass(%s))", MARK):
        return ""
    return str(_one("SELECT backup FROM " + MARK))  # noqa: S608  (ours)


def load(file: Path, backup: str, say: Say) -> None:
    """See `engines.Engine`. The mark comes first: whoever sees the data sees that it is not done yet."""
    program = _program("pg_restore")
    look(file)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {MARK}")
        cursor.execute(f"CREATE TABLE {MARK} AS SELECT %s::text AS backup", [backup])
    crash.point("restore.begun")
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    arguments = [*_arguments([*options, "--dbname"]), str(file)]
    _run(program, arguments, lambda: say("filling the database", 0, 0))


def look(file: Path) -> None:
    """See `engines.Engine`."""
    program = _found("pg_restore")
    done = subprocess.run([program, "--file=/dev/null", file], capture_output=True, text=True)
    if done.returncode:
        raise BadBackup(
            "The database in this backup cannot be read by this machine’s pg_restore "
            f"({_words(done.stderr)}): it is damaged, or made by a newer PostgreSQL."
        )


def refuse_server(server: str) -> None:
    """See `engines.Engine`."""
    if _server() < int(server.partition(".")[0]):
        raise BadBackup(
            f"This backup is of PostgreSQL {server} and this is PostgreSQL {_server()}: restore it "
            "into the same version or a newer one."
        )


def _found(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise ProgramFailed(
            f"{name} is not here: install PostgreSQL’s client programs (on Debian the package "
            "postgresql-client)."
        )
    return found


def _program(name: str) -> str:
    """Where the program is, if it is new enough for the server. Raises ProgramFailed."""
    found = _found(name)
    told = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout
    number = re.search(r"\d+", told)
    if number is None or int(number[0]) < _server():
        raise ProgramFailed(
            f"{told.strip()} is older than the server, which is PostgreSQL {_server()}: install "
            f"that version’s client programs (on Debian postgresql-client-{_server()})."
        )
    return found


def _server() -> int:
    return int(_one("SHOW server_version_num")) // 10_000


def _one(question: str, *values: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question, values or None)
        return cursor.fetchone()[0]


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _arguments(options: list[str]) -> list[str]:
    """The options, then how to reach the database; its name comes last."""
    return _client(options)[0][1:]


def _client(options: list[str]) -> tuple[list[str], dict[str, str] | None]:
    # Django's own, for psql: the password goes by the environment, where no `ps` shows it.
    found: Any = connection.client.settings_to_cmd_args_env(connection.settings_dict, options)
    return found


def _run(program: str, arguments: list[str], tell: Callable[[], None]) -> None:
    """Run to the end, and not longer than we live. Raises ProgramFailed with the program's own words."""
    us = os.getpid()
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(
            [program, *arguments],
            env={**os.environ, **(_client([])[1] or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
            preexec_fn=lambda: die_with_parent(us),
        )
        try:
            while process.poll() is None:
                tell()
                time.sleep(_PAUSE)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        said.seek(0)
        if process.returncode:
            raise ProgramFailed(f"{Path(program).name} could not: {_words(said.read())}.")


def _words(said: str) -> str:
    """The first error of a program, in a line."""
    errors = [line for line in said.splitlines() if "error" in line.lower()] or said.splitlines()
    first = errors[0] if errors else "it said nothing"
    return " ".join(first.partition("error: ")[2].split() or first.split()).rstrip(".")
