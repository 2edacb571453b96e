"""Veikko the councillor asks from his phone what he may tell of an unfinished matter; Martti answers."""

import re

import pytest

from tests.journeys.hands import demo_password, said
from tests.journeys.keys import Keyboard, Touch

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CASE = "MalDno-2026-44"


def signed_in(hand, running, somebody):
    hand.page.goto("/sign-in/")
    hand.write("Sähköposti", f"{somebody}@mallila.example")
    hand.write("Salasana", demo_password(running))
    hand.press("Kirjaudu sisään")
    return hand


def asks(veikko):
    """Whom he asks is found by title; what he has written stays."""
    veikko.page.goto("/disclosures/")
    veikko.follow("Kysy, saako asiasta kertoa")
    veikko.write("Mikä asia tai asiakirja?", "Koulukuljetusten kilpailutus, luonnos")
    veikko.write("Asianumero", CASE)
    veikko.write("Mitä kertoisit?", "Kuljetuksia tarjosi kolme yritystä. Halvin oli Harju.")
    veikko.write("Kenelle ja missä?", "kaikille omalla sivullani")
    veikko.write("Etsi nimellä", "hallintojohtaja")
    veikko.press("Etsi")
    veikko.choose("Martti Laine, hallintojohtaja")
    veikko.press("Kysy")


def answers(martti):
    """From the task at home; he grants less than was asked."""
    martti.page.goto("/")
    task = martti.page.locator("[data-row]").filter(has_text=CASE)
    martti.act(task.get_by_role("link", name=re.compile("^Vastaa")))
    martti.choose("Kyllä, niin kuin alla lukee")
    martti.write("Mitä saa kertoa", "Tarjouksia tuli kolme.")
    martti.choose("Siinä ei ole salassa pidettävää eikä henkilötietoja")
    martti.press("Lähetä vastaus")


def test_veikko_asks_and_sees_what_he_may_tell_and_until_when(mallila, open_page):
    phone = open_page(phone=True, script=False, base=mallila.url)
    veikko = signed_in(Touch(phone), mallila, "veikko.harju")
    asks(veikko)
    assert said(phone).startswith("Kysytty. Martti Laine vastaa viimeistään")
    assert phone.get_by_role("heading", name="Odota vastausta, ennen kuin kerrot").count()

    desk = open_page(base=mallila.url)
    answers(signed_in(Keyboard(desk), mallila, "martti.laine"))
    assert "Veikko Harju saa tiedon" in said(desk)

    phone.goto("/disclosures/")
    veikko.follow(re.compile(CASE))
    told = phone.locator("main").inner_text()
    assert re.search(r"Saat kertoa tämän \w\w\s\d+\.\d+\.20\d\d asti", told)
    assert "Tarjouksia tuli kolme." in told
    phone.goto(f"/disclosures/ask/?case={CASE.lower()}")
    assert "Tarjouksia tuli kolme." in phone.locator("main").inner_text()
