"""Nothing typed is lost, whatever stands in the way of saving it."""

import re
import sqlite3
import time
import urllib.error
import urllib.request
from contextlib import closing, contextmanager

import psutil
import pytest

from tests.journeys.hands import demo_password, follow, press, said, sign_in
from tests.journeys.looks import look_at
from tests.journeys.running import PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EEVA, LEENA = "eeva.salmi@mallila.example", "leena.maki@mallila.example"
PURPOSE = "Omin sanoin: mitä varten tili on?"
LONG = "Satutunnit, kirjavinkit ja lukupiirit – ääkköset mukana. " * 40
AGAIN = "Yritä uudelleen"
BOTH = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


@pytest.fixture
def enter(open_page, mallila):
    """A page of Mallila on which somebody has signed in: `enter(EEVA, script=False)`."""

    def by(email, **options):
        page = open_page(base=mallila.url, **options)
        sign_in(page, mallila, email)
        return page

    return by


def library_record(page):
    """The longest form that there is."""
    page.goto("/accounts/")
    follow(page, "Kirjasto · Facebook")
    follow(page, "Korjaa tai täydennä")
    return page.get_by_label(PURPOSE)


def saved_purpose(page):
    return library_record(page).input_value()


@BOTH
def test_eeva_signs_out_in_another_tab_and_her_text_waits_for_her(enter, mallila, script):
    page = enter(EEVA, script=script)
    text = f"{LONG}{script}"
    library_record(page).fill(text)
    beside = page.context.new_page()
    beside.goto("/sign-out/")
    press(beside, "Kirjaudu ulos")
    press(page, "Tallenna")
    assert page.get_by_text("Olit poissa, joten kirjasimme sinut ulos.").is_visible()
    assert text in page.locator(".t-kept").inner_text()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Kirjaudu sisään").click()
    beside = opened.value
    beside.get_by_label("Sähköposti").fill(EEVA)
    beside.get_by_label("Salasana").fill(demo_password(mallila))
    press(beside, "Kirjaudu sisään")
    press(page, AGAIN)
    if not script:  # the old security mark costs one press more
        press(page, AGAIN)
    assert said(page).startswith("Tallennettu.")
    assert saved_purpose(page) == text.strip()


def give_library(page, name):
    page.goto("/units/")
    follow(page, "Kirjasto")
    follow(page, "Vaihda päällikkö")
    page.get_by_label(name).check()
    press(page, "Nimeä hoitajaksi")


@BOTH
def test_eeva_lost_her_position_meanwhile_and_keeps_what_she_typed(enter, script):
    """She still sees the account, since she supervises Aino, who leads it."""
    page, leena = enter(EEVA, script=script), enter(LEENA)
    text = f"Ennen kuin tehtävä vaihtui {script}"
    library_record(page).fill(text)
    give_library(leena, "Olli Ranta")
    try:
        press(page, "Tallenna")
        assert page.get_by_text("Sinulla ei ole (enää) oikeutta tähän.").is_visible()
        assert text in page.locator(".t-kept").inner_text()
    finally:
        give_library(leena, "Eeva Salmi")
    press(page, AGAIN)
    assert saved_purpose(page) == text


@BOTH
def test_the_second_of_two_sees_both_texts_and_chooses(enter, script):
    eeva, leena = enter(EEVA, script=script), enter(LEENA, script=script)
    hers, theirs = f"Eevan teksti {script}", f"Leenan teksti {script}"
    library_record(eeva).fill(hers)
    library_record(leena).fill(theirs)
    press(leena, "Tallenna")
    press(eeva, "Tallenna")
    compared = eeva.locator(".t-compare").inner_text()
    assert "Leena Mäki muutti samaa kohtaa" in compared
    assert hers in compared
    assert theirs in compared
    assert eeva.title().startswith("Virhe:")
    assert saved_purpose(leena) == theirs
    press(eeva, "Tallenna")
    assert saved_purpose(leena) == hers


SEND_TWICE = """async () => {
  const form = document.querySelector("form[data-primary]");
  const send = () => fetch(location.href, {method: "POST", body: new FormData(form)});
  return (await Promise.all([send(), send()])).map(answer => answer.status);
}"""


def test_the_same_form_sent_twice_at_once_makes_one_account(enter):
    page = enter(LEENA)
    page.goto("/accounts/add/")
    page.get_by_label("Tilin osoite tai tunnus").fill("https://www.instagram.com/mallilakahdesti/")
    assert page.evaluate(SEND_TWICE) == [200, 200]
    page.goto("/accounts/?q=mallilakahdesti")
    assert page.get_by_role("link", name="mallilakahdesti").count() == 1


def test_a_double_press_makes_one_account(enter):
    page = enter(LEENA)
    page.goto("/accounts/add/")
    page.get_by_label("Tilin osoite tai tunnus").fill("facebook.com/mallilatuplasti")
    page.get_by_role("main").get_by_role("button", name="Lisää").dblclick()
    page.wait_for_url(re.compile(r"/accounts/\d+/$"))
    page.goto("/accounts/?q=mallilatuplasti")
    assert page.get_by_role("link", name="mallilatuplasti").count() == 1


def kill_web(running):
    """kill -9 of the web server and its children; returns when the next one answers at all."""
    for child in psutil.Process(running.process.pid).children():
        if "torilla.cli.web_process" in child.cmdline():
            for each in [*child.children(recursive=True), child]:
                each.kill()
            child.wait(10)
    deadline = time.monotonic() + PATIENCE
    while not answers(running):
        assert time.monotonic() < deadline, "the web server did not come back"
        time.sleep(0.1)


def answers(running):
    try:
        urllib.request.urlopen(f"{running.url}/healthz", timeout=5).close()
    except urllib.error.HTTPError as error:
        error.close()
    except OSError:
        return False
    return True


def test_what_eeva_was_writing_survives_a_killed_server(enter, mallila):
    page = enter(EEVA)
    text = f"{LONG} Vielä tämä."
    library_record(page).fill(text)
    kill_web(mallila)
    page.reload()
    assert page.get_by_label(PURPOSE).input_value() == text
    assert page.get_by_text("Palautimme tähän sen, mitä olit kirjoittanut.").first.is_visible()
    press(page, "Tallenna")
    assert saved_purpose(page) == text.strip()
    assert not page.get_by_text("Palautimme tähän").count()


def test_what_eeva_was_writing_survives_a_machine_that_lost_power(enter, mallila):
    page = enter(EEVA)
    library_record(page).fill("Kesken jäänyt")
    mallila.kill()
    page.get_by_role("main").get_by_role("button", name="Tallenna").click()
    page.wait_for_url("chrome-error://**")
    mallila.start()
    assert library_record(page).input_value() == "Kesken jäänyt"


@contextmanager
def database_gone(running):
    """The database's file is away, and a new web server looks for it."""
    file = running.home / "demo" / "torilla.sqlite3"
    file.rename(file.with_suffix(".away"))
    file.mkdir()
    try:
        kill_web(running)
        yield
    finally:
        file.rmdir()
        file.with_suffix(".away").rename(file)


@BOTH
def test_the_page_holds_what_was_typed_while_the_database_is_gone(enter, mallila, script):
    page = enter(EEVA, script=script)
    text = f"{LONG} Ilman tietokantaa {script}"
    library_record(page).fill(text)
    with database_gone(mallila):
        press(page, "Tallenna")
        assert page.get_by_text("Tietokanta ei vastaa juuri nyt.").is_visible()
        assert text in page.locator(".t-kept").inner_text()
        press(page, AGAIN)
        assert text in page.locator(".t-kept").inner_text()
        beside = page.context.new_page()
        assert beside.goto("/").status == 503
        if script:  # axe waits on promises, which a page without script never keeps
            assert look_at(beside) == []
    press(page, AGAIN)
    assert saved_purpose(page) == text.strip()
    with closing(sqlite3.connect(mallila.home / "demo" / "torilla.sqlite3")) as database:
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
