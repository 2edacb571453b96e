import pytest
from django.test import Client


@pytest.fixture(autouse=True)
def own_pages(settings):
    settings.ROOT_URLCONF = "torilla.web.tests.urls"


@pytest.fixture
def as_person():
    """A browser in which the person has signed in: `as_person(aino)`."""

    def enter(person, **options):
        browser = Client(raise_request_exception=False, **options)
        browser.force_login(person)
        return browser

    return enter
