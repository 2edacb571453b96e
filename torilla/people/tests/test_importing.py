"""Lists of people and units, told one row at a time."""

from datetime import timedelta

import pytest

from torilla.core.actors import SYSTEM
from torilla.core.command import NotAllowed
from torilla.core.models import AuditEntry
from torilla.people.commands.erase_person import erase_person
from torilla.people.commands.import_rows import begin_import, import_rows
from torilla.people.commands.read_rows import read_rows
from torilla.people.importing.handling import draft, prepare
from torilla.people.importing.people import PeopleRows
from torilla.people.importing.units import UnitRows
from torilla.people.importing.working import forget, write_due
from torilla.people.models import Import, ImportedRows, Person, Standing, Supervision, Unit
from torilla.screening.tables import Table

pytestmark = pytest.mark.django_db

PEOPLE = ("Nimi", "Sähköposti", "Yksikkö", "Nimike", "Esihenkilö")


def table(*rows):
    return Table(tuple((number, tuple(row)) for number, row in enumerate(rows, 1)))


def judged(kind, now, *rows):
    return draft(kind, table(*rows), file_name="lista.csv", now=now).judged


def let_in(kind, now, *rows, by=SYSTEM):
    made = draft(kind, table(*rows), file_name="lista.csv", now=now)
    imported = read_rows(actor=by, draft=made, now=now)
    return begin_import(actor=by, imported=imported, version=1, now=now)


def written(kind, now, *rows):
    imported = let_in(kind, now, *rows)
    prepare(kind, imported, now)
    while import_rows(actor=SYSTEM, imported=imported, kind=kind, now=now):
        pass


def test_pekka_comes_with_his_unit_title_and_supervisor(eeva, library, monday):
    written(
        PeopleRows(), monday, PEOPLE,
        ("Pekka Puro", "Pekka.Puro@mallila.example", "Kirjasto", "kirjastonhoitaja", "Eeva"),
    )  # fmt: skip
    pekka = Person.objects.get(email="pekka.puro@mallila.example")
    standing = Standing.objects.get(person=pekka)
    assert (standing.unit, standing.title) == (library, "kirjastonhoitaja")
    assert Supervision.objects.get(person=pekka).supervisor == eeva
    assert not pekka.has_usable_password()


def test_a_supervisor_further_down_the_file_is_found(library, monday):
    written(
        PeopleRows(), monday, PEOPLE,
        ("Pekka Puro", "", "Kirjasto", "", "Saara Salo"),
        ("Saara Salo", "saara@mallila.example", "Kirjasto", "", ""),
    )  # fmt: skip
    assert Supervision.objects.get(person__name="Pekka Puro").supervisor.name == "Saara Salo"


def test_two_who_supervise_each_other_are_not_believed(library, monday):
    one, two = judged(
        PeopleRows(), monday, PEOPLE,
        ("Pekka Puro", "", "Kirjasto", "", "Saara Salo"),
        ("Saara Salo", "", "Kirjasto", "", "Pekka Puro"),
    )  # fmt: skip
    assert (one.verdict, two.verdict) == ("new", "new")
    assert one.notes and two.notes


def test_aino_is_known_by_her_address_and_her_new_name_is_a_change(aino, monday):
    (one,) = judged(
        PeopleRows(), monday, ("Nimi", "Sähköposti"), ("Aino Lehto", "aino@mallila.example")
    )
    assert (one.verdict, one.changes) == ("change", [("name", "Aino", "Aino Lehto")])


def test_aino_as_she_is_changes_nothing(aino, eeva, library, monday):
    (one,) = judged(
        PeopleRows(), monday, PEOPLE, ("Aino", "aino@mallila.example", "Kirjasto", "", "Eeva")
    )
    assert one.verdict == "same"


def test_an_unknown_unit_is_asked_and_left_out(library, monday):
    (one,) = judged(PeopleRows(), monday, PEOPLE, ("Pekka Puro", "", "Kirjato", "", ""))
    assert one.verdict == "new"
    assert one.questions[0].suggestion == str(library.pk)


def test_a_row_without_a_name_cannot_be_read(library, monday):
    (one,) = judged(PeopleRows(), monday, PEOPLE, ("", "x@mallila.example", "", "", ""))
    assert one.verdict == "unreadable"


def test_units_become_a_tree_whatever_their_order(mallila, monday):
    written(
        UnitRows(), monday, ("Yksikkö", "Kuuluu yksikköön", "Tyyppi"),
        ("Nuorisotyö", "Vapaa-aika", "yksikkö"),
        ("Vapaa-aika", "", "toimiala"),
    )  # fmt: skip
    youth = Unit.objects.get(name="Nuorisotyö")
    assert (youth.parent.name, youth.parent.kind, youth.parent.parent) == (
        "Vapaa-aika", "sector", mallila,
    )  # fmt: skip
    assert AuditEntry.objects.filter(action="people.unit.added").count() == 2


def test_a_unit_that_is_there_is_left_alone(library, monday):
    (one,) = judged(UnitRows(), monday, ("Nimi", "Kuuluu yksikköön"), ("Kirjasto", "Sivistystoimi"))
    assert one.verdict == "same"


def test_units_in_a_circle_cannot_be_read(mallila, monday):
    found = judged(UnitRows(), monday, ("Nimi", "Kuuluu yksikköön"), ("A", "B"), ("B", "A"))
    assert {each.verdict for each in found} == {"unreadable"}


def test_leena_may_not_bring_people(leena, library, monday):
    with pytest.raises(NotAllowed):
        let_in(PeopleRows(), monday, ("Nimi",), ("Pekka Puro",), by=leena)


def test_the_writing_stops_when_martti_is_no_director_any_more(martti, monday, mallila):
    let_in(PeopleRows(), monday, ("Nimi",), ("Pekka Puro",), by=martti)
    martti.holdings.update(until=monday - timedelta(days=1))
    write_due(PeopleRows, import_rows, monday)
    assert Import.objects.get().state == "stopped"
    assert not Person.objects.filter(name="Pekka Puro").exists()


def test_a_file_goes_after_two_weeks(mallila, monday):
    written(PeopleRows(), monday, ("Nimi",), ("Pekka Puro",))
    forget(monday + timedelta(days=15))
    assert not Import.objects.exists()


def test_a_file_that_holds_an_erased_person_is_forgotten(aino, monday):
    written(PeopleRows(), monday, ("Nimi", "Nimike"), ("Aino", "lehtori"), ("Pekka", ""))
    Supervision.objects.all().update(until=monday)
    erase_person(actor=SYSTEM, person=aino, now=monday)
    assert not ImportedRows.objects.exists()
