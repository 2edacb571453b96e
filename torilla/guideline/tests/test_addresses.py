"""Addresses judged with what the municipality knows: its domains and its people."""

import pytest

from torilla.guideline.addresses import judged, judging

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address, kind",
    [
        ("kirjasto@mallila.example", "role"),
        ("aino@mallila.example", "personal"),
        ("aino.ahtela@mallila.example", "personal"),
        ("kirjasto@naapuri.example", "foreign"),
        ("", "none"),
    ],
)
def test_an_address_is_judged_by_our_domains_and_our_people(policy, aino, monday, address, kind):
    assert judged(address, monday).kind == kind


def test_a_units_own_domain_is_ours_too(policy, library, monday):
    library.role_address = "kirjasto@kirjastot.example"
    library.save()
    assert judged("lukupiiri.kirjasto@kirjastot.example", monday).kind == "role"


def test_a_thousand_addresses_cost_three_questions(
    policy, aino, monday, django_assert_max_num_queries
):
    with django_assert_max_num_queries(5):
        judge = judging(monday)
        for number in range(1000):
            judge(f"ryhma{number}@mallila.example")
