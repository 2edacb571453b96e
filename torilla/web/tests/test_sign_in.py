"""Coming in: the set-up link, password and the second step."""

import re

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client

PASSWORD = "kesäyön valo järvellä"


@pytest.fixture(autouse=True)
def no_tries_yet():
    cache.clear()


@pytest.fixture
def aino_with_password(aino):
    aino.set_password(PASSWORD)
    aino.save()
    return aino


def enter(browser, person, password=PASSWORD):
    return browser.post("/sign-in/", {"login": person.email, "password": password})


def test_aino_signs_in_with_her_password(aino_with_password):
    response = enter(Client(), aino_with_password)
    assert response.status_code == 302
    assert response.headers["Location"] == "/"


def test_a_wrong_password_is_told_in_one_sentence(aino_with_password):
    page = enter(Client(), aino_with_password, "arvattu salasana").content.decode()
    assert "Sähköpostiosoite ja salasana eivät sovi yhteen." in page
    assert "arvattu" not in page


def test_guessing_is_slowed_down(aino_with_password):
    browser = Client()
    answers = [enter(browser, aino_with_password, "arvattu") for _ in range(12)]
    last = answers[-1].content.decode()
    assert "Liian monta" in last or answers[-1].status_code == 429


def test_nobody_signs_up(db):
    assert Client().get("/sign-up/").status_code == 404


def code(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_aino_turns_two_step_on_and_is_asked_for_it(aino_with_password):
    browser = Client()
    enter(browser, aino_with_password)
    confirm = browser.get("/settings/two-step/on/").headers["Location"]
    page = browser.post(confirm, {"password": PASSWORD}, follow=True).content.decode()
    secret = re.search(r'id="secret" readonly value="(\w+)"', page)[1]
    assert browser.post("/settings/two-step/on/", {"code": code(secret)}).status_code == 302
    assert "käytössä" in browser.get("/settings/two-step/").content.decode()
    other = Client()
    assert enter(other, aino_with_password).headers["Location"].startswith("/sign-in/code/")
    assert "Koodi puhelimestasi" in other.get("/sign-in/code/").content.decode()
    assert other.get("/settings/").status_code == 302


def test_signing_out_asks_once(aino_with_password, as_person):
    browser = as_person(aino_with_password)
    assert "Kirjaudu ulos" in browser.get("/sign-out/").content.decode()
    browser.post("/sign-out/")
    assert browser.get("/settings/").status_code == 302


def test_a_set_up_link_that_is_unknown_is_refused_in_a_sentence(db):
    given = {"name": "Sanna", "email": "sanna@mallila.example", "password": PASSWORD}
    response = Client().post("/set-up/unknown/", given)
    assert response.status_code == 422
    page = response.content.decode()
    assert "sanna@mallila.example" in page
    assert PASSWORD not in page


def test_a_short_password_is_said_beside_the_field(db):
    given = {"name": "Sanna", "email": "sanna@mallila.example", "password": "lyhyt"}
    page = Client().post("/set-up/unknown/", given).content.decode()
    assert 'href="#id_password"' in page


@pytest.mark.parametrize("page", ["/", "/settings/", "/nowhere/", "/sign-in/"])
def test_the_browser_keeps_no_page_for_whoever_comes_after_aino(aino, as_person, page):
    assert "no-store" in as_person(aino).get(page).headers["Cache-Control"]


def test_a_page_that_no_table_names_does_not_open(aino, as_person):
    assert as_person(aino).get("/unlisted/").status_code == 404
