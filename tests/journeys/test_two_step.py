"""The password and the second step: turned on, asked for, got round with a code on paper, turned off."""

import base64
import hmac
import time

import pytest

from tests.journeys.hands import demo_password, fill, follow, press, sign_in
from tests.journeys.looks import look_at

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


def turn_on(page, mallila):
    """Jussi's secret, the code he used, and his recovery codes."""
    page.goto("/settings/")
    follow(page, "Kaksivaiheinen kirjautuminen")
    follow(page, "Ota käyttöön")
    found = look_at(page)
    page.get_by_label("Salasana").fill(demo_password(mallila))
    press(page, "Vahvista")
    secret = page.locator("#secret").input_value()
    found += look_at(page)
    code = code_of(secret, time.time())
    page.get_by_label("Koodi").fill(code)
    press(page, "Ota käyttöön")
    print(page.url, page.inner_text("main"))
    page.goto("/settings/two-step/codes/")
    codes = page.locator(".t-codes li").all_inner_texts()
    return found + look_at(page), secret, code, codes


def test_the_second_step_from_on_to_off(mallila, open_page):
    page = open_page(base=mallila.url, phone=True)
    sign_in(page, mallila, JUSSI)
    wrong, secret, used, codes = turn_on(page, mallila)
    assert len(codes) == 10
    sign_out(page)
    sign_in(page, mallila, JUSSI)
    assert page.get_by_role("heading", name="Koodi puhelimestasi").is_visible()
    wrong += look_at(page)
    print(page.inner_text("main"))
    fill(page, Koodi="000000")
    press(page, "Kirjaudu sisään")
    print(page.inner_text("main"))
    fill(page, Koodi=next_code(secret, used))
    press(page, "Kirjaudu sisään")
    assert page.url == f"{mallila.url}/"
    for path in ("/settings/two-step/", "/settings/two-step/codes/new/", "/settings/two-step/off/"):
        page.goto(path)
        wrong += look_at(page)
    sign_out(page)
    sign_in(page, mallila, JUSSI)
    fill(page, Koodi=codes[0])
    press(page, "Kirjaudu sisään")
    assert page.url == f"{mallila.url}/"
    page.goto("/settings/two-step/")
    print(page.inner_text("main"))
    page.goto("/settings/two-step/off/")
    press(page, "Poista käytöstä")
    print(page.inner_text("main"))
    sign_out(page)
    sign_in(page, mallila, JUSSI)
    assert page.url == f"{mallila.url}/"
    assert wrong == []
    assert 0


def test_kaisa_changes_her_password(mallila, open_page):
    page, old, new = open_page(base=mallila.url), demo_password(mallila), "sataa räntää torilla"
    sign_in(page, mallila, KAISA)
    page.goto("/settings/")
    follow(page, "Vaihda salasana")
    print(page.inner_text("main"))
    for field, text in zip(
        page.locator("input[type=password]").all(), (old, new, new), strict=False
    ):
        field.fill(text)
    press(page, "Vaihda salasana")
    print(page.url, page.inner_text("main"))
    sign_out(page)
    sign_in(page, mallila, KAISA, old)
    assert page.locator(".t-errors").is_visible()
    assert not page.locator("input[type=password]").input_value()
    sign_in(page, mallila, KAISA, new)
    assert page.url == f"{mallila.url}/"
