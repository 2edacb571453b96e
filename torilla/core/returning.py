"""The way back: a page reached from another's list leads there again when its act is done."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

FIELD = "back"


def back_to(request: HttpRequest, otherwise: str) -> str:
    """The page of ours that the address names as the way back (`?back=/applications/12/set-up/`)."""
    back = request.GET.get(FIELD, "")
    inside = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if inside else otherwise
