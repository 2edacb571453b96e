"""A page that only reads asks the database once for what all its parts need."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from torilla.guideline.policies import asked_once


class OnceMiddleware:
    """The policy in force does not change while a page is made; a save asks anew each time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with asked_once():
            return self.get_response(request)
