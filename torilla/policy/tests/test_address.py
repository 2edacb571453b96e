"""Role or personal address: sixty that somebody has labelled, and what the labels do not say."""

import csv
from pathlib import Path

import pytest

from torilla.policy.address import DISGUISED, KNOWN, Names, judge, own_domains

PEOPLE = ("Aino Lehto", "Kaisa Niemi", "Eeva Salmi", "Leena Mäki", "Jaana Posti")
MALLILA = frozenset({"mallila.example"})
LIST = Path(__file__).with_name("addresses.csv")
LABELLED = list(csv.DictReader(LIST.read_text(encoding="utf8").splitlines()))


def kind(address, people=PEOPLE, domains=MALLILA):
    return judge(address, domains=domains, people=Names(people)).kind


def test_the_list_has_sixty_addresses_and_each_is_there_once():
    assert len({row["address"] for row in LABELLED}) == 60


@pytest.mark.parametrize("row", LABELLED, ids=[row["address"] for row in LABELLED])
def test_an_address_is_what_its_label_says(row):
    assert kind(row["address"]) == row["label"], row["why"]


@pytest.mark.parametrize("address", ["", "  "])
def test_no_address_is_none(address):
    assert kind(address) == "none"


@pytest.mark.parametrize("text", ["kirjasto", "@mallila.example", "a b@mallila.example", "a@b@c.d"])
def test_what_is_no_address_is_not_held_against_anybody(text):
    assert kind(text) == "unclear"


@pytest.mark.parametrize(
    "domain", ["mallila.exampel", "malllila.example", "rnallila.example", "mallila-example.com"]
)
def test_a_domain_that_looks_like_ours_is_said_to(domain):
    assert judge(f"kirjasto@{domain}", domains=MALLILA).reason == DISGUISED


def test_a_colleagues_whole_name_beside_a_shared_word_is_still_the_colleague():
    assert kind("kirjasto.kaisaniemi@mallila.example") == "personal"


def test_a_word_that_may_be_a_colleague_or_a_day_nursery_is_left_to_somebody_to_say():
    assert kind("paivakoti.kielo@mallila.example") == "role"
    assert kind("paivakoti.kielo@mallila.example", people=["Kielo Koivu"]) == "unclear"


def test_where_our_domains_are_not_known_none_is_foreign_but_a_free_mail_service():
    assert kind("kirjasto@naapuri.example", domains=()) == "role"
    assert kind("kirjasto@gmail.com", domains=()) == "foreign"


def test_somebodys_own_address_is_known_whatever_it_looks_like():
    people = Names(addresses=["tahti7@mallila.example"])
    found = judge("tahti7@mallila.example", domains=MALLILA, people=people)
    assert (found.kind, found.reason) == ("personal", KNOWN)


def test_a_shared_word_is_told_without_reading_anybodys_name():
    def names():
        raise AssertionError("nobody's name is needed")
        yield

    assert judge("kirjasto@mallila.example", domains=MALLILA, people=Names(names())).kind == "role"


def test_the_domains_are_those_of_the_site_and_of_the_units_but_never_a_free_service():
    units = ["kirjasto@Mallila.example", "museo@museot.example", "some@gmail.com", ""]
    found = own_domains("https://www.mallila.example/fi", units)
    assert found == {"mallila.example", "museot.example"}
