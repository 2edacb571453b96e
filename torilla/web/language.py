"""In which language one reads: one's own after sign-in, before it the one chosen, else Finnish."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

KNOWN = frozenset(code for code, _ in settings.LANGUAGES)


class LanguageMiddleware:
    """The cookie's language. The browser's wish is not asked: Finnish is the municipality's first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        use(request, request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""))
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


class OwnLanguageMiddleware:
    """The language that the signed-in person has chosen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            use(request, request.user.language)
        return self.get_response(request)


def use(request: HttpRequest, code: str) -> None:
    """Speak this language, or Finnish when it is none of ours."""
    language = code if code in KNOWN else settings.LANGUAGE_CODE
    translation.activate(language)
    request.LANGUAGE_CODE = language
