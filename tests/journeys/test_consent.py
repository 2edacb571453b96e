"""A consent given by phone and taken back: nothing usable is left, and each past use is somebody's task."""

import pytest

from tests.journeys.hands import heading, press, sign_in
from tests.journeys.looks import LOOKS, look_at
from torilla.media.tests.making import from_phone

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AINO = "aino.lehto@mallila.example"
ACCOUNT = "Kirjasto · Facebook"
LIGHT = 150_000
"""Bytes that the page weighs at most, with its picture, on its way."""


def go(page, name):
    page.get_by_role("main").get_by_role("link", name=name).first.click()


def added(page, seed):
    page.goto("/media/add/")
    content = from_phone(4000, 3000, seed=seed)
    file = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": content}
    page.get_by_label("Kuva tai video").set_input_files(file)
    page.get_by_label("Minkä nimen annat sille?").fill("Satutunti")
    page.get_by_label("Tekstivastine (suomi)").fill("Tyttö lukee kirjaa satutunnilla.")
    page.get_by_label("Oma kuva, ketään ei voi tunnistaa").check()
    press(page, "Lisää")
    return page.url.split("#")[0].rstrip("/")


def asked(page):
    """The link that Aino gets for the guardian of the girl who reads."""
    go(page, "Joku on tunnistettavissa")
    page.get_by_label("Kuka kuvassa on? Kerro, miltä hän näyttää.").fill("tyttö punaisessa takissa")
    page.get_by_label("alle 18-vuotias").check()
    press(page, "Tallenna")
    go(page, "Pyydä lupa linkillä")
    page.get_by_label("Mihin kuvaa käytetään?").fill("satutunnista kertomiseen")
    press(page, "Tee linkki")
    return page.get_by_label("Linkki tälle yhdelle henkilölle").input_value()


def weight(page, link):
    """Bytes of everything that the page asks for."""
    sizes = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    page.goto(link)
    page.wait_for_load_state("networkidle")
    return sum(sizes)


def note_uses(page, picture):
    """Published in the library's account and in a brochure."""
    for place in (ACCOUNT, "kunnan esite"):
        page.goto(picture)
        assert page.get_by_text("Minusta kuva on kiva.").is_visible()
        go(page, "Merkitse, missä se on julkaistu")
        if place == ACCOUNT:
            page.get_by_label("Millä tilillä?").select_option(label=ACCOUNT)
        else:
            page.get_by_label("Missä muualla?").fill(place)
        press(page, "Tallenna")


def test_given_by_phone_used_and_taken_back(mallila, open_page):
    aino = open_page(phone=True, base=mallila.url)
    sign_in(aino, mallila, AINO)
    picture = added(aino, 77)
    link = asked(aino)

    guardian = open_page(phone=True, script=False)
    assert weight(guardian, link) < LIGHT
    assert heading(guardian) == "Saako kunta käyttää tätä kuvaa?"
    assert guardian.locator("input:checked").count() == 0
    press(guardian, "På svenska")
    assert heading(guardian) == "Får kommunen använda den här bilden?"
    press(guardian, "Suomeksi")
    guardian.get_by_label("Mitä lapsi itse ajattelee?").fill("Minusta kuva on kiva.")
    guardian.get_by_label("Kyllä, annan luvan").check()
    guardian.get_by_label("Nimesi").fill("Hanna Mäki")
    press(guardian, "Lähetä vastaus")
    assert heading(guardian) == "Annoit luvan"

    note_uses(aino, picture)
    assert aino.request.get(f"{picture}/medium/").status == 200

    guardian.goto(link)
    go(guardian, "Peru lupa")
    assert heading(guardian) == "Perutko luvan?"
    press(guardian, "Kyllä, perun luvan")
    assert heading(guardian) == "Peruit luvan"
    assert guardian.request.get(f"{link}picture/").status == 404

    for name in ("thumb", "medium", "large"):
        assert aino.request.get(f"{picture}/{name}/").status == 404
    for place in (ACCOUNT, "kunnan esite"):
        aino.goto("/tasks/")
        assert aino.get_by_text(f"Poista se: {place}").first.is_visible()
        aino.get_by_role("link", name=f"Poista se: {place}").first.click()
        assert "Satutunti" in aino.get_by_role("main").inner_text()


def test_the_pages_behind_the_link_are_as_pages_must_be(mallila, open_page):
    aino = open_page(phone=True, base=mallila.url)
    sign_in(aino, mallila, AINO)
    picture = added(aino, 78)
    link = asked(aino)
    wrong = look_at(aino, LOOKS[:1])
    guardian = open_page(phone=True)
    guardian.goto(link)
    wrong += look_at(guardian, LOOKS[:2])
    press(guardian, "Lähetä vastaus")
    wrong += look_at(guardian, LOOKS[:1])
    assert "Valitse kyllä tai ei." in guardian.get_by_role("main").inner_text()
    guardian.get_by_label("En anna lupaa").check()
    guardian.get_by_label("Nimesi").fill("Hanna Mäki")
    press(guardian, "Lähetä vastaus")
    wrong += look_at(guardian, LOOKS[:1])
    aino.goto(picture)
    wrong += look_at(aino, LOOKS[:1])
    assert wrong == []
