"""Persons are found in running text, and little else is taken for one."""

import re
from pathlib import Path

import pytest

from torilla.screening.context import Context
from torilla.screening.inflection import is_form_of
from torilla.screening.persons import persons
from torilla.screening.reading import Reading
from torilla.screening.screen import screen
from torilla.screening.text import Text

LINES = [
    line
    for line in Path(__file__).with_name("names.txt").read_text(encoding="utf8").splitlines()
    if not line.startswith("%%")
]


def names(text):
    return [each.name for each in persons(Text(text))]


def own(text, *people):
    found = screen(text, Context(people=frozenset(people)))
    return [each.text for each in found if each.kind == "name"]


def score():
    hits = misses = false = 0
    for line in LINES:
        wanted = re.findall("«([^»]*)»", line)
        text = re.sub("[«»]", "", line)
        found = [text[each.start : each.end] for each in persons(Text(text))]
        hits += sum(any(each in name or name in each for each in found) for name in wanted)
        misses += sum(not any(each in name or name in each for each in found) for name in wanted)
        false += sum(not any(each in name or name in each for name in wanted) for each in found)
    return hits / (hits + false), hits / (hits + misses)


def test_our_own_sentences_are_read_rightly():
    precision, recall = score()
    assert (precision > 0.98, recall > 0.98) == (True, True)


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("Kiitos Matti Virtaselle.", "Matti Virtanen"),
        ("Soita Anna-Maija Lahdelle.", "Anna-Maija Lahti"),
        ("Tuli Kerttu Laineeltakin kirje.", "Kerttu Laine"),
        ("Ville Kurjen kuva", "Ville Kurki"),
        ("Vi tackar Gunilla Nyströms familj.", "Gunilla Nyström"),
        ("Hanna Virtanen-Korhosella", "Hanna Virtanen-Korhonen"),
        ("Läsnä: Virtanen, Matti", "Matti Virtanen"),
        ("Carl von Essenin kirja", "Carl von Essen"),
        ("MATTI VIRTANEN", "Matti Virtanen"),
    ],
)
def test_a_person_is_told_by_the_base_form(text, base):
    assert names(text) == [base]


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("Virtasten", "Virtanen"),
        ("Mäkelöille", "Mäkelä"),
        ("Kankaalle", "Kangas"),
        ("Mäestä", "Mäki"),
        ("Rannan", "Ranta"),
        ("Lapin", "Lappi"),
        ("Nymanillekin", "Nyman"),
        ("Kallioon", "Kallio"),
        ("Kurjen", "Kurki"),
        ("Nguyen:n", "Nguyen"),
        ("Markukselle", "Markus"),
    ],
)
def test_a_form_leads_to_its_base(form, base):
    assert is_form_of(form, base)


def test_another_name_is_no_form_of_it():
    assert not is_form_of("Virtaselle", "Korhonen")


def test_a_name_does_not_go_over_the_end_of_a_line():
    assert names("Kiitos, Matti\nVirtanen tulee myöhemmin.") == []


def test_people_in_their_role_are_no_objection():
    assert own("Maija Mallikkaan ja Matti Virtasen puheet", "Maija Mallikas") == ["Matti Virtasen"]


def test_they_may_be_written_with_the_surname_first():
    assert own("Läsnä: Mallikas Maija", "Mallikas, Maija") == []


def test_a_namesake_by_first_name_alone_is_an_objection():
    assert own("Maija Virtanen voitti.", "Maija Mallikas") == ["Maija Virtanen"]


def test_the_nearest_person_of_the_sentence_is_told():
    text = "Matti Virtanen myi auton. Liisa Korhonen osti ABC-123:n, kertoi Aino Laine."
    at = text.index("ABC")
    assert Reading(Text(text)).person_near(at, at + 7).name == "Liisa Korhonen"


def test_nobody_is_near_in_another_sentence():
    assert Reading(Text("Matti Virtanen tuli. Auto on ABC-123.")).person_near(30, 37) is None
