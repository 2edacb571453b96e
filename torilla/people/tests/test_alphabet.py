"""Names in the order of the Finnish and Swedish alphabet, the same on both databases."""

import random

import pytest

from torilla.core.alphabet import Alphabetical, place
from torilla.people.models import Person

NAMES = (
    "aalto", "Aalto", "Andersson", "Élise", "Ericsson", "Müller", "Myller", "van Dijk", "Virtanen",
    "Wallin", "von Essen", "Zetterberg", "Åberg", "Åkesson", "Äijälä", "Öhman", "Öling",
)  # fmt: skip


@pytest.fixture
def people(db):
    shuffled = random.Random(7).sample(NAMES, len(NAMES))  # noqa: S311  # the same order every time
    Person.objects.bulk_create(Person(name=name) for name in shuffled)


def listed():
    return list(Person.objects.values_list("name", flat=True))


def test_letters_after_z_stand_after_z(people):
    assert listed()[-6:] == ["Zetterberg", "Åberg", "Åkesson", "Äijälä", "Öhman", "Öling"]


def test_a_name_in_lower_case_stands_beside_its_capitals_and_w_after_v(people):
    assert listed()[:3] == ["aalto", "Aalto", "Andersson"]
    assert listed().index("von Essen") < listed().index("Wallin")


def test_the_database_and_python_agree(people):
    assert listed() == sorted(NAMES, key=place)


def test_a_related_name_is_in_the_same_order(people, db):
    query = Person.objects.order_by(Alphabetical("name").desc(), "pk")
    assert query.first().name == "Öling"


@pytest.mark.parametrize(
    ("sought", "found"), [("öh", "Öhman"), ("ÄIJ", "Äijälä"), ("ÅK", "Åkesson")]
)
def test_a_search_finds_capitals_and_small_letters_alike(people, sought, found):
    assert Person.objects.get(name__icontains=sought).name == found


def test_a_search_for_signs_of_the_pattern_finds_the_signs_alone(people):
    Person.objects.create(name="100 % töitä_")
    assert Person.objects.get(name__icontains="0 % T").name == "100 % töitä_"
    assert not Person.objects.filter(name__icontains="1_0").exists()
