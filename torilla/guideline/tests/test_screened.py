"""What the policy makes of what screening finds."""

from dataclasses import replace

from torilla.guideline.policies import current_policy
from torilla.guideline.screened import context, judged, screened
from torilla.policy.policy import Parameter


def test_an_identity_code_stops_by_clause_m3(policy, monday):
    (found,) = screened("Tunnus on 010203-9002.", monday)

    assert (found.objection.kind, found.severity, found.clause) == ("identity-code", "stop", "M3")


def test_what_the_policy_does_not_ask_for_is_not_said(policy, monday):
    found = screened("Tunnus on 010203-9002.", monday)

    silent = replace(current_policy(monday), screening={})
    assert judged([each.objection for each in found], silent) == []


def test_the_municipalitys_people_and_addresses_may_be_named(policy, aino, library, monday):
    known = context(current_policy(monday), monday)

    assert aino.name in known.people
    assert any(address.startswith("@") for address in known.emails)


def test_what_the_municipality_gives_of_itself_comes_from_the_policy(policy, monday):
    phones = (Parameter(frozenset({"017 123*"}), "added", {}, None),)

    own = replace(current_policy(monday), parameters={"screening.own_phones": phones})

    assert context(own, monday).phones == {"017 123*"}
