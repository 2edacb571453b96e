"""Home: what awaits me."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    """The one list of what the reader must now do, by due time."""
    return render(request, "web/home.html", {})
