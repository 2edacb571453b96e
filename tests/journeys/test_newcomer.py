"""From the printed set-up link to a register whose findings close, in Finnish."""

import pytest

from tests.journeys.hands import PASSWORD, fill, follow, missing, press, said, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TOLD = "register.steward-told"


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
    page.goto("/")
    follow(page, "Lisää ihminen") if first_steps(page) else page.goto("/people/add/")
    fill(page, Nimi=name)
    page.get_by_label("Sähköpostiosoite").fill(at(name))
    page.get_by_label(kind, exact=True).check()
    page.get_by_label("Yksikkö").select_option(label=unit)
    press(page, "Lisää")
    if supervisor:
        follow(page, "Kerro esihenkilö")
        page.get_by_label(supervisor).check()
        press(page, "Kerro esihenkilö")
    return page.url


def first_steps(page):
    return page.get_by_role("heading", name="Aloita näin").count()


def fill_position(page, link, name):
    page.goto("/positions/")
    page.get_by_role("link", name=f"Täytä: {link}").click()
    page.get_by_label(name).check()
    press(page, "Anna tehtävä")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_newcomer_names_two_stewards_and_watches_findings_close(rautalampi, open_page, script):
    page = open_page(script=script, base=rautalampi.url)
    come_in_first(page, rautalampi)
    assert first_steps(page)
    print(page.inner_text("main")[:1500])
    add_units(page)
    add_person(page, "Eeva Salmi", kind="viranhaltija")
    add_person(page, "Ritva Koski", kind="viranhaltija", unit="Rautalampi")
    for name in ("Aino Lehto", "Kaisa Niemi"):
        add_person(page, name, supervisor="Eeva Salmi")
    fill_position(page, "kunnanjohtaja", "Ritva Koski")
    page.goto("/units/")
    follow(page, "Kirjasto")
    follow(page, "Kerro päällikkö")
    page.get_by_label("Eeva Salmi").check()
    press(page, "Anna tehtävä")
    page.goto("/accounts/")
    follow(page, "rautalamminkunta · Facebook")
    before = missing(page)
    follow(page, "Kerro omistaja")
    page.get_by_label("Omistaja").select_option(label="Kirjasto (Sivistystoimi)")
    press(page, "Tallenna")
    assert missing(page) == before - 1
    for role, name in (("Nimeä vastuullinen päivittäjä", "Aino Lehto"), ("Nimeä sijainen", "Kaisa Niemi")):
        follow(page, role)
        page.get_by_label(name).check()
        press(page, "Nimeä")
        print(page.inner_text("main")[:700])
    print(rautalampi.json("findings"))
    assert 0
