"""What is logged while a request is answered tells nothing that came with it (core/discretion.py)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from torilla.core.discretion import asked


class DiscretionMiddleware:
    """Stands before all others, so that whatever they log is known to belong to the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = asked.set(request)
        try:
            return self.get_response(request)
        finally:
            asked.reset(token)
