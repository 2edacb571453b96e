"""Whether this installation lives, for whoever watches it: under any host name, without sign-in.

`/healthz` → 200, or 503 when the database does not answer; JSON with exactly these keys:
`status` "ok" | "degraded" (the worker is late or has never run) | "down"; `version`;
`database` "ok" | "unreachable"; `worker` "ok" | "late" | "never" | "unknown";
`late_seconds` how long the longest waiting job is overdue (0 when none, null when unknown).
`/readyz` → 200 {"ready": true} once the database answers and holds this version's tables, else 503.
"""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from importlib.metadata import version
from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Min, Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from torilla.core.models import Job

PATIENCE = 60
"""Seconds after which a job that nobody has taken means that no worker runs."""


class HealthMiddleware:
    """Answers before anything else looks at the request: a probe knows no host name of ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == "/healthz":
            return alive(request)
        if request.path_info == "/readyz":
            return ready(request)
        return self.get_response(request)


def alive(request: HttpRequest) -> HttpResponse:
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
    try:
        is_ready = _migrated()
    except DatabaseError:
        is_ready = False
    return _json({"ready": is_ready}, 200 if is_ready else 503)


def a_worker_works() -> bool:
    """Whether a worker seems to run; where none does, waiting for it would be in vain."""
    return _worker(timezone.now())["worker"] == "ok"


@cache
def this_version() -> str:
    """The installed version, such as 0.1.0."""
    return version("torilla")


def _worker(now: datetime) -> dict[str, Any]:
    free = Q(lease_until=None) | Q(lease_until__lte=now)
    oldest = Job.objects.filter(free, due_at__lte=now).aggregate(due=Min("due_at"))["due"]
    if oldest is None:
        return {"worker": "ok" if Job.objects.exists() else "never", "late_seconds": 0}
    late = int((now - oldest).total_seconds())
    return {"worker": "late" if late > PATIENCE else "ok", "late_seconds": late}


_known_ready: set[str] = set()


def _migrated() -> bool:
    """Whether no migration waits; once true it stays so, since a running version adds none."""
    if not _known_ready:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _known_ready.add(this_version())
    else:
        connection.ensure_connection()
    return True


def _json(found: dict[str, Any], status: int = 200) -> HttpResponse:
    return JsonResponse(found, status=status, headers={"Cache-Control": "no-store"})
