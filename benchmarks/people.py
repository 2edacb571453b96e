"""Signing in as somebody of the invented municipality."""

from django.conf import settings
from django.test import Client

from torilla.people.models import Person


def signed_in(person: Person) -> str:
    """The Cookie header of a session of this person."""
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
