"""Bytes with a name: a page is made once for each snapshot and language, and asked for by ETag."""

import functools
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.template.loader import render_to_string
from django.utils import translation

from torilla.register.public.snapshot import Public, read

MAX_AGE = 60
"""Seconds for which a browser or a cache in between may show a page without asking."""

Make = Callable[[Public], bytes]


def answer(
    request: HttpRequest, language: str, make: Callable[[Public, str], bytes], *key: str, kind: str
) -> HttpResponse:
    """The page, or 304 for whoever has these very bytes; 404 while the public pages are off.

    `make(public, language)` is called once for each snapshot, language and `key`.
    """
    public = read()
    if not public.on:
        raise Http404
    tag = f'"{public.name}-{_release()}-{language}"'
    if request.headers.get("If-None-Match") == tag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(_made(public, language, make, key), content_type=kind)
    response["ETag"] = tag
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    response["Content-Language"] = language
    return response


@functools.lru_cache(maxsize=256)
def _made(
    public: Public, language: str, make: Callable[[Public, str], bytes], key: tuple[str, ...]
) -> bytes:
    with translation.override(language):
        return make(public, language)


@functools.cache
def _release() -> str:
    return version("torilla")


def page(template: str, public: Public, language: str, path: str, **more: Any) -> bytes:
    """A template as bytes; `path` is the page's address behind the language."""
    content = public.content
    names = content["municipality"]
    given = {
        "municipality": names.get(language) or names["fi"],
        "public": content,
        "accounts": public.accounts,
        "language": language,
        "languages": [(code, name) for code, name in LANGUAGES.items()],
        "path": path,
    }
    return render_to_string(template, given | more).encode()


LANGUAGES = {"fi": "Suomeksi", "sv": "På svenska", "en": "In English"}
