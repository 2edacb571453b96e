"""The addresses of the interface. They stand outside the pages' own: no session, no form."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.http import require_safe

from torilla.api.root import api, description


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The description of the interface, for programs."""
    return JsonResponse(description())


urlpatterns = [path("api/v1/openapi.json", openapi), path("api/v1/", api.urls)]
