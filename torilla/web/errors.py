"""The pages for what went wrong. Those for a broken server need neither database nor session."""

import errno
import logging
import sys

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

log = logging.getLogger(__name__)

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request cannot be read."""
    return HttpResponse(render_to_string("400.html"), status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: one sees it but may not do it."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: it is not there, or not for this reader."""
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500, or 503 when the database or the disk is the reason and waiting may help."""
    status = 503 if unavailable(sys.exc_info()[1]) else 500
    return HttpResponse(render_to_string(f"{status}.html"), status=status)


def unavailable(error: BaseException | None) -> bool:
    """Whether the database is gone, locked or full, or the disk is."""
    while error is not None:
        if isinstance(error, DatabaseError):
            return True
        if isinstance(error, OSError) and error.errno in FULL:
            return True
        error = error.__cause__ or error.__context__
    return False
