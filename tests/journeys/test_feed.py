"""What is saved has its consequences on the very next page."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.journeys.hands import follow, missing, press, said, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HELSINKI = ZoneInfo("Europe/Helsinki")


def test_kaisa_notes_her_absence_and_the_library_is_uncovered_on_the_next_page(mallila, open_page):
    """Aino, who leads, is away already; Kaisa replaces her."""
    page = open_page(base=mallila.url)
    sign_in(page, mallila, "kaisa.niemi@mallila.example")
    page.goto("/accounts/")
    follow(page, "Kirjasto · Facebook")
    account = page.url
    assert missing(page) == 0
    page.goto("/people/")
    follow(page, "Kaisa Niemi")
    today = datetime.now(HELSINKI).date()
    follow(page, "Merkitse poissaolo")
    page.get_by_label("Ensimmäinen poissaolopäivä").fill(today.isoformat())
    page.get_by_label("Viimeinen poissaolopäivä").fill((today + timedelta(days=2)).isoformat())
    press(page, "Merkitse")
    assert said(page) == "Poissaolo on merkitty."
    page.goto(account)
    assert missing(page) == 1
    assert page.get_by_role("heading", name=re.compile("Kukaan ei hoida tiliä")).is_visible()
    page.goto("/people/")
    follow(page, "Kaisa Niemi")
    today = datetime.now(HELSINKI).date()
    follow(page, "Merkitse poissaolo")
    press(page, re.compile("Poista"))
    page.goto(account)
    assert missing(page) == 0
