"""What a person holds, in every package; no field that points to a person is overlooked."""

import pytest
from django.apps import apps

from torilla.people.hooks import exported, hangs_on, held_by, modules
from torilla.people.models import Person


def fields_to_persons():
    """Fields of our installed packages that point to a person."""
    for model in apps.get_models():
        if model.__module__.startswith("torilla."):
            for field in model._meta.get_fields():
                if field.concrete and field.related_model is Person:
                    yield f"{model._meta.label_lower}.{field.name}"


@pytest.mark.parametrize("package", [m.__name__.split(".")[1] for m in modules()])
def test_each_package_accounts_for_its_fields_that_point_to_a_person(package):
    covers = next(m.COVERS for m in modules() if m.__name__ == f"torilla.{package}.held")
    assert covers == {name for name in fields_to_persons() if name.startswith(f"{package}.")}


def test_eeva_holds_her_unit_and_her_people(eeva, aino, monday):
    with_words = {str(held.what) for held in held_by(eeva, monday)}
    assert with_words == {"yksikön päällikkö, Kirjasto", "esihenkilö: Aino"}


def test_olli_holds_nothing(olli, monday):
    assert held_by(olli, monday) == []


def test_the_library_has_people(eeva, library, monday):
    assert [str(held.what) for held in hangs_on(library, monday)] == ["Eeva"]


def test_an_export_tells_of_every_row_that_names_the_person(eeva):
    told = exported(eeva)
    assert told["positions"][0]["unit"] == "Kirjasto"
    assert told["standings"][0]["until"] is None
