"""From a need to an account in use: application, proposal, two groups, checklist. By keyboard, by touch."""

import re

import pytest

from tests.journeys.hands import demo_password, missing, said
from tests.journeys.keys import Keyboard, Touch, starting

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SITE = "https://mallila.example"
SECTIONS = {
    1: {
        "Mihin tarpeeseen tili vastaa?": "Satutunneille ei pääse jokainen, ja niitä kysytään.",
        "Mihin pyrit?": "Satutuntia seuraa kaksi kertaa useampi lapsi kuin nyt.",
        "Kenelle tili on?": "Alle kouluikäisten lasten perheille.",
        "Mitä siellä kerrot?": "Satutunti torstaisin, kirjavinkit kerran kuussa.",
    },
    2: {"Mitä hyvää tilistä seuraa?": "Palvelu ulottuu sivukyliin."},
    3: {
        "Kuinka monta tuntia viikossa se vie?": "3",
        "Miten työ sopii viikkoon": "Aino kuvaa torstaisin. Maanantain palaverissa se käydään läpi.",
    },
    4: {"Mitä julkaisette neljän": "vk 50 satutunti, vk 51 jouluvinkit, vk 52 aukiolot, vk 1 uutuudet"},
    6: {
        "Mikä tilin nimeksi tulee?": "Mallilan kirjasto",
        "Miksi tämä kanava?": "Perheet katsovat siellä jo muidenkin kirjastojen satutunteja.",
    },
    7: {"Millä sähköpostiosoitteella": "kirjasto@mallila.example"},
    9: {
        "Miten tilillä kerrotaan": "Tiliä ylläpitää Mallilan kirjasto.",
        "Miltä yksikön sivulta": f"{SITE}/kirjasto",
        "Millä sivulla ovat": f"{SITE}/some",
        "Mille sivulle": f"{SITE}/kirjasto",
    },
}  # fmt: skip
"""What Aino writes in her own words, by section and question."""
CHOSEN = {
    1: {"Mitä asukkaat saavat?": ["tiedonsaanti"], "Kenen kanssa haluat": ["asiakkaat"]},
    2: {"Mihin käytät tiliä?": ["neuvonta"]},
    4: {
        "Ketkä sijaistavat?": ["Kaisa Niemi"], "Kuinka usein": ["joka viikko"],
        "Sitoutuuko yksikkö": ["Kyllä"],
    },
    7: {"Ketkä hallinnoivat": ["Aino Lehto", "Eeva Salmi"]},
}  # fmt: skip
"""And what she ticks."""


class Journey:
    """Everybody of the journey with their own browser and the same kind of hand."""

    def __init__(self, running, open_page, hand, title, handle):
        self.running, self.open_page, self.hand = running, open_page, hand
        self.title, self.handle = title, handle
        self.hands = {}

    def by(self, somebody):
        """The hand of somebody, signed in."""
        if somebody not in self.hands:
            page = self.open_page(phone=self.hand is Touch, base=self.running.url)
            hand = self.hands[somebody] = self.hand(page)
            page.goto("/sign-in/")
            hand.write("Sähköposti", f"{somebody}@mallila.example")
            hand.write("Salasana", demo_password(self.running))
            hand.press("Kirjaudu sisään")
        return self.hands[somebody]

    def task(self, somebody, words):
        """The task at home that begins so, and on to its matter."""
        hand = self.by(somebody)
        hand.page.goto("/")
        hand.follow(re.compile(f"^Avaa hakemus.*{words}.*{self.title}"))
        return hand


def group(hand, legend):
    return hand.main.get_by_role("group", name=starting(legend)).first


def applies(journey):
    """Aino writes eight sections; the one on people and time is her supervisor's to confirm."""
    aino = journey.by("aino.lehto")
    aino.page.goto("/applications/")
    aino.follow("Hae tiliä")
    aino.write("Millä nimellä kutsut hakemusta?", journey.title)
    aino.pick("Kenen tili on?", "Kirjasto")
    aino.pick("Missä kanavassa?", "YouTube")
    aino.press("Jatka")
    aino.press("Jatka")
    hub = aino.page.url
    for number in (1, 2, 3, 4, 6, 7, 8, 9):
        aino.page.goto(f"{hub}sections/{number}/")
        writes(aino, number)
        aino.press("Tallenna ja jatka")
    aino.page.goto(hub)
    return hub


def writes(aino, number):
    if number == 3:
        aino.pick("Kuka vastaa tilistä?", "Aino")
    if number == 8:
        line = group(aino, "Tavoite ja mittari 1")
        aino.write("Tavoite", "Satutunnille tulee useampi lapsi.", line)
        aino.write("Mittari", "Montako lasta kuussa", line)
        aino.pick("Mitä se kertoo?", "miten", line)
    for question, boxes in CHOSEN.get(number, {}).items():
        for box in boxes:
            aino.choose(box, group(aino, question))
    for question, text in SECTIONS.get(number, {}).items():
        aino.write(question, text)
    aino.choose("Kyllä", group(aino, "Onko osio valmis?"))


def proposes(journey, hub):
    """Aino asks for it; Eeva finds it at home, confirms people and time, and proposes."""
    aino = journey.by("aino.lehto")
    aino.follow("Pyydä esittämään")
    aino.press("Pyydä esittämään")
    eeva = journey.task("eeva.salmi", "Esitä")
    eeva.follow(re.compile("^5 "))
    eeva.choose("Kyllä", group(eeva, "Vahvistaako esihenkilö"))
    eeva.choose("Kyllä", group(eeva, "Onko osio valmis?"))
    eeva.press("Tallenna ja jatka")
    eeva.page.goto(hub)
    eeva.follow("Esitä hakemus")
    eeva.press("Esitä")


def decides(journey, secretary, section):
    """The secretary finds it at home, and records what the group decided in its meeting today."""
    hand = journey.task(secretary, "Päätä")
    hand.follow("Kirjaa päätös")
    matter = group(hand, journey.title)
    hand.choose("Hyväksytään", matter)
    hand.write("Pykälä", section, matter)
    hand.choose("Tilille on henkilöstöä", matter)
    hand.press("Tarkista päätökset")
    hand.press("Kirjaa 1 päätös")


def sets_up(journey):
    """Each does their own: Aino the account and its logins, Eeva the people, Leena what is seen."""
    aino = journey.task("aino.lehto", "Ota hyväksytty tili")
    aino.follow("Aloita käyttöönotto")
    aino.follow("Kerro tilin osoite")
    aino.write("Tilin osoite tai tunnus", f"youtube.com/@{journey.handle}")
    aino.press("Tallenna osoite")
    eeva = journey.task("eeva.salmi", "Nimeä")
    eeva.follow("Jatka käyttöönottoa")
    checklist = eeva.page.url
    for way in ("vastuullinen päivittäjä", "sijainen", "hallinnoija", "hallinnoija"):
        eeva.follow(f"Nimeä {way}")
        eeva.press("Nimeä")
        assert eeva.page.url == checklist
    aino.page.goto(checklist)
    notes_logins(aino)
    leena = journey.by("leena.maki")
    leena.page.goto(checklist)
    for _look in range(4):
        leena.follow("Kirjaa, mitä näet")
        leena.choose("Kyllä, se on siellä")
        leena.press("Kirjaa")
    eeva.page.goto(checklist)
    assert "Kaikki on tehty" in eeva.main.first.inner_text()
    eeva.follow("Ota käyttöön")
    eeva.press("Ota käyttöön")


def notes_logins(aino):
    aino.follow("Kirjaa kirjautumistiedot")
    aino.choose("yhteinen salasana")
    aino.write("Missä salasanaa tai avainta säilytetään?", "Kirjaston salasanaholvi")
    aino.write("Kuka sen saa auki?", "Tilin hallinnoijat")
    aino.choose("Kyllä, se on käytössä")
    aino.press("Tallenna kirjautumistiedot")


@pytest.mark.parametrize(
    ("hand", "title", "handle"),
    [
        (Keyboard, "Kirjaston satutunnit", "mallilaesimerkkisadut"),
        (Touch, "Kirjaston lukuvinkit", "mallilaesimerkkivinkit"),
    ],
    ids=["keyboard alone", "phone"],
)
def test_a_need_becomes_an_account_in_use(hand, title, handle, mallila, open_page):
    journey = Journey(mallila, open_page, hand, title, handle)
    hub = applies(journey)
    proposes(journey, hub)
    number = {Keyboard: 6, Touch: 7}[hand]
    decides(journey, "kaisa.niemi", f"{number}")
    decides(journey, "martti.laine", f"{number + 8}")
    sets_up(journey)
    eeva = journey.by("eeva.salmi")
    assert said(eeva.page) == "Tili on käytössä. Kunnanjohtaja saa siitä ilmoituksen (C5)."
    assert missing(eeva.page) == 1  # till the manager has read of it (C5)
    ritva = journey.by("ritva.koski")
    ritva.page.goto("/")
    assert ritva.main.get_by_text("Kirjasto · YouTube on some-tilien rekisterissä").count()
