"""Each column of the table, asked of a person who stands in it."""

from datetime import timedelta

import pytest

from torilla.core.command import COMMANDS
from torilla.people.permissions import TABLE, allows, headed_units, reach

COLUMNS = {
    "sanna": "set_up_person",
    "ritva": "municipal_manager",
    "martti": "administrative_director",
    "leena": "communications_lead",
    "jussi": "ict_specialist",
}


@pytest.mark.parametrize("permission", TABLE)
@pytest.mark.parametrize("name", COLUMNS)
def test_a_position_of_the_municipality_reaches_everybody(name, permission, request, olli, monday):
    holder = request.getfixturevalue(name)
    expected = COLUMNS[name] in TABLE[permission] or "anybody" in TABLE[permission]
    assert allows(holder, permission, olli, now=monday) == expected


@pytest.mark.parametrize("permission", TABLE)
def test_eeva_reaches_the_people_of_her_unit(permission, eeva, library, person, monday):
    pirkko = person("Pirkko", unit=library)
    expected = bool(TABLE[permission] & {"head_of_unit", "anybody"})
    assert allows(eeva, permission, pirkko, now=monday) == expected


@pytest.mark.parametrize("permission", TABLE)
def test_a_supervisor_reaches_own_people(permission, olli, person, monday):
    pirkko = person("Pirkko", supervisor=olli)
    expected = bool(TABLE[permission] & {"supervisor", "anybody"})
    assert allows(olli, permission, pirkko, now=monday) == expected


@pytest.mark.parametrize("permission", TABLE)
def test_olli_reaches_himself(permission, olli, monday):
    expected = bool(TABLE[permission] & {"self", "anybody"})
    assert allows(olli, permission, olli, now=monday) == expected


@pytest.mark.parametrize("permission", TABLE)
def test_olli_reaches_nobody_else(permission, olli, aino, monday):
    assert allows(olli, permission, aino, now=monday) == ("anybody" in TABLE[permission])


@pytest.mark.parametrize("permission", TABLE)
def test_somebody_who_may_not_sign_in_may_nothing(permission, sanna, monday):
    sanna.is_active = False
    assert not allows(sanna, permission, sanna, now=monday)


def test_a_position_that_has_ended_gives_nothing(leena, olli, monday):
    leena.holdings.update(until=monday)
    assert not allows(leena, "people.see", olli, now=monday)
    assert allows(leena, "people.see", olli, now=monday - timedelta(seconds=1))


def test_the_head_of_a_sector_heads_its_units(person, library, monday):
    head = person("Helmi", heads=library.parent)
    assert headed_units(head, now=monday) == {library.pk, library.parent_id}


def test_eeva_does_not_reach_above_her_unit(eeva, library, monday):
    assert not allows(eeva, "people.see_organisation", library.parent, now=monday)


def test_everybody_has_something_to_see_in_the_list_of_people(olli, monday):
    assert reach(olli, now=monday).somewhere("people.see")
    assert not reach(olli, now=monday).somewhere("people.change")


def test_every_command_asks_for_a_permission_of_the_table():
    assert {command.permission for command in COMMANDS.values()} <= TABLE.keys()
