"""The shell in a real browser: drafts, keys, without script, at every size, light and dark."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import sync_playwright

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]  # fmt: skip
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important;"
    " word-spacing: .16em !important } p { margin-bottom: 2em !important }"
)


@pytest.fixture(scope="module")
def chromium():
    # Playwright keeps an event loop in this thread; Django would refuse its own queries there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page_of(chromium, live_server):
    """A page on which the person has signed in: `page_of(aino, width=390)`."""
    contexts, errors = [], []

    def make(person, *, width=1280, dark=False, script=True):
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 844},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            bypass_csp=False,
        )
        contexts.append(context)
        if person:
            enter(context, person, live_server.url)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda m: errors.append(m.text) if "Content Security" in m.text else 0)
        return page

    yield make
    for context in contexts:
        context.close()
    assert errors == []


def enter(context, person, url):
    browser = Client()
    browser.force_login(person)
    value = browser.cookies[django_settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": "sessionid", "value": value, "url": url}])


def test_what_aino_wrote_survives_a_restart_and_goes_when_it_is_saved(page_of, aino):
    page = page_of(aino)
    page.goto("/page/fine/")
    page.get_by_label("Purpose").fill("Satutunnit")
    page.reload()
    assert page.get_by_label("Purpose").input_value() == "Satutunnit"
    assert page.get_by_text("Palautimme tähän sen, mitä olit kirjoittanut").count()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/done/**")
    page.goto("/page/fine/")
    assert page.get_by_label("Purpose").input_value() == ""


def test_a_draft_can_be_discarded(page_of, aino):
    page = page_of(aino)
    page.goto("/page/fine/")
    page.get_by_label("Purpose").fill("Ei sittenkään")
    page.reload()
    page.get_by_role("button", name="Hylkää teksti").click()
    page.reload()
    assert page.get_by_label("Purpose").input_value() == ""


def test_the_next_one_at_the_same_computer_does_not_see_the_draft(
    page_of, aino, kaisa, live_server
):
    page = page_of(aino)
    page.goto("/page/fine/")
    page.get_by_label("Purpose").fill("Luonnos")
    enter(page.context, kaisa, live_server.url)
    page.goto("/page/fine/")
    assert page.get_by_label("Purpose").input_value() == ""


def test_signing_out_leaves_no_draft_in_the_browser(page_of, aino):
    page = page_of(aino)
    page.goto("/page/fine/")
    page.get_by_label("Purpose").fill("Luonnos")
    assert "Luonnos" in page.evaluate("JSON.stringify(localStorage)")
    page.goto("/sign-out/")
    page.get_by_role("main").get_by_role("button").click()
    page.wait_for_url("**/sign-in/**")
    assert "Luonnos" not in page.evaluate("JSON.stringify(localStorage)")


@pytest.mark.parametrize("script", [True, False])
def test_signed_out_aino_signs_in_beside_and_saves_what_she_typed(page_of, aino, script):
    aino.set_password("kesäyön valo järvellä")
    aino.save()
    page = page_of(aino, script=script)
    page.goto("/page/fine/")
    page.get_by_label("Purpose").fill("Satutunnit")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("main").get_by_role("button").click()
    assert page.get_by_text("Satutunnit").is_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Kirjaudu sisään").click()
    beside = opened.value
    beside.get_by_label("Sähköposti").fill(aino.email)
    beside.get_by_label("Salasana").fill("kesäyön valo järvellä")
    beside.get_by_role("main").get_by_role("button", name="Kirjaudu sisään").click()
    beside.wait_for_url("**/page/fine/")
    page.get_by_role("button", name="Yritä uudelleen").click()
    if not script:  # the old security mark costs one press more
        page.get_by_role("button", name="Yritä uudelleen").click()
    page.wait_for_url("**/done/?10")
    page.goto("/page/fine/")
    assert page.get_by_label("Purpose").input_value() == ""


def test_a_page_printed_in_the_dark_is_black_on_white(page_of, aino):
    page = page_of(aino, dark=True)
    page.goto("/pieces/")
    page.emulate_media(media="print", color_scheme="dark")
    colours = "e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]"
    assert page.locator("body").evaluate(colours) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    card = page.locator(".t-finding").first.evaluate(colours)
    assert card == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    assert not page.locator(".t-nav").is_visible()


def test_the_menu_opens_and_closes_without_script(page_of, aino):
    page = page_of(aino, width=390, script=False)
    page.goto("/settings/")
    page.get_by_role("button", name="Valikko").click()
    assert page.locator("#menu").get_by_role("link", name="Omat asetukset").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#menu").is_visible()


def test_the_first_stop_of_the_keyboard_skips_to_the_content(page_of, aino):
    page = page_of(aino)
    page.goto("/settings/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "ds-button t-skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_summary_of_errors_takes_the_focus_without_script(page_of, aino):
    page = page_of(aino, script=False)
    page.goto("/page/fine/")
    page.get_by_role("main").get_by_role("button").click()
    assert page.locator(".t-errors").is_visible()
    assert page.evaluate("document.activeElement.className") == "t-errors"


def test_rows_are_walked_with_j_and_k_unless_turned_off(page_of, aino):
    page = page_of(aino)
    page.goto("/pieces/")
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") != first
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.textContent") == first
    page.keyboard.press("?")
    page.get_by_label("Poista yksittäiset näppäimet käytöstä").check()
    page.reload()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.tagName") == "BODY"


PAGES = ["/settings/", "/pieces/", "/page/fine/", "/settings/two-step/", "/nowhere/"]


@pytest.mark.parametrize("dark", [False, True])
def test_every_page_of_the_shell_passes_axe_and_fits_a_phone(page_of, aino, dark):
    page = page_of(aino, width=390, dark=dark)
    for path in PAGES:
        page.goto(path)
        found = Axe().run(page, options={"runOnly": WCAG}).response["violations"]
        assert [(path, each["id"], each["nodes"][0]["target"]) for each in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_every_page_of_the_shell_fits_320_pixels_with_spaced_text(page_of, aino):
    page = page_of(aino, width=320)
    for path in PAGES:
        page.goto(path)
        page.evaluate(
            "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);"
            " document.adoptedStyleSheets = [sheet]; }",
            SPACED,
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_whoever_has_not_signed_in_sees_a_clean_page_too(page_of, db):
    page = page_of(None, width=390)
    page.goto("/sign-in/")
    assert Axe().run(page, options={"runOnly": WCAG}).response["violations"] == []
