"""`python -m benchmarks.bare_server PORT`: the reference of memory and start.

A Django site as `startproject` leaves it, with one view and one template, on the same web server.
"""

import sys

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import path
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

if not settings.configured:
    settings.configure(
        SECRET_KEY="bare",  # nothing is signed with it
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "django.contrib.staticfiles",
        ],
        MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    )
    django.setup()


def page(request: HttpRequest) -> HttpResponse:
    """One line of text."""
    return HttpResponse(Template("<h1>{{ word }}</h1>").render(Context({"word": "Bare"})))


def ping(request: HttpRequest) -> HttpResponse:
    """The least that a view can do."""
    return HttpResponse("pong", headers={"Content-Length": "4"})


urlpatterns = [path("", page), path("ping", ping)]
application = get_wsgi_application()

if __name__ == "__main__":
    Server(
        "benchmarks.bare_server:application",
        address="127.0.0.1",
        port=int(sys.argv[1]),
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        log_level=LogLevels.warning,
    ).serve()
