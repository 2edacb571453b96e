"""The public pages, answered before anything asks who the visitor is: no session, no database."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import Resolver404, resolve

URLS = "torilla.register.public.urls"
BEGIN = ("/fi/", "/sv/", "/en/", "/.well-known/official-accounts.json")
READS = ("GET", "HEAD")


class PublicMiddleware:
    """Hands a public address to its view; everything else goes on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(BEGIN):
            return self.get_response(request)
        try:
            match = resolve(request.path_info, URLS)
        except Resolver404:
            return self.get_response(request)
        if request.method not in READS:
            return HttpResponseNotAllowed(READS)
        return match.func(request, *match.args, **match.kwargs)
