"""Bytes with a name: a page is made once for each snapshot and language, and asked for by ETag."""

import functools
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import get_conditional_response

from torilla.register.public.snapshot import Public, read

MAX_AGE = 60
"""Seconds for which a browser or a cache in between may show a page without asking."""
KEPT = 256
"""So many pages are held in memory."""
LANGUAGES = {"fi": "Suomeksi", "sv": "På svenska", "en": "In English"}

Make = Callable[..., bytes]
"""`make(public, language, *key)` gives the bytes of a page; raises Http404 where there is none."""


def answer(
    request: HttpRequest, language: str, make: Make, *key: Any, kind: str, keep: bool = True
) -> HttpResponse:
    """The page, or 304 for whoever has these very bytes; 404 while the public pages are off.

    `make` is called once for each snapshot, language and `key`; each time where `keep` is False, for
    what anybody may ask in endless many forms.
    """
    public = read()
    if not public.on:
        raise Http404
    body = (_kept if keep else _made)(public, language, make, key)
    tag = f'"{public.name}-{_release()}-{language}"'
    response = get_conditional_response(request, etag=tag)
    if response is None:
        response = HttpResponse(body, content_type=kind, headers={"Content-Length": str(len(body))})
    response["ETag"] = tag
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    response["Content-Language"] = language
    response["X-Frame-Options"] = "DENY"
    return response


def _made(public: Public, language: str, make: Make, key: tuple[Any, ...]) -> bytes:
    with translation.override(language):
        return make(public, language, *key)


def _kept(public: Public, language: str, make: Make, key: tuple[Any, ...]) -> bytes:
    """With the snapshot go its pages: nothing of an older one stays in memory."""
    name = (language, make, key)
    body = public.pages.get(name)
    if body is None:
        body = _made(public, language, make, key)
        if len(public.pages) >= KEPT:
            public.pages.clear()
        public.pages[name] = body
    return body


@functools.cache
def _release() -> str:
    return version("torilla")


def page(template: str, public: Public, language: str, path: str, **more: Any) -> bytes:
    """A template as bytes; `path` is the page's address behind the language."""
    given = {
        "municipality": public.municipality(language),
        "public": public.content,
        "language": language,
        "languages": list(LANGUAGES.items()),
        "path": path,
        "base": settings.BASE_URL,
    }
    return render_to_string(template, given | more).encode()


def missing(language: str) -> HttpResponse:
    """404 in the language of the address, without a word of whether the public pages are on."""
    with translation.override(language):
        response = HttpResponse(render_to_string("register/public/missing.html"), status=404)
    response["Cache-Control"] = "no-store"
    response["Content-Language"] = language
    response["X-Frame-Options"] = "DENY"
    return response
