"""Leena's own spreadsheet, with every fault that such lists have, becomes a register, in Finnish."""

import time

import pytest
import xlsxwriter

from tests.journeys.hands import follow, heading, press, sign_in
from tests.journeys.looks import look_at

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LEENA = "leena.maki@mallila.example"
HEADINGS = ("Kanava", "Tilin osoite", "Yksikkö", "Tila", "Vastuuhenkilö", "Huomioita")
ROWS = (
    ("Fasebook", "tuontikirjasto", "", "käytössä", "", "kirjoitusvirhe kanavassa"),
    ("Facebook", "https://www.facebook.com/tuontinuoriso/?ref=x (kysy Ainolta)", "", "", "", ""),
    ("Twitter", "@tuontimallila", "", "", "", ""),
    ("X", "x.com/TuontiMallila", "", "", "", "sama tili, toinen nimi"),
    ("Instagram", "https://facebook.com/tuontivaara", "", "", "", "väärä kanava"),
    ("", "https://tuntematon.example/tili", "", "", "", "ei kanava lainkaan"),
    ("Youtube", "=HYPERLINK", "", "", "", "kaava"),
    ("Instagram", "instagram.com/tuontivanha", "", "poistettu", "Ei Kukaan", "kuollut"),
    ("Tiktok", "", "", "", "", "osoite puuttuu"),
    ("Instagram", "www.instagram.com/tuontihyokkays", "", "", "", "<script>alert(1)</script>"),
)


def spreadsheet(path):
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Kanavat")
    sheet.merge_range(0, 0, 0, 5, "Mallilan some-kanavat, päivitetty joskus")
    sheet.write_row(2, 0, HEADINGS)
    for number, row in enumerate(ROWS, 3):
        for column, cell in enumerate(row):
            if cell == "=HYPERLINK":
                sheet.write_formula(
                    number, column, '=HYPERLINK("https://youtube.com/@x")', None, ""
                )
            elif cell:
                sheet.write_string(number, column, cell)
    sheet.merge_range(3, 2, 4, 2, "Kirjasto")
    book.close()
    return path


def row(page, number):
    """What the page says of a row."""
    return page.locator("tr", has=page.get_by_role("rowheader", name=f"Rivi {number}", exact=True))


def wait_until_written(page):
    until = time.monotonic() + 60
    while page.locator("progress").count():
        assert time.monotonic() < until, page.inner_text("main")
        time.sleep(1)
        page.reload()
    assert "kirjoitettu" in page.locator(".t-message").first.inner_text()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_spreadsheet_with_every_fault_becomes_a_register(mallila, open_page, tmp_path, script):
    page = open_page(script=script, base=mallila.url)
    sign_in(page, mallila, LEENA)
    page.goto("/accounts/")
    follow(page, "Tuo luettelo")
    page.get_by_label("Luettelo tiedostona").set_input_files(spreadsheet(tmp_path / "kanavat.xlsx"))
    press(page, "Lue tiedosto")
    assert heading(page) == "kanavat.xlsx"
    if script:
        assert look_at(page) == []
        told(page)
        answered(page)
        press(page, "Kirjoita nämä rivit")
        wait_until_written(page)
        page.goto("/accounts/?q=tuonti")
        assert page.get_by_role("link", name="tuontimallila · X").count() == 1
        assert page.get_by_role("link", name="tuontikirjasto · Facebook").count() == 1
    else:  # the second time everything is there
        assert "on jo rekisterissä" in row(page, 5).inner_text()
        press(page, "Älä kirjoita mitään, unohda tiedosto")
        assert "ei kirjoitettu mitään" in page.inner_text("main")


def told(page):
    assert "Tarkoititko: Facebook?" in row(page, 4).inner_text()
    assert "kysy Ainolta" in row(page, 5).inner_text()
    assert "uusi" in row(page, 6).inner_text()
    assert "Sama tili" in row(page, 7).inner_text()
    assert "Adress" not in row(page, 8).inner_text()
    assert "epäselvä" in row(page, 8).inner_text()
    assert "ei voi lukea" in row(page, 9).inner_text()
    assert "ei ole tilin osoitetta" in row(page, 10).inner_text()
    assert "Ei Kukaan" in row(page, 11).inner_text()
    assert "suljettu" in row(page, 11).inner_text()
    assert "Yhdistettyjä soluja" in page.inner_text("main")
    assert "Kaavat, joilla ei ole arvoa" in page.inner_text("main")


def answered(page):
    page.get_by_label("Mikä kanava on ”Fasebook”?").select_option(label="Facebook")
    press(page, "Käytä näitä vastauksia")
    assert "uusi" in row(page, 4).inner_text()
    page.get_by_role("button", name="Jätä rivi 13 pois").click()
    assert "jätit pois" in row(page, 13).inner_text()
