"""Who sees whom, and what is vacant."""

from datetime import date

import pytest

from torilla.people.models import Absence, Body, Membership, Person, Standing
from torilla.people.queries import (
    A_LIST,
    bodies_seen_by,
    found,
    offered,
    people_seen_by,
    person_seen_by,
    posts_seen_by,
    unit_tree,
    with_the_list,
)


def test_leena_sees_everybody(leena, aino, olli, monday):
    assert {leena, aino, olli} <= set(people_seen_by(leena, monday))


def test_eeva_sees_her_people_and_herself(eeva, aino, kaisa, olli, monday):
    assert set(people_seen_by(eeva, monday)) == {eeva, aino, kaisa}


def test_olli_sees_himself(olli, aino, monday):
    assert list(people_seen_by(olli, monday)) == [olli]
    assert person_seen_by(olli, aino.pk, monday) is None


def test_an_erased_person_is_not_seen(leena, olli, monday):
    olli.erased_at = monday
    olli.save()
    assert olli not in people_seen_by(leena, monday)


@pytest.mark.parametrize("text", ["äijä", "Äijä", "ÄIJÄ", "aija@"])
def test_names_are_found_in_either_case(text, db):
    person = Person.objects.create(name="Esa Äijälä", email="aija@mallila.example")
    assert list(found(Person.objects.all(), text)) == [person]


def test_the_list_says_who_is_away(aino, monday, leena):
    Absence.objects.create(person=aino, first_day=date(2026, 9, 7), last_day=date(2026, 9, 7))
    row = with_the_list(people_seen_by(leena, monday), monday).get(pk=aino.pk)
    assert row.absent
    assert row.supervisor_name == "Eeva"


def test_a_page_of_the_list_costs_three_queries(
    sanna, eeva, aino, kaisa, monday, django_assert_num_queries
):
    rows = people_seen_by(sanna, monday)
    with django_assert_num_queries(3):
        for row in with_the_list(rows, monday)[:50]:
            assert row.standings_now is not None and row.holdings_now is not None


def test_a_form_offers_some_and_says_that_there_are_more(db, library):
    Person.objects.bulk_create(Person(name=f"Ihminen {n:02}") for n in range(A_LIST + 5))
    found_now = offered("", chosen=str(Person.objects.last().pk))
    assert found_now.more
    assert found_now.people.count() == A_LIST + 1


def test_a_missing_head_is_seen_in_the_tree(sanna, library, monday):
    branches = {branch.unit: branch for branch in unit_tree(sanna, monday)}
    assert branches[library].headless
    assert branches[library].depth == 2
    assert not branches[library.parent.parent].headless


def test_eeva_sees_her_own_branch(eeva, library, monday):
    assert [(b.unit, b.depth, b.heads) for b in unit_tree(eeva, monday)] == [(library, 0, [eeva])]


def test_a_vacant_position_is_seen(sanna, jussi, library, monday):
    posts = {post.position: post for post in posts_seen_by(sanna, monday)}
    assert not posts["ict_specialist"].vacant
    assert posts["municipal_manager"].vacant
    assert posts["head_of_unit"].vacant


def test_eeva_sees_the_position_of_her_unit_alone(eeva, ritva, monday):
    assert [post.position for post in posts_seen_by(eeva, monday)] == ["head_of_unit"]


def test_a_body_shows_its_members_of_now(sanna, ritva, olli, mallila, monday):
    body = Body.objects.create(name="Johtoryhmä", kind="management_group", unit=mallila)
    Membership.objects.create(body=body, person=ritva, role="chair", since=monday)
    Membership.objects.create(body=body, person=olli, since=monday, until=monday)
    assert [m.person for m in bodies_seen_by(sanna, monday).get().members_now] == [ritva]


@pytest.mark.slow
def test_twenty_thousand_persons_are_paged(sanna, library, monday, django_assert_max_num_queries):
    people = Person.objects.bulk_create(Person(name=f"Ihminen {n:05}") for n in range(20_000))
    Standing.objects.bulk_create(
        Standing(person=p, kind="employee", unit=library, since=monday) for p in people
    )
    with django_assert_max_num_queries(5):
        page = list(with_the_list(found(people_seen_by(sanna, monday), "Ihminen 1"), monday)[:50])
    assert len(page) == 50
