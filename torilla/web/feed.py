"""After a save the next page already shows what it changed: findings closed, duties opened."""

from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from torilla.core import audit
from torilla.duties.feed import wait_for
from torilla.web.gate import READS
from torilla.web.health import a_worker_works


class FeedMiddleware:
    """Holds the answer to a save until the worker has seen it, at most a second."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        before = audit.written()
        response = self.get_response(request)
        if request.method not in READS and audit.written() > before:
            _wait()
        return response


def _wait() -> None:
    try:
        if a_worker_works():
            wait_for(audit.head().id)
    except DatabaseError:
        return  # the save itself is done; the page after it says that the database is gone
