"""While somebody writes, what the guideline says of it follows; the focus and the text stay."""

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

from tests.journeys.hands import sign_in

pytestmark = pytest.mark.browser

DRAFTED = "select id from openings_application where state = 'drafted' order by 1"


def test_aino_sees_what_the_guideline_says_while_she_writes(mallila, open_page):
    with closing(sqlite3.connect(mallila.home / "demo" / "torilla.sqlite3")) as database:
        (application,) = database.execute(DRAFTED).fetchone()
    page = open_page(base=mallila.url)
    sign_in(page, mallila, "aino.lehto@mallila.example")
    page.goto(f"/applications/{application}/sections/1/")
    need = page.locator("textarea[name=need]")
    need.fill("")
    need.press_sequentially("Nuoret eivät ole muualla.")
    expect(page.locator("#live")).to_contain_text("Sitä mukaa kuin kirjoitat")
    expect(need).to_be_focused()
    expect(need).to_have_value("Nuoret eivät ole muualla.")
