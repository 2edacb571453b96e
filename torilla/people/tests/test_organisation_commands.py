"""What is done to units, positions and bodies."""

from datetime import timedelta

import pytest

from torilla.core.command import Changed, NotAllowed, Refused
from torilla.people.commands.add_body import add_body
from torilla.people.commands.add_member import add_member
from torilla.people.commands.add_unit import add_unit
from torilla.people.commands.change_unit import change_unit
from torilla.people.commands.end_member import end_member
from torilla.people.commands.end_standing import end_standing
from torilla.people.commands.end_unit import end_unit
from torilla.people.commands.fill_position import fill_position
from torilla.people.commands.vacate_position import vacate_position
from torilla.people.queries import holders_of

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def group(martti, mallila, monday):
    """The management group."""
    return add_body(
        actor=martti, name="Johtoryhmä", kind="management_group", unit=mallila, now=monday
    )


def change(actor, unit, now, **given):
    values = {
        "name": unit.name,
        "kind": unit.kind,
        "parent": unit.parent,
        "role_address": "",
        "web_page": "",
        "version": unit.version,
    }
    return change_unit(actor=actor, unit=unit, now=now, **values | given)


def fill(actor, position, person, now, unit=None):
    return fill_position(actor=actor, position=position, unit=unit, person=person, now=now)


def test_martti_adds_a_unit(martti, mallila, monday):
    unit = add_unit(actor=martti, name="Nuoriso", kind="unit", parent=mallila, now=monday)
    assert unit.line() == [unit, mallila]


def test_eeva_may_not_add_a_unit(eeva, mallila, monday):
    with pytest.raises(NotAllowed):
        add_unit(actor=eeva, name="Nuoriso", kind="unit", parent=mallila, now=monday)


def test_there_is_one_municipality(martti, mallila, monday):
    with pytest.raises(Refused, match="one municipality"):
        add_unit(actor=martti, name="Toinen", kind="municipality", parent=None, now=monday)


def test_a_unit_belongs_to_something(martti, mallila, monday):
    with pytest.raises(Refused, match="to what"):
        add_unit(actor=martti, name="Nuoriso", kind="unit", parent=None, now=monday)


def test_the_library_is_renamed(martti, library, monday):
    change(martti, library, monday, name="Kirjasto ja kulttuuri")
    library.refresh_from_db()
    assert (library.name, library.version) == ("Kirjasto ja kulttuuri", 2)


def test_two_writers_of_one_unit(martti, sanna, library, monday):
    change(martti, library, monday, name="Kirjasto ja kulttuuri")
    with pytest.raises(Changed) as changed:
        change(sanna, library, monday, name="Kirjastot")
    assert changed.value.current.name == "Kirjasto ja kulttuuri"


def test_a_unit_does_not_come_under_its_own_part(martti, library, monday):
    with pytest.raises(Refused, match="its own part"):
        change(martti, library.parent, monday, parent=library)


def test_the_municipality_stays_the_municipality(martti, mallila, monday):
    with pytest.raises(Refused, match="stays the municipality"):
        change(martti, mallila, monday, kind="sector")


def test_the_library_does_not_end_while_people_work_there(martti, library, eeva, monday):
    with pytest.raises(Refused, match="Eeva"):
        end_unit(actor=martti, unit=library, now=monday)


def test_the_library_ends_and_so_does_its_heads_time(martti, library, eeva, monday):
    end_standing(actor=martti, standing=eeva.standings.get(), now=monday)
    end_unit(actor=martti, unit=library, now=monday)
    library.refresh_from_db()
    assert library.ended_at == monday
    assert holders_of("head_of_unit", library, monday) == []


def test_the_municipality_does_not_end(martti, mallila, monday):
    with pytest.raises(Refused, match="does not end"):
        end_unit(actor=martti, unit=mallila, now=monday)


def test_olli_follows_ritva_as_the_manager(sanna, ritva, olli, monday):
    fill(sanna, "municipal_manager", olli, monday)
    assert holders_of("municipal_manager", None, monday) == [olli]
    assert holders_of("municipal_manager", None, monday - timedelta(days=1)) == [ritva]


def test_olli_joins_jussi_as_an_ict_specialist(sanna, jussi, olli, monday):
    fill(sanna, "ict_specialist", olli, monday)
    assert holders_of("ict_specialist", None, monday) == [jussi, olli]


def test_a_head_is_the_head_of_a_unit(sanna, olli, monday):
    with pytest.raises(Refused, match="which unit"):
        fill(sanna, "head_of_unit", olli, monday)


def test_a_manager_is_not_the_manager_of_a_unit(sanna, olli, library, monday):
    with pytest.raises(Refused, match="whole municipality"):
        fill(sanna, "municipal_manager", olli, monday, unit=library)


def test_an_unknown_position_is_refused(sanna, olli, monday):
    with pytest.raises(Refused, match="no such position"):
        fill(sanna, "mayor", olli, monday)


def test_nobody_takes_up_a_position_twice(sanna, jussi, monday):
    with pytest.raises(Refused, match="already"):
        fill(sanna, "ict_specialist", jussi, monday)


def test_somebody_who_left_takes_up_nothing(sanna, olli, monday):
    olli.is_active = False
    with pytest.raises(Refused, match="no longer"):
        fill(sanna, "ict_specialist", olli, monday)


def test_leena_fills_nothing(leena, olli, monday):
    with pytest.raises(NotAllowed):
        fill(leena, "ict_specialist", olli, monday)


def test_leena_leaves_her_position(sanna, leena, monday):
    holding = leena.holdings.get()
    vacate_position(actor=sanna, holding=holding, now=monday)
    assert holders_of("communications_lead", None, monday) == []
    with pytest.raises(Refused, match="ended already"):
        vacate_position(actor=sanna, holding=holding, now=monday)


def test_the_last_set_up_person_stays(sanna, monday):
    with pytest.raises(Refused, match="only set-up person"):
        vacate_position(actor=sanna, holding=sanna.holdings.get(), now=monday)


def test_ritva_sits_in_the_group_and_then_chairs_it(martti, group, ritva, monday):
    add_member(actor=martti, body=group, person=ritva, role="member", now=monday)
    add_member(actor=martti, body=group, person=ritva, role="chair", now=monday)
    assert [seat.role for seat in group.memberships.at(monday)] == ["chair"]


def test_ritva_does_not_take_the_same_seat_twice(martti, group, ritva, monday):
    add_member(actor=martti, body=group, person=ritva, role="chair", now=monday)
    with pytest.raises(Refused, match="already"):
        add_member(actor=martti, body=group, person=ritva, role="chair", now=monday)


def test_ritvas_seat_ends(martti, group, ritva, monday):
    seat = add_member(actor=martti, body=group, person=ritva, role="chair", now=monday)
    end_member(actor=martti, membership=seat, now=monday)
    assert not group.memberships.at(monday).exists()
    with pytest.raises(Refused, match="ended already"):
        end_member(actor=martti, membership=seat, now=monday)


def test_a_group_of_an_ended_unit_is_refused(martti, library, monday):
    library.ended_at = monday
    with pytest.raises(Refused, match="has ended"):
        add_body(actor=martti, name="Ryhmä", kind="other", unit=library, now=monday)
