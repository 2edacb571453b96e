"""What is sent is no larger than the largest file we take; more is not read at all.

Django writes files to the disk while it looks for the form's security mark, before it knows who sends:
without this limit anybody could fill the disk on which the database lies.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

MOST = 22 * 1024 * 1024
"""Bytes: a document of 20 MB and the form around it."""
NOTHING = "%00"
"""A character that no text holds; PostgreSQL takes none and would break over it."""


class SizeMiddleware:
    """413 for what says that it is larger. What does not say its length is read as nothing.

    400 for an address whose query holds a NUL; forms refuse it themselves.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if NOTHING in request.META.get("QUERY_STRING", ""):
            return HttpResponse(render_to_string("400.html"), status=HTTPStatus.BAD_REQUEST)
        length = str(request.META.get("CONTENT_LENGTH") or "0")
        if length.isdecimal() and int(length) <= MOST:
            return self.get_response(request)
        page = render_to_string("400.html")
        return HttpResponse(page, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
