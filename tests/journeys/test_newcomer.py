"""From the printed set-up link to a register whose findings close, in Finnish."""

import re

import pytest

from tests.journeys.hands import PASSWORD, fill, follow, missing, press, said, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def at(name):
    return f"{name.lower().replace(' ', '.')}@rautalampi.example"


def come_in_first(page, running):
    page.goto(running.setup_link)
    fill(page, Nimesi="Sanna Virta", Sähköpostiosoitteesi=at("Sanna Virta"))
    fill(page, **{"Valitse salasana": PASSWORD})
    press(page, "Aloita")


def add_units(page):
    for name, kind, below in (
        ("Sivistystoimi", "toimiala", "Rautalampi"),
        ("Kirjasto", "yksikkö", "Sivistystoimi (Rautalampi)"),
    ):
        page.goto("/units/")
        follow(page, "Lisää yksikkö")
        fill(page, Nimi=name)
        page.get_by_label(kind, exact=True).check()
        page.get_by_label("Kuuluu yksikköön").select_option(label=below)
        press(page, "Lisää")
        assert said(page) == "Yksikkö on lisätty. Seuraavaksi: kuka on sen päällikkö?"


def add_person(page, name, kind="työntekijä", unit="Kirjasto (Sivistystoimi)", supervisor=None):
    page.goto("/people/")
    follow(page, "Lisää henkilö")
    fill(page, Nimi=name)
    page.get_by_label("Sähköpostiosoite").fill(at(name))
    page.get_by_label(kind, exact=True).check()
    page.get_by_label("Yksikkö").select_option(label=unit)
    press(page, "Lisää")
    if supervisor:
        follow(page, "Nimeä esihenkilö")
        page.get_by_label(supervisor).check()
        press(page, "Nimeä esihenkilö")
    return page.url


def fill_position(page, name):
    page.get_by_label(name).check()
    press(page, "Nimeä hoitajaksi")


def add_organisation(page):
    """A sector, the library with its head, the manager, two who post; the manager's page is returned."""
    add_units(page)
    add_person(page, "Eeva Salmi", kind="viranhaltija")
    ritva = add_person(page, "Ritva Koski", kind="viranhaltija", unit="Rautalampi")
    for name in ("Aino Lehto", "Kaisa Niemi"):
        add_person(page, name, supervisor="Eeva Salmi")
    page.goto("/positions/")
    follow(page, re.compile("Täytä.*kunnanjohtaja"))
    fill_position(page, "Ritva Koski")
    page.goto("/units/")
    follow(page, "Kirjasto")
    follow(page, "Nimeä päällikkö")
    fill_position(page, "Eeva Salmi")
    return ritva


def name_two(page):
    """From the findings of the account; each that is put right is gone on the next page."""
    left = missing(page)
    for way, name, role in (
        ("Nimeä vastuullinen päivittäjä", "Aino Lehto", "vastuullinen päivittäjä"),
        ("Nimeä sijainen", "Kaisa Niemi", "sijainen"),
    ):
        follow(page, way)
        page.get_by_label(name).check()
        press(page, "Nimeä")
        assert said(page).startswith(f"{name} on nyt tämän tilin {role}.")
        left -= 1
        assert missing(page) == left
        assert not page.get_by_role("link", name=way).count()


def invited(page, person, newcomer):
    """The one-time link of a person's page brings somebody in with a password of their own."""
    page.goto(person)
    follow(page, "Kutsu kirjautumaan")
    press(page, "Tee linkki")
    newcomer.goto(page.get_by_label("Linkki").input_value())
    fill(newcomer, **{"Valitse salasana": PASSWORD})
    press(newcomer, "Tule sisään")


def read_all(page):
    """Marks every notice as read, the first one first; returns what they said."""
    told = []
    while page.get_by_role("button", name="Merkitse luetuksi").count():
        told.append(page.locator(".t-task h3").first.inner_text())
        with page.expect_navigation():
            page.get_by_role("button", name="Merkitse luetuksi").first.click()
        assert said(page) == "Merkitty luetuksi."
    return told


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_newcomer_names_two_stewards_and_watches_findings_close(rautalampi, open_page, script):
    page = open_page(script=script, base=rautalampi.url)
    come_in_first(page, rautalampi)
    assert said(page) == "Tervetuloa. Sinä otat Torillan käyttöön."
    assert page.get_by_role("heading", name="Aloita näin").is_visible()
    manager = open_page(script=script, base=rautalampi.url)
    refuses_the_used_link(manager, rautalampi)
    ritva = add_organisation(page)
    page.goto("/accounts/")
    follow(page, "rautalamminkunta · Facebook")
    before = missing(page)
    follow(page, "Kerro omistaja")
    page.get_by_label("Omistaja").select_option(label="Kirjasto (Sivistystoimi)")
    press(page, "Tallenna")
    assert missing(page) == before - 1
    rautalampi.python("tests.agreed", "Aino Lehto", "Kaisa Niemi")
    name_two(page)
    account, told = page.url, page.get_by_role("cell", name="ei vielä")
    assert told.count() == 2
    invited(page, ritva, manager)
    notices = read_all(manager)
    assert sum("(K4)" in words or "on nyt" in words for words in notices) == 2
    page.goto(account)
    assert told.count() == 0
    assert missing(page) == before - 4  # the manager has read of the account too (C5)
    assert rautalampi.json("audit", "verify")["ok"]


def refuses_the_used_link(page, running):
    assert page.goto(running.setup_link).status == 410
    refusal = page.locator(".t-refusal").inner_text()
    assert refusal.startswith("Tämä linkki on jo käytetty.")
    assert not page.get_by_label("Nimesi").count()


FOCUSED = """() => {
  const here = document.activeElement, style = getComputedStyle(here);
  const words = here.labels?.length ? here.labels[0].innerText : here.innerText;
  const rim = style.outlineStyle !== "none" || style.boxShadow !== "none";
  return [words ?? "", rim || !here.matches(":focus")];
}"""
"""What the focused element says, and whether it has a rim (the browser draws its own one round the
calendar's button inside a date field)."""


def tab_to(page, words, key="Tab"):
    """Press the key until the focus is on what says these words; it is seen at every stop."""
    met = []
    for _ in range(80):
        page.keyboard.press(key)
        here, seen = page.evaluate(FOCUSED)
        assert seen, f"no focus to be seen on “{here}”"
        if words in here:
            return
        met.append(here)
    raise AssertionError(f"no way to “{words}”, only to {met}")


def enter(page):
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_eeva_names_a_substitute_with_the_keyboard_alone(mallila, open_page):
    page = open_page(base=mallila.url)
    sign_in(page, mallila, "eeva.salmi@mallila.example")
    page.goto("/accounts/")
    tab_to(page, "Kirjasto · Instagram")
    enter(page)
    before = missing(page)
    tab_to(page, "Nimeä sijainen")
    enter(page)
    tab_to(page, "Aino Lehto")
    tab_to(page, "Kaisa Niemi", key="ArrowDown")
    tab_to(page, "sijainen")  # chosen already: the finding's button said it
    tab_to(page, "Nimeä")
    enter(page)
    assert (
        said(page) == "Kaisa Niemi on nyt tämän tilin sijainen. Tieto menee kunnanjohtajalle (K4)."
    )
    assert missing(page) == before - 3  # and somebody is there while Aino is away, and on Saturdays
