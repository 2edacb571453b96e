"""A passkey in a real browser, kept by an authenticator that Chromium plays: made, used alone and as the second
step, renamed, taken away; and an elected official who comes in by nothing else."""

import pytest

from tests.journeys.hands import demo_password, fill, follow, heading, press, said, sign_in
from tests.journeys.looks import LOOKS, look_at

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KAISA, LEENA = "kaisa.niemi@mallila.example", "leena.maki@mallila.example"
A_PHONE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
    "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def with_a_phone(page):
    """The browser has something that keeps passkeys; returns how to change what it does."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    given = {"options": A_PHONE}
    number = session.send("WebAuthn.addVirtualAuthenticator", given)["authenticatorId"]

    def turned_away(yes):
        given = {"authenticatorId": number, "isUserVerified": not yes}
        session.send("WebAuthn.setUserVerified", given)

    return turned_away


def sign_out(page):
    page.goto("/sign-out/")
    press(page, "Kirjaudu ulos")


def at_home(page):
    return page.get_by_role("heading", level=1).get_attribute("id") == "tasks"


def make_a_passkey(page, mallila, name):
    page.goto("/settings/two-step/")
    wrong = look_at(page, LOOKS[:2])
    follow(page, "Tee pääsyavain")
    page.get_by_label("Salasana").fill(demo_password(mallila))
    press(page, "Vahvista")
    wrong += look_at(page, LOOKS[:2])
    page.get_by_label("Pääsyavaimen nimi").fill(name)
    press(page, "Tee pääsyavain")
    assert "Pääsyavain on tehty." in said(page)
    assert len(set(page.locator(".t-codes li").all_inner_texts())) == 10
    return wrong


def sign_in_by_it(page, turned_away):
    """Once without her finger, once with it; to the page where she was going."""
    page.goto("/sign-in/?next=/settings/")
    wrong = look_at(page, LOOKS[:2])
    turned_away(True)
    page.get_by_role("button", name="Kirjaudu pääsyavaimella").click()
    page.get_by_text("Pääsyavainta ei käytetty.").wait_for()
    wrong += look_at(page, LOOKS[:2])
    turned_away(False)
    press(page, "Kirjaudu pääsyavaimella")
    assert heading(page) == "Omat asetukset"
    return wrong


def sign_in_with_it_second(page, mallila):
    sign_in(page, mallila, KAISA)
    assert heading(page) == "Toinen vaihe"
    wrong = look_at(page, LOOKS[:2])
    press(page, "Käytä pääsyavainta")
    assert at_home(page)
    return wrong


def rename_and_remove(page):
    page.goto("/settings/two-step/")
    follow(page, "Nimeä uudelleen")
    follow(page, "Vahvista pääsyavaimella")
    wrong = look_at(page, LOOKS[:2])
    press(page, "Käytä pääsyavainta")
    fill(page, **{"Pääsyavaimen nimi": "Vanha puhelin"})
    press(page, "Tallenna")
    assert page.get_by_text("Vanha puhelin", exact=True).first.is_visible()
    follow(page, "Poista")
    wrong += look_at(page, LOOKS[:2])
    press(page, "Poista")
    assert said(page) == "Pääsyavain on poistettu."
    return wrong


def test_kaisas_passkey_from_its_making_to_its_end(mallila, open_page):
    page = open_page(base=mallila.url, phone=True)
    turned_away = with_a_phone(page)
    sign_in(page, mallila, KAISA)
    wrong = make_a_passkey(page, mallila, "Kaisan puhelin")
    sign_out(page)
    wrong += sign_in_by_it(page, turned_away)
    sign_out(page)
    wrong += sign_in_with_it_second(page, mallila)
    wrong += rename_and_remove(page)
    assert wrong == []


def test_a_councillor_comes_in_by_a_passkey_alone(mallila, open_page):
    page = open_page(base=mallila.url)
    sign_in(page, mallila, LEENA)
    page.goto("/people/?q=Veikko")
    follow(page, "Veikko")
    follow(page, "Kutsu")
    press(page, "Tee linkki")
    link = page.get_by_label("Linkki").input_value()

    guest = open_page(base=mallila.url, phone=True)
    with_a_phone(guest)
    guest.goto(link)
    wrong = look_at(guest, LOOKS[:2])
    press(guest, "Tee pääsyavain ja kirjaudu")
    assert "Säilytä nämä koodit" in said(guest)
    sign_out(guest)
    guest.goto("/sign-in/")
    press(guest, "Kirjaudu pääsyavaimella")
    assert at_home(guest)
    assert guest.goto(link).status == 422
    assert wrong == []


def test_without_script_the_page_says_that_a_passkey_needs_it(mallila, open_page):
    page = open_page(base=mallila.url, script=False)
    page.goto("/sign-in/")
    assert page.get_by_text("Pääsyavain tarvitsee JavaScriptin").is_visible()
    assert not page.get_by_role("button", name="Kirjaudu pääsyavaimella").is_visible()
    sign_in(page, mallila, LEENA)
    assert at_home(page)
