"""Whether this installation lives, for whoever watches it: under any host name, without a session.

`/livez` → 200 as long as the process answers. `/healthz` → 200, or 503 when the database does not
answer. `/readyz` → 200, or 503 with what is wrong in plain sentences. The shapes stand in
docs/reference/json.md; nothing in them is a secret or tells of a person.
"""

import shutil
from collections.abc import Callable
from datetime import datetime
from functools import cache
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from torilla.core import crypto
from torilla.core.workers import look
from torilla.web import metrics

PATIENCE = 60
"""Seconds after which a job that nobody has taken means that no worker runs."""
SILENCE = 120
"""Seconds without a beat after which no worker runs: a lease and the pause between two beats, and a bit."""
ROOM = 100 * 1024 * 1024
"""Bytes that must be free in TORILLA_HOME: a bulk import and the log of changes need that much."""

CAUSES = {
    "database": "The database does not answer.",
    "migrations": "The database is of another version: run `torilla init`.",
    "keys": "The encryption keys in TORILLA_HOME cannot be read.",
    "disk": "Less than 100 MB is free in TORILLA_HOME.",
    "worker": "No worker has shown that it lives for two minutes.",
}


def alive(request: HttpRequest) -> HttpResponse:
    """The answer of `/livez`."""
    return _json({"live": True, "version": this_version()})


def health(request: HttpRequest) -> HttpResponse:
    """The answer of `/healthz`."""
    try:
        worker = _worker(timezone.now())
    except DatabaseError:
        found = {"status": "down", "database": "unreachable", "worker": "unknown"}
        return _json({**found, "late_seconds": None, "version": this_version()}, 503)
    status = "ok" if worker["worker"] == "ok" else "degraded"
    return _json({"status": status, "database": "ok", **worker, "version": this_version()})


def ready(request: HttpRequest) -> HttpResponse:
    """The answer of `/readyz`."""
    found = {"keys": _keys_open(), "disk": _has_room()} | _of_the_database(timezone.now())
    causes = [CAUSES[name] for name in CAUSES if found[name] is False]
    return _json({"ready": not causes, **found, "causes": causes}, 503 if causes else 200)


def a_worker_works() -> bool:
    """Whether a worker seems to run; where none does, waiting for it would be in vain."""
    return bool(_worker(timezone.now())["worker"] == "ok")


@cache
def this_version() -> str:
    """The installed version, such as 0.1.0."""
    return version("torilla")


def _worker(now: datetime) -> dict[str, Any]:
    found = look(now)
    if not found.known:
        return {"worker": "never", "late_seconds": 0}
    return {"worker": "late" if found.late > PATIENCE else "ok", "late_seconds": int(found.late)}


def _of_the_database(now: datetime) -> dict[str, Any]:
    """What the database says; None of what it cannot say."""
    found = {"database": False, "migrations": None, "worker": None, "worker_seconds": None}
    try:
        if not _migrated():
            return found | {"database": True, "migrations": False}
        beat = look(now).beat
    except DatabaseError:
        return found
    works = beat is not None and beat <= SILENCE
    seconds = None if beat is None else int(beat)
    return {"database": True, "migrations": True, "worker": works, "worker_seconds": seconds}


def _keys_open() -> bool:
    try:
        return crypto.decrypt(crypto.encrypt("torilla")) == "torilla"
    except (OSError, ValueError):
        return False


def _has_room() -> bool:
    try:
        return shutil.disk_usage(settings.HOME.path).free >= ROOM
    except OSError:
        return False


_known_ready: set[str] = set()


def _migrated() -> bool:
    """Whether no migration waits; once true it stays so, since a running version adds none."""
    if not _known_ready:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _known_ready.add(this_version())
    return True


def _json(found: dict[str, Any], status: int = 200) -> HttpResponse:
    return JsonResponse(found, status=status, headers={"Cache-Control": "no-store"})


ANSWERS = {"/livez": alive, "/healthz": health, "/readyz": ready, "/metrics": metrics.page}


class HealthMiddleware:
    """Answers before anything else looks at the request: a probe knows no host name of ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return ANSWERS.get(request.path_info, self.get_response)(request)
