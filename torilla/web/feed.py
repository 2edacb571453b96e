"""After a save the next page already shows what it changed: findings closed, duties opened."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import DatabaseError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from torilla.core import audit
from torilla.core.models import Job
from torilla.duties.feed import wait_for

PATIENCE = timedelta(seconds=60)
"""A job that is overdue for longer means that no worker runs, and waiting would be in vain."""


class FeedMiddleware:
    """Holds the answer to a save until the worker has seen it, at most a second."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        before = audit.written()
        response = self.get_response(request)
        if request.method == "POST" and audit.written() > before:
            _wait()
        return response


def _wait() -> None:
    try:
        if works(timezone.now()):
            wait_for(audit.head().id)
    except DatabaseError:
        return  # the save itself is done; the page after it says that the database is gone


def works(now: datetime) -> bool:
    """Whether a worker seems to run: there are jobs, and none has been left lying."""
    free = Q(lease_until=None) | Q(lease_until__lte=now)
    return (
        Job.objects.exists() and not Job.objects.filter(free, due_at__lte=now - PATIENCE).exists()
    )
