"""The password and the second step: turned on, asked for, got round with a code on paper, turned off."""

import base64
import hmac
import time

import pytest

from tests.journeys.hands import demo_password, fill, press, said, sign_in
from tests.journeys.looks import LOOKS, look_at

pytestmark = [pytest.mark.browser, pytest.mark.slow]

JUSSI, KAISA = "jussi.aho@mallila.example", "kaisa.niemi@mallila.example"
STEP = 30
"""Seconds that a code holds (RFC 6238)."""


def code_of(secret, moment):
    """Six digits by RFC 6238, as the app on a phone reckons them."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    mac = hmac.digest(key, int(moment // STEP).to_bytes(8, "big"), "sha1")
    cut = mac[-1] & 15
    return f"{(int.from_bytes(mac[cut : cut + 4], 'big') & 0x7FFFFFFF) % 10**6:06}"


def next_code(secret, used):
    """A code works once: wait until the app shows another one than `used`."""
    while (code := code_of(secret, time.time())) == used:
        time.sleep(0.5)
    return code


def sign_out(page):
    page.goto("/sign-out/")
    press(page, "Kirjaudu ulos")


def at_home(page):
    return page.get_by_role("heading", level=1).get_attribute("id") == "tasks"


def open_own(page, path, mallila):
    """A page for which one confirms first who one is; returns what is wrong with what was seen."""
    page.goto(path)
    wrong = []
    if "/confirm/" in page.url:
        wrong += look_at(page, LOOKS[:2])
        page.get_by_label("Salasana").fill(demo_password(mallila))
        press(page, "Vahvista")
    assert path in page.url
    return wrong + look_at(page, LOOKS[:2])


def turn_on(page, mallila):
    """Jussi's secret, the code he used, his recovery codes, and what was wrong with the pages."""
    wrong = open_own(page, "/settings/two-step/on/", mallila)
    secret = page.locator("#secret").input_value()
    code = code_of(secret, time.time())
    page.get_by_label("Koodi").fill(code)
    press(page, "Ota käyttöön")
    assert said(page).startswith("Kaksivaiheinen kirjautuminen on käytössä.")
    codes = page.locator(".t-codes li").all_inner_texts()
    assert len(set(codes)) == 10
    return secret, code, codes, wrong + look_at(page, LOOKS[:2])


def enter_code(page, mallila, code):
    """Sign out and in again, up to the code; a wrong one is refused with a sentence."""
    sign_out(page)
    sign_in(page, mallila, JUSSI)
    assert page.get_by_role("heading", name="Koodi puhelimestasi").is_visible()
    fill(page, Koodi="000000")
    press(page, "Kirjaudu sisään")
    assert "Koodi ei ole oikea." in page.locator(".t-errors").inner_text()
    wrong = look_at(page, LOOKS[:2])
    fill(page, Koodi=code())
    press(page, "Kirjaudu sisään")
    assert at_home(page)
    return wrong


def test_the_second_step_from_on_to_off(mallila, open_page):
    page = open_page(base=mallila.url, phone=True)
    sign_in(page, mallila, JUSSI)
    secret, used, codes, wrong = turn_on(page, mallila)
    wrong += enter_code(page, mallila, lambda: next_code(secret, used))
    page.goto("/settings/two-step/confirm/")
    wrong += look_at(page, LOOKS[:2])
    wrong += open_own(page, "/settings/two-step/codes/new/", mallila)
    wrong += enter_code(page, mallila, lambda: codes[0])
    page.goto("/settings/two-step/")
    assert page.get_by_text("9 koodia on jäljellä.").is_visible()
    wrong += look_at(page, LOOKS[:2])
    wrong += open_own(page, "/settings/two-step/off/", mallila)
    press(page, "Poista käytöstä")
    sign_out(page)
    sign_in(page, mallila, JUSSI)
    assert at_home(page)
    assert wrong == []


def test_kaisa_changes_her_password(mallila, open_page):
    page, old, new = open_page(base=mallila.url), demo_password(mallila), "sataa räntää torilla"
    sign_in(page, mallila, KAISA)
    page.goto("/settings/password/")
    change(page, old, "lyhyt")
    assert page.locator(".t-errors").is_visible()
    change(page, old, new)
    assert said(page) == "Salasana on vaihdettu."
    sign_out(page)
    sign_in(page, mallila, KAISA, old)
    assert page.locator(".t-errors").is_visible()
    assert not page.get_by_label("Salasana").input_value()
    sign_in(page, mallila, KAISA, new)
    assert at_home(page)


def change(page, old, new):
    """The old password once, the new one as often as it is asked for."""
    fields = page.locator("input[type=password]").all()
    for field, text in zip(fields, [old] + [new] * (len(fields) - 1), strict=True):
        field.fill(text)
    press(page, "Vaihda salasana")
