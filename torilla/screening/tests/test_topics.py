"""What is told of somebody's health, home, birth, school and family, and what is ordinary talk."""

import pytest

from torilla.screening.context import Context
from torilla.screening.screen import screen
from torilla.screening.topics import Topic, compiled


def found(kind, text, **context):
    own = Context(**{key: frozenset(value) for key, value in context.items()})
    return [each.text for each in screen(text, own) if each.kind == kind]


def test_the_sick_leave_of_the_municipalitys_own_is_secret_too():
    text = "Kunnanjohtaja Maija Mallikas on sairauslomalla."
    assert found("health", text, people=["Maija Mallikas"]) == ["sairauslomalla"]


def test_a_first_name_alone_is_enough():
    assert found("health", "Eetun diagnoosi on nyt selvä.") == ["diagnoosi"]


def test_illness_in_general_is_nobodys():
    assert found("health", "Flunssa ja masennus lisääntyvät talvella.") == []


def test_a_person_in_another_sentence_does_not_count():
    assert found("health", "Matti Virtanen puhui. Masennus on yleistä.") == []


def test_a_line_of_a_form_is_of_the_person_named_above():
    assert found("health", "Nimi: Liisa Korhonen\nHuom: pähkinäallergia") == ["pähkinäallergia"]


def test_she_is_the_one_named_before():
    text = "Liisa Korhonen soitti. Hänellä on vesirokko."
    assert found("health", text) == ["vesirokko"]


def test_she_is_not_somebody_named_long_before():
    text = "Liisa Korhonen soitti. " + "Asiaa riittää. " * 20 + "Hänellä on vesirokko."
    assert found("health", text) == []


def test_a_decision_on_a_service_is_not_the_service():
    assert found("social-care", "Matti Virtaselle tuli vammaispalvelupäätös.") == [
        "vammaispalvelupäätös"
    ]
    assert found("social-care", "Matti Virtanen esitteli vammaispalvelut.") == []


@pytest.mark.parametrize("name", ["health", "social_care", "pupil", "family"])
def test_every_pattern_of_a_list_is_one(name):
    for patterns in Topic(name).by_beginning.values():
        assert all(compiled(pattern) for _compound, pattern in patterns)


@pytest.mark.parametrize(
    "text",
    [
        "Terveyskeskuslääkäri Matti Virtanen aloittaa maanantaina.",
        "Rehtori Satu Kallio toivottaa hyvää kesää.",
        "Perhetyöntekijä Liisa Korhonen aloittaa elokuussa.",
        "Luokka 3B voitti, onnea opettaja Matti Virtanen.",
        "Syöpäyhdistyksen puheenjohtaja Liisa Korhonen kiittää.",
        "Koulupsykologi Matti Virtanen on paikalla tiistaisin.",
        "Edunvalvoja Matti Virtanen tavataan tiistaina.",
        "Omaishoidon koordinaattori Liisa Korhonen aloittaa.",
        "Kuntoutusohjaaja Marjo Hakulinen vastaa tiedusteluihin.",
        "Vammaisneuvoston puheenjohtaja Matti Virtanen avasi kokouksen.",
        "Sosiaalijohtaja Liisa Korhonen esitteli lastensuojelun palvelut.",
    ],
)
@pytest.mark.parametrize("kind", ["health", "social-care", "pupil", "family"])
def test_talk_of_work_is_no_objection(kind, text):
    assert found(kind, text) == []


def test_own_premises_are_public():
    text = "Kirjasto on Kirkkotiellä 1. Matti asuu Kirkkotie 3:ssa."
    assert found("address", text, addresses=["Kirkkotie 1, 77700 Rautalampi"]) == [
        "Kirkkotie 3:ssa"
    ]


def test_results_of_an_election_are_no_addresses():
    assert found("address", "Kerimäki 132, Kokemäki 109, Kärsämäki 44") == []


def test_a_form_tells_the_date_of_birth_on_the_next_line():
    assert found("birth-date", "Nimi: Liisa Korhonen\nSyntymäaika: 1.2.2014") == ["1.2.2014"]


def test_the_life_of_somebody_dead_is_no_date_of_birth():
    assert found("birth-date", "Elias Lönnrot, s. 9.4.1802 – k. 19.3.1884") == []


def test_times_of_a_race_are_no_dates_of_birth():
    assert found("birth-date", "1. Matti Virtanen 2.31.14\n2. Liisa Korhonen, 2.59.40") == []
