"""What must not be told where everybody reads: the log, a traceback, why a job failed.

Hidden are secrets by their shape (a token in an address, a password in a URL, a private key, an
identity code, a phone number), the installation's own secrets by their value, and in what is logged
while a request is answered whatever came with it: fields, cookies, credentials. Nothing of Django.
"""

import json
import logging
import os
import re
import sys
import threading
import traceback
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from typing import Any
from urllib.parse import unquote, urlsplit

SHORTEST = 6
"""Shorter values (yes, 17, fi) are no secrets, and hiding them would tear holes in every line."""
LONGEST = 200
"""So many values of one request are hidden; a form of more is not what anybody types."""

asked: ContextVar[Any] = ContextVar("asked", default=None)
"""The request that is being answered."""

_SECRET_NAME = re.compile(r"TOKEN|SECRET|PASSW|WEBHOOK|KEY$|_URL$", re.IGNORECASE)
_PUBLIC = frozenset({"TORILLA_BASE_URL", "TORILLA_CACHE_URL"})
_ONCE = r"set-up|join|calendar|break-glass|c"
_FIELDS = (
    "sig|token|secret|password|passwd|pwd|code|sessionid|csrftoken|csrfmiddlewaretoken|form_token"
    "|access_token|id_token|refresh_token|logout_token|client_secret|code_verifier"
)
_SHAPES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"/({_ONCE})/[^/\s\"'<>]+"), r"/\1/…"),
    # `user:password` is what our own sentences show of how an address is written.
    (re.compile(r"(\b[a-z][a-z0-9+.-]*://)(?!user:password@)[^/\s\"'@]*@", re.IGNORECASE), r"\1…@"),
    (re.compile(rf"\b((?:{_FIELDS})=)[^&\s\"']+", re.IGNORECASE), r"\1…"),
    (re.compile(r"\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{6,}", re.IGNORECASE), r"\1 …"),
    (re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*-----|\Z)", re.S), "…"),
    (re.compile(r"\bgAAAAA[\w-]{20,}=*"), "…"),
    # A Finnish personal identity code, with every separator of the Decree 128/2010 as amended 2022.
    (re.compile(r"\b\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]\b", re.IGNORECASE), "…"),
    (re.compile(r"(?<![\d.])(?:\+358[ -]?\d|0(?:4\d|50))(?:[ -]?\d){5,9}\b"), "…"),
    # PostgreSQL tells the values of the row that it refused.
    (re.compile(r"^(\s*(?:DETAIL|CONTEXT):).*$", re.MULTILINE), r"\1 …"),
)


def hide(text: str, request: Any = None) -> str:
    """The text without what is secret in it."""
    for value in sorted({*_of_installation(), *_of_request(request or asked.get())}, key=len)[::-1]:
        text = text.replace(value, "…")
    for shape, instead in _SHAPES:
        text = shape.sub(instead, text)
    return text


class Discreet(logging.Formatter):
    """A line, or a line and a traceback, with nothing secret in it.

    A request that Django holds suspicious (a wrong Host, too many fields) is one line: there is
    nothing in our code to look for.
    """

    def format(self, record: logging.LogRecord) -> str:
        if record.name.startswith("django.security"):
            record.exc_info = record.exc_text = None
        return hide(super().format(record), getattr(record, "request", None))


def hide_in_tracebacks() -> None:
    """An error that nobody catches is told discreetly too: in a command, a worker, a thread."""
    sys.excepthook = _tell
    threading.excepthook = lambda died: _tell(died.exc_type, died.exc_value, died.exc_traceback)


def _tell(kind: Any, error: Any, trace: Any) -> None:
    text = "".join(traceback.format_exception(kind, error, trace))
    sys.stderr.write(hide(text))


def _of_installation() -> Iterator[str]:
    """What the environment says that is a password, or holds one."""
    for name, value in os.environ.items():
        if not name.startswith(("TORILLA_", "DATABASE_URL")) or name in _PUBLIC:
            continue
        if _SECRET_NAME.search(name):
            yield from _long([value, *_password_in(value)])


def _password_in(url: str) -> Iterator[str]:
    try:
        password = urlsplit(url).password or ""
    except ValueError:
        return
    yield password
    yield unquote(password)


def _of_request(request: Any) -> Iterator[str]:
    """What came with the request, as far as it was read: a log reads nothing by itself."""
    if request is None:
        return
    found: list[str] = [*request.COOKIES.values(), *_words(request.META.get("HTTP_AUTHORIZATION"))]
    for fields in (request.GET, request.__dict__.get("_post")):
        for values in fields.lists() if fields is not None else ():
            found += values[1]
    found += _in_json(request.__dict__.get("_body"))
    yield from list(_long(found))[:LONGEST]


def _words(header: str | None) -> list[str]:
    return (header or "").split()


def _in_json(body: bytes | None) -> Iterator[str]:
    if not body or body[:1] not in (b"{", b"["):
        return
    try:
        yield from _texts(json.loads(body))
    except (ValueError, RecursionError):
        return


def _texts(found: Any) -> Iterator[str]:
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        for value in found.values():
            yield from _texts(value)
    elif isinstance(found, list):
        for value in found:
            yield from _texts(value)


def _long(values: Iterable[str]) -> Iterator[str]:
    return (value for value in values if len(value) >= SHORTEST)
