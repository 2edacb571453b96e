"""Leena shows the register to everybody; a citizen asks of twelve spellings and is answered right."""

import sqlite3
from contextlib import closing

import pytest
from django.urls import reverse

from tests.journeys.hands import follow, heading, press, said, sign_in
from tests.journeys.looks import LOOKS, Watch, look_at

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LEENA = "leena.maki@mallila.example"
IN, CLOSED = "Kunnan rekisterissä", "Oli rekisterissä, suljettu"
OUT, UNREADABLE = "Ei rekisterissä", "Osoitteesta ei saanut selvää"
TWELVE = {
    "https://www.facebook.com/mallilaesimerkki/?ref=page_internal&fbclid=IwAR0": IN,
    "m.facebook.com/MallilaEsimerkki/about": IN,
    "FACEBOOK.COM/mallilaesimerkkikirjasto": IN,
    "Facebook: mallilaesimerkkikirjasto": IN,
    "http://instagram.com/mallilaesimerkki?igsh=abc": IN,
    "  @mallilaesimerkkikirjasto ": IN,
    "https://twitter.com/MallilaEsim": CLOSED,
    "x.com/mallilaesim": CLOSED,
    "https://facebook.com/mallila-kunta-arvonta": OUT,
    "tiktok.com/@mallilaesimerkki": OUT,
    "https://faceb00k.com.arvonta.example/mallilaesimerkki": UNREADABLE,
    "https://facebook.com@arvonta.example/mallilaesimerkki": UNREADABLE,
}
SEEN = (
    "", "accounts/", "units/", "accounts/facebook/mallilaesimerkkikirjasto/",
    "check/?q=x.com/mallilaesim", "check/?q=tiktok.com/@mallilaesimerkki", "check/?q=???",
    "house-rules/", "accessibility/", "privacy/",
)  # fmt: skip
NEVER = ("virallinen tili", "epävirallinen", "väärä", "huijaus", "aito")


def the_old_account(running):
    """The id of the account on X, which the municipality uses no more."""
    with closing(sqlite3.connect(running.home / "demo" / "torilla.sqlite3")) as database:
        asked = "select id from register_account where handle = 'mallilaesim'"
        return database.execute(asked).fetchone()[0]


@pytest.fixture(scope="module")
def opened(mallila, chromium):
    """Leena closes the account on X, looks at what becomes public, and switches the pages on."""
    context = chromium.new_context(base_url=mallila.url, locale="fi-FI")
    context.set_default_timeout(15_000)
    page = context.new_page()
    assert page.goto("/fi/").status == 404
    sign_in(page, mallila, LEENA)
    page.goto(reverse("register:state", args=[the_old_account(mallila)]))
    page.get_by_label("suljettu").check()
    press(page, "Muuta tilaa")
    page.goto("/")
    follow(page, "Mitä kaikki näkevät niistä")
    assert heading(page) == "Julkiset sivut"
    told = page.inner_text("main")
    assert "facebook.com/mallilaesimerkkikirjasto" in told and "Aino" not in told
    page.get_by_role("button", name="kaikille").click()
    assert said(page) == "Julkiset sivut ovat käytössä."
    context.close()
    return mallila


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_citizen_gets_the_right_answer_to_twelve_spellings(opened, open_page, script):
    page = open_page(phone=True, script=script, base=opened.url)
    page.goto("/fi/")
    for asked, answer in TWELVE.items():
        page.get_by_label("Liitä tilin osoite tai tunnus").fill(asked)
        with page.expect_navigation():
            page.get_by_role("button", name="Tarkista", exact=True).click()
        assert page.locator("#answer").inner_text() == answer, asked
        told = page.locator("[data-answer]").inner_text().lower()
        assert not [word for word in NEVER if word in told], told
    assert page.context.cookies() == []


def test_a_citizen_reads_on_in_swedish_and_finds_who_keeps_the_account(opened, open_page):
    page = open_page(phone=True, base=opened.url)
    page.goto("/fi/check/?q=facebook.com/mallilaesimerkkikirjasto")
    page.get_by_role("link", name="På svenska").click()
    assert page.locator("#answer").inner_text() == "I kommunens register"
    page.locator("[data-answer] a").first.click()
    told = page.inner_text("main")
    assert "Kirjasto" in told and "kirjasto@mallila.example" in told
    assert not [name for name in ("Aino", "Kaisa", "Eeva", "Leena") if name in told]


@pytest.mark.parametrize("path", SEEN)
def test_what_citizens_see_is_as_a_page_must_be(opened, open_page, path):
    page = open_page(phone=True, base=opened.url)
    watch = Watch(page.context, opened.url)
    assert page.goto(f"/fi/{path}").status == 200
    wrong = look_at(page)
    for language in ("sv", "en"):
        assert page.goto(f"/{language}/{path}").status == 200
        wrong += look_at(page, LOOKS[:1], language)
    assert wrong + watch.taken() == []
