"""Aino checks a draft for herself, on a phone; the list follows while she mends it."""

import pytest
from playwright.sync_api import expect

from tests.journeys.hands import sign_in

pytestmark = pytest.mark.browser


def test_aino_mends_what_may_not_be_said_and_sees_it_go(mallila, open_page):
    page = open_page(base=mallila.url, phone=True)
    sign_in(page, mallila, "aino.lehto@mallila.example")
    page.goto("/market-test/")
    draft = page.get_by_label("Liitä tai kirjoita luonnos")
    draft.fill("Ilmoittaudu satutunnille torstaina. Tunnus 010203-9002.")
    page.get_by_role("button", name="Tarkista").click()
    expect(page.locator("#found")).to_contain_text("Poista: tätä ei saa julkaista.")

    draft.fill("")
    draft.press_sequentially("Ilmoittaudu satutunnille torstaina kirjastossa.")

    expect(page.locator("#found")).to_contain_text("Ratkaisu on sinun.")
    expect(draft).to_be_focused()


def test_without_a_script_the_button_does_the_same(mallila, open_page):
    page = open_page(base=mallila.url, script=False)
    sign_in(page, mallila, "aino.lehto@mallila.example")
    page.goto("/market-test/")
    page.get_by_label("Liitä tai kirjoita luonnos").fill("Tunnus 010203-9002.")
    page.get_by_role("button", name="Tarkista").click()
    expect(page.locator("mark")).to_have_text("010203-9002")
