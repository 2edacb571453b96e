"""Every page of the demonstration in three languages: no word stays in another language unmarked."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import models, transaction
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import timezone

from tests.hostile.places import strings
from tests.pages_in_languages import Texts
from torilla.config import start
from torilla.connectors import registry
from torilla.openings.models import Section
from torilla.people.models import Person
from torilla.register.models import PublicSwitch
from torilla.register.public import snapshot

# What the pages say is the same on both databases; that they open on PostgreSQL the permission walk sees.
pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.one_database]

LANGUAGES = ("fi", "sv", "en")
BEGINNINGS = ("/", "/fi/", "/fi/check/?q=facebook.com/x", "/fi/check/?q=%C3%A5%20b", "/nowhere/")
PASSED_OVER = {
    "account_logout", "web:language", "register:export", "people:export", "media:shown", "media:paper",
}  # fmt: skip
"""What ends the walk, or gives a file."""
SAME = {
    "Atom", "CSV", "Ctrl", "Demo", "English", "Enter", "JSON", "JSON-LD", "Plan",
    "Traficom", "XLSX", "crowdsourcing", "information", "suomi", "svenska",
}  # fmt: skip
"""Words that are rightly the same in two languages, beside names."""
GIVEN = {"Torilla", "Viestintä", "facebook.com/x", "openapi.json"}
"""Names, what the demonstration's guideline says of itself, what the test asks."""


@pytest.fixture
def mallila_filled(settings, monkeypatch, tmp_path):
    """The demonstration with its public pages on."""
    settings.MEDIA = tmp_path / "media"
    settings.DEMO, settings.POLICY_NAME = True, "mallila"
    monkeypatch.setattr(start, "refuse_unfit_database", lambda: None)
    monkeypatch.setattr(start, "call_command", lambda *_, **__: None)
    now = timezone.now()
    start.initialise(now=now)
    PublicSwitch.objects.create(since=now - timedelta(days=2))
    snapshot.write(now)


def typed():
    """What people and files have brought: names, addresses, words of their own; the longest first."""
    found = set()
    for model in apps.get_models():
        if model.__module__.startswith("torilla."):
            for field in model._meta.get_fields():
                if isinstance(field, models.CharField | models.TextField) and not field.choices:
                    found |= set(model.objects.values_list(field.name, flat=True))
    for answers in Section.objects.values_list("answers", flat=True):
        found |= set(strings(answers))
    found |= {network.name for network in registry.networks()} | GIVEN
    return sorted((text for text in found if text and len(text) > 2), key=len, reverse=True)


def ask(person, method, url):
    """What the page says, or None when it says nothing as a page; what was written is undone."""
    client = Client(raise_request_exception=False)
    client.force_login(person)
    with transaction.atomic():
        response = getattr(client, method)(url)
        if response.streaming:
            response.getvalue()  # a file is open until it was read
        transaction.set_rollback(True)
    assert response.status_code != 500, f"{method} {url}"
    html = response.headers.get("Content-Type", "").startswith("text/html")
    return response.content.decode() if html and response.status_code != 302 else None


def walk(person):
    """The beginnings, and one address of every page that links lead to from there."""
    waiting, seen = list(BEGINNINGS), set(PASSED_OVER)
    while waiting:
        url = waiting.pop(0)
        page = ask(person, "get", url)
        if page is None:
            continue
        yield url
        for link in re.findall(r'href="(/[^"#]*)', page):
            if (name := called(link)) and name not in seen:
                seen.add(name)
                waiting.append(link.replace("&amp;", "&"))


def called(link):
    """The name of the page that a link leads to; "" for a file."""
    try:
        return resolve(link.partition("?")[0]).view_name
    except Resolver404:
        return ""


def in_language(person, method, url, language):
    """The texts of the page that are in its own language."""
    Person.objects.filter(pk=person.pk).update(language=language)
    public = url.replace("/fi/", f"/{language}/", 1) if url.startswith("/fi/") else url
    page = ask(person, method, public)
    return {text for text, lang in Texts(page).found if lang == language} if page else set()


def left(text, vocabulary):
    """Whether words are left of a text when names and what people typed is taken away."""
    if text in SAME:
        return False
    for known in vocabulary:
        text = text.replace(known, "")
    return re.search(r"[^\W\d_]{3}", text) is not None


@pytest.mark.parametrize("name", ["Leena Mäki", "Aino Lehto"])
def test_no_page_mixes_languages(mallila_filled, name):
    person = Person.objects.get(name=name)
    vocabulary, mixed = typed(), []
    for url in list(walk(person)):
        for method in ("get", "post"):
            said = {lang: in_language(person, method, url, lang) for lang in LANGUAGES}
            pairs = (
                (said["fi"] & said["sv"]) | (said["fi"] & said["en"]) | (said["sv"] & said["en"])
            )
            mixed += [f"{method} {url}: {text}" for text in pairs if left(text, vocabulary)]
    assert mixed == []
