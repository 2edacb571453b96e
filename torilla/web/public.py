"""The public pages, answered before anything asks who the visitor is: no session, no database."""

from collections.abc import Callable
from functools import cache, lru_cache

from csp.constants import HEADER
from csp.utils import build_policy
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import ResolverMatch, resolve

from torilla.register.public.answering import LANGUAGES, missing
from torilla.register.public.snapshot import read

URLS = "torilla.register.public.urls"
BEGIN = (*(f"/{code}/" for code in LANGUAGES), "/.well-known/official-accounts.json")
READS = ("GET", "HEAD")


@lru_cache(maxsize=1024)
def _match(path: str) -> ResolverMatch:
    """Raises Http404."""
    return resolve(path, URLS)


@cache
def _content_policy() -> str:
    """What a browser may load and run: of these pages the same for everybody, so it is put once."""
    return str(build_policy())


class PublicMiddleware:
    """Hands a public address to its view; everything else goes on. What is not there is 404 here too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(BEGIN):
            return self.get_response(request)
        response = self._answer(request)
        response.headers.setdefault(HEADER, _content_policy())
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        try:
            match = _match(request.path_info)
            if request.method not in READS and read().on:
                return HttpResponseNotAllowed(READS)
            response: HttpResponse = match.func(request, *match.args, **match.kwargs)
            return response
        except Http404:
            code = request.path_info[1:3]
            return missing(code if code in LANGUAGES else "fi")
