"""Every rule is silent on its compliant examples and broken by each violating one."""

import re
from dataclasses import replace
from datetime import date, datetime
from types import SimpleNamespace

import pytest

from torilla.policy import RULES, Reason
from torilla.policy.address import judge
from torilla.policy.facts import AccountFacts
from torilla.policy.kinds import SomeOf
from torilla.policy.rules.examples import LIBRARY, MONDAY

SILENT = [
    pytest.param(rule, facts, id=f"{rule.id}-{nth}")
    for rule in RULES.values()
    for nth, facts in enumerate(rule.compliant)
]
BROKEN = [
    pytest.param(rule, facts, id=f"{rule.id}-{nth}")
    for rule in RULES.values()
    for nth, facts in enumerate(rule.violating)
]


def answer(rule, facts):
    return rule.check(facts, SimpleNamespace(**rule.example))


@pytest.mark.parametrize("rule, facts", SILENT)
def test_a_rule_is_silent_on_its_compliant_examples(rule, facts):
    assert answer(rule, facts) is None


@pytest.mark.parametrize("rule, facts", BROKEN)
def test_a_rule_is_broken_by_its_violating_examples(rule, facts):
    reason = answer(rule, facts)

    assert isinstance(reason, Reason)
    assert set(re.findall(r"{(\w+)}", reason.msgid)) == reason.values.keys()


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_rule_is_declared_whole(rule):
    assert rule.compliant and rule.violating
    assert rule.example.keys() == rule.params.keys()
    assert re.fullmatch(r"[^\n]+\.", rule.check.__doc__)
    assert all(isinstance(facts, rule.facts) for facts in (*rule.compliant, *rule.violating))
    for key, kind in rule.params.items():
        value = rule.example[key]
        assert kind.accepts(list(value) if isinstance(kind, SomeOf) else value)


def test_an_account_of_which_nothing_is_recorded_breaks_what_the_four_accounts_show():
    bare = AccountFacts(now=MONDAY, network="facebook", in_register_since=MONDAY)

    broken = {r.id for r in RULES.values() if r.facts is AccountFacts and answer(r, bare)}

    assert broken == {
        "register.owner-known",
        "register.account-told",
        "register.lead-named",
        "register.substitute-named",
        "register.shared-administration",
        "register.role-address",
        "register.aims-and-audience",
        "register.keeper-stated",
        "register.links-noted",
        "register.kind-known",
    }


@pytest.mark.parametrize(
    "address, personal",
    [
        ("aino.ahtela@mallila.example", True),
        ("anna-liisa.mäki-ahtela@mallila.example", True),
        ("aino.m.ahtela@mallila.example", True),
        ("kirjasto@mallila.example", False),
        ("kirjasto.2@mallila.example", False),
        ("some_viestinta@mallila.example", False),
    ],
)
def test_a_persons_own_address_is_told_from_a_shared_one_and_is_not_repeated(address, personal):
    kind = judge(address, domains=["mallila.example"]).kind
    reason = answer(RULES["register.role-address"], replace(LIBRARY, address=kind))

    assert (reason is not None) == personal
    assert not personal or address not in str(reason)


def test_the_day_of_an_absence_is_the_day_in_finland():
    late = datetime.fromisoformat("2026-09-06T22:30:00+00:00")  # already Monday in Mallila
    facts = replace(LIBRARY, now=late, uncovered_absences=((date(2026, 9, 1), date(2026, 9, 6)),))

    assert answer(RULES["register.absence-covered"], facts) is None
