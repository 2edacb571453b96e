"""Nothing opens without sign-in but the few pages that `access.OPEN` names."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.deprecation import MiddlewareMixin

from torilla.web.access import OPEN


class SignedInMiddleware(MiddlewareMixin):
    """Sends whoever has not signed in to the sign-in page, and from there back."""

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if request.resolver_match.view_name in OPEN or request.user.is_authenticated:
            return None
        address = sign_in_address(request)
        if request.headers.get("HX-Request") == "true":
            return HttpResponse(status=401, headers={"HX-Redirect": address})
        response = HttpResponseRedirect(address)
        response.signed_out = True  # KeptFormMiddleware keeps what was typed
        return response


def sign_in_address(request: HttpRequest) -> str:
    """The sign-in page, which leads back to the page of this request."""
    return f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}"
