"""How many calls a minute one token and one address may make."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from ninja.errors import Throttled
from ninja.throttling import SimpleRateThrottle

OF_AN_ADDRESS = 4
"""An address may make so many times the calls of a token: several programs may share it."""


class _Limit(SimpleRateThrottle):
    """A sliding minute in the cache. One for each call: it keeps the call's own state."""

    def __init__(self, name: str, calls: int) -> None:
        super().__init__(f"{calls}/min")
        self.name = name

    def get_cache_key(self, request: HttpRequest) -> str:
        return self.name


def spend(request: HttpRequest, token: Any = None) -> None:
    """Count this call, of the token or (without one) of its address; raises Throttled."""
    calls: int = settings.API_CALLS_A_MINUTE
    if token is not None:
        limit = _Limit(f"api-token-{token.pk}", calls)
    else:
        limit = _Limit(f"api-address-{_address(request)}", OF_AN_ADDRESS * calls)
    if not limit.allow_request(request):
        raise Throttled(wait=limit.wait())  # type: ignore[arg-type]  # its own wait() is a float


def _address(request: HttpRequest) -> str:
    try:
        address: str = get_adapter().get_client_ip(request)
    except PermissionDenied:  # the web server speaks through a socket and says nothing
        return ""
    return address
