import pytest
from django.test import Client

from torilla.web.access import OWN


@pytest.fixture(autouse=True)
def own_pages(settings, monkeypatch):
    settings.ROOT_URLCONF = "torilla.web.tests.urls"
    monkeypatch.setattr("torilla.web.gate.OWN", OWN | {"page", "pieces", "done"})


@pytest.fixture
def as_person():
    """A browser in which the person has signed in: `as_person(aino)`."""

    def enter(person, **options):
        browser = Client(raise_request_exception=False, **options)
        browser.force_login(person)
        return browser

    return enter
