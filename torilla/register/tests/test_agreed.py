"""Nobody acts in an account before the working time is agreed with the supervisor (K2)."""

from datetime import date, timedelta

import pytest

from torilla.core import audit
from torilla.core.actors import SYSTEM
from torilla.core.command import Refused
from torilla.duties.commands.reevaluate import reevaluate
from torilla.duties.feed import drain, look_again
from torilla.duties.models import Duty
from torilla.guideline.commands.load_policy import load_policy
from torilla.guideline.models import Finding
from torilla.people.commands.set_duty_times import set_duty_times
from torilla.people.models import Absence, DutyTime, Holding, Standing
from torilla.policy import packaged
from torilla.register.agreed import agreed_at
from torilla.register.commands.name_steward import name_steward
from torilla.register.duty_gaps import duty_weeks, longest_gap
from torilla.register.models import Stewardship
from torilla.register.sources import ACCOUNTS

pytestmark = pytest.mark.django_db
AGREEMENT, BEFORE, GAP = "stewards.agreement", "stewards.agreement-before", "stewards.duty-gap"
LEAD = "register.lead-named"


def name(account, person, role="lead", *, now, **more):
    return name_steward(actor=SYSTEM, account=account, person=person, role=role, now=now, **more)


def open_rules(account):
    found = Finding.objects.filter(closed_at=None, subject_kind="account", subject_id=account.pk)
    return set(found.values_list("rule", flat=True))


def from_before(account, person, since, role="lead"):
    return Stewardship.objects.create(
        account=account, person=person, role=role, since=since, from_before=True
    )


def warning(monday):
    """The policy as a municipality that lets people begin before they have agreed."""
    text = packaged("mallila")
    head = '[rule."stewards.agreement"]\nenforcement = "{}"'
    milder = text.replace(head.format("block"), head.format("warn"))
    assert milder != text
    load_policy(actor=SYSTEM, name="mallila", text=milder, now=monday - timedelta(days=1))


def test_without_an_agreement_nobody_is_named(facebook, aino, monday):
    with pytest.raises(Refused, match="ei ole sinä päivänä voimassa sopimusta") as refused:
        name(facebook, aino, now=monday)
    assert refused.value.clause == "K2"
    assert "Sopikaa siitä ensin" in str(refused.value.remedy)


def test_the_stewardship_remembers_the_agreement(facebook, aino, agreed, monday):
    assert name(facebook, aino, now=monday).agreement == agreed[0]


def test_the_agreement_must_hold_on_the_day_of_the_naming(facebook, aino, eeva, agree, monday):
    agree(aino, eeva, first=date(2026, 10, 1))
    with pytest.raises(Refused):
        name(facebook, aino, now=monday)
    named = name(facebook, aino, now=monday, since=monday + timedelta(days=30))
    assert named.agreement


def test_one_that_has_ended_is_none(facebook, aino, eeva, agree, monday):
    agree(aino, eeva, ended_on=monday.date())
    with pytest.raises(Refused):
        name(facebook, aino, now=monday)


def test_veikko_who_is_not_employed_has_nobody_to_agree_with(facebook, veikko, monday):
    assert name(facebook, veikko, now=monday).agreement is None
    assert not {AGREEMENT, LEAD} & open_rules(facebook)


def test_veikko_who_works_for_the_municipality_too_agrees(facebook, veikko, monday):
    Standing.objects.create(person=veikko, kind="employee", since=monday - timedelta(days=9))
    with pytest.raises(Refused):
        name(facebook, veikko, now=monday)


def test_the_municipal_manager_answers_to_the_board(facebook, ritva, monday):
    assert name(facebook, ritva, now=monday).agreement is None
    Holding.objects.filter(person=ritva).update(until=monday)
    reevaluate(ACCOUNTS, [facebook.pk], monday)
    assert AGREEMENT in open_rules(facebook)


def test_where_the_policy_only_warns_the_naming_has_no_effect_yet(facebook, aino, monday):
    warning(monday)
    name(facebook, aino, now=monday)
    assert {AGREEMENT, LEAD} <= open_rules(facebook)


def test_where_the_policy_does_not_ask_it_has(facebook, aino, monday):
    head, _rule, rest = packaged("mallila").partition('[rule."stewards.agreement"]')
    text = head + rest[rest.index("[rule.") :]
    text = text.replace('"rule:stewards.agreement", ', "")
    load_policy(actor=SYSTEM, name="mallila", text=text, now=monday - timedelta(days=1))
    name(facebook, aino, now=monday)
    assert not {AGREEMENT, LEAD} & open_rules(facebook)


def test_an_agreement_that_comes_later_takes_over_by_itself(facebook, aino, eeva, agree, monday):
    warning(monday)
    name(facebook, aino, now=monday)
    made = agree(aino, eeva)
    audit.record(made, "agreements.agreement.answered", actor=aino, at=monday)
    drain([ACCOUNTS], monday)
    assert not {AGREEMENT, LEAD} & open_rules(facebook)


def test_when_the_last_day_has_passed_the_stewardship_stands_without_effect(
    facebook, aino, eeva, agree, monday
):
    agree(aino, eeva, last=monday.date())
    stewardship = name(facebook, aino, now=monday)
    look_again([ACCOUNTS], monday + timedelta(hours=14))
    assert AGREEMENT not in open_rules(facebook)
    look_again([ACCOUNTS], monday + timedelta(hours=16))
    assert {AGREEMENT, LEAD} <= open_rules(facebook)
    assert Stewardship.objects.open().get() == stewardship


def test_a_renewed_one_goes_on(facebook, aino, eeva, agree, monday):
    agree(aino, eeva, last=monday.date())
    agree(aino, eeva, first=monday.date() + timedelta(days=1))
    name(facebook, aino, now=monday)
    look_again([ACCOUNTS], monday + timedelta(hours=16))
    assert not {AGREEMENT, LEAD} & open_rules(facebook)


def test_one_that_begins_later_is_looked_at_on_its_day(facebook, aino, eeva, agree, monday):
    agree(aino, eeva)
    name(facebook, aino, now=monday, since=monday + timedelta(days=3))
    assert LEAD in open_rules(facebook)
    look_again([ACCOUNTS], monday + timedelta(days=3, minutes=1))
    assert LEAD not in open_rules(facebook)


def test_who_is_away_and_not_in_effect_covers_nothing(facebook, aino, kaisa, agreed, monday):
    warning(monday)
    day = monday.date()
    Absence.objects.create(person=aino, first_day=day, last_day=day)
    agreed[1].delete()
    name(facebook, aino, now=monday)
    name(facebook, kaisa, "substitute", now=monday)
    assert {"register.absence-covered", "register.substitute-named"} <= open_rules(facebook)


def test_those_from_before_go_on_and_have_time(facebook, aino, monday):
    from_before(facebook, aino, monday)
    reevaluate(ACCOUNTS, [facebook.pk], monday)
    assert BEFORE in open_rules(facebook) and not {AGREEMENT, LEAD} & open_rules(facebook)
    due = Duty.objects.get(finding__rule=BEFORE).due_at
    assert (due.date() - monday.date()).days == 90


def test_who_agrees_is_no_longer_from_before(facebook, aino, eeva, agree, monday):
    from_before(facebook, aino, monday)
    agree(aino, eeva, last=monday.date())
    reevaluate(ACCOUNTS, [facebook.pk], monday)
    assert not {AGREEMENT, BEFORE, LEAD} & open_rules(facebook)
    look_again([ACCOUNTS], monday + timedelta(days=1))
    assert {AGREEMENT, LEAD} <= open_rules(facebook) and BEFORE not in open_rules(facebook)


def test_what_is_agreed_is_what_the_agreements_call_valid(aino, eeva, agree, policy, monday):
    from torilla.agreements.models import Agreement

    agree(aino, eeva, first=date(2026, 9, 1), last=date(2026, 9, 9), ended_on=date(2026, 9, 8))
    file = warning_policy(monday)
    for day in range(-8, 5):
        now = monday + timedelta(days=day)
        valid = Agreement.objects.working_time(now.date()).exists()
        assert (aino.pk in agreed_at(now, file).until) == valid, now


def warning_policy(now):
    from torilla.guideline.policies import current_policy

    return current_policy(now)


def test_the_facts_take_as_many_queries_for_many_accounts(
    facebook, aino, kaisa, agreed, library, sanna, monday, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from torilla.connectors import registry
    from torilla.register.commands.add_account import add_account

    def queries():
        with CaptureQueriesContext(connection) as found:
            list(ACCOUNTS.load(None, monday, warning_policy(monday)))
        return len(found)

    name(facebook, aino, now=monday)
    one = queries()
    for handle in ("mallilaa", "mallilab", "mallilac"):
        account = add_account(
            actor=SYSTEM, unit=library, address=registry.read(f"x.com/{handle}"), name=handle,
            now=monday,
        )  # fmt: skip
        name(account, kaisa, now=monday)
    assert queries() == one


# Duty times of an account's people (K8).


def office(person, days=range(5), starts="08:00", ends="16:00"):
    DutyTime.objects.bulk_create(
        DutyTime(person=person, weekday=day, starts=starts, ends=ends) for day in days
    )


@pytest.mark.parametrize(
    "days, starts, ends, hours",
    [
        (range(5), "08:00", "16:00", 64),  # Friday at 16 to Monday at 8
        (range(7), "00:00", "00:00", 0),
        ([0], "08:00", "09:30", 167),  # a begun hour counts
        ([2], "00:00", "00:00", 144),
    ],
)
def test_the_longest_gap_goes_round_the_week(aino, days, starts, ends, hours):
    office(aino, days, starts, ends)
    assert longest_gap(duty_weeks([aino.pk]).values()) == hours


def test_of_nobody_there_is_no_gap():
    assert longest_gap([]) is None


def test_two_weeks_together_leave_less(aino, kaisa):
    office(aino)
    office(kaisa, [5, 6], "12:00", "00:00")
    assert longest_gap(duty_weeks(None).values()) == 20


def test_a_weekend_with_nobody_on_duty_is_a_finding_at_naming(facebook, aino, agreed, monday):
    office(aino)
    name(facebook, aino, now=monday)
    finding = Finding.objects.get(rule=GAP)
    assert finding.values == {"gap": 64, "reply": 48}


def test_an_administrator_is_not_on_duty(facebook, aino, agreed, monday):
    office(aino)
    name(facebook, aino, "administrator", now=monday)
    assert GAP not in open_rules(facebook)


def test_duty_times_that_change_are_looked_at(facebook, aino, eeva, agreed, monday):
    office(aino)
    name(facebook, aino, now=monday)
    week = [(day, *duty) for day in range(7) for duty in [(time_of(8), time_of(16))]]
    set_duty_times(actor=aino, person=aino, week=week, now=monday)
    drain([ACCOUNTS], monday)
    assert GAP not in open_rules(facebook)


def time_of(hour):
    from datetime import time

    return time(hour)


def test_eeva_is_told_of_the_gap_as_she_names(client, facebook, eeva, aino, agreed):
    office(aino)
    client.force_login(eeva)
    given = {"person": aino.pk, "role": "lead"}
    page = client.post(f"/accounts/{facebook.pk}/people/name/", given, follow=True)
    assert "kenenkään vastuuaikaa ei ole 64 tuntiin" in page.content.decode()


def test_eeva_is_led_to_the_agreement_that_is_missing(client, facebook, eeva, aino):
    client.force_login(eeva)
    given = {"person": aino.pk, "role": "lead"}
    page = client.post(f"/accounts/{facebook.pk}/people/name/", given)
    assert page.status_code == 422
    assert f"/agreements/people/{aino.pk}/working-time/" in page.content.decode()


def test_how_it_stands_is_shown_to_those_who_may_see_it(
    client, facebook, eeva, aino, agreed, leena, monday
):
    name(facebook, aino, now=monday)
    for person, seen in ((eeva, True), (aino, True), (leena, False)):
        client.force_login(person)
        page = client.get(f"/accounts/{facebook.pk}/").content.decode()
        assert ("sovittu ti" in page) == seen, person


def test_a_naming_without_effect_is_marked_for_everybody(client, facebook, aino, leena, monday):
    warning(monday)
    name(facebook, aino, now=monday)
    client.force_login(leena)
    assert "ei voimassa" in client.get(f"/accounts/{facebook.pk}/").content.decode()


def test_an_agreement_shows_where_its_person_acts_and_who_stands_in(
    facebook, aino, kaisa, agreed, monday
):
    from torilla.agreements.hooks import served

    name(facebook, aino, now=monday)
    name(facebook, kaisa, "substitute", now=monday)
    (one,) = served(aino, monday)
    assert (one.account, one.substitutes) == ("Kirjasto · Facebook", ("Kaisa",))
    assert one.address == f"/accounts/{facebook.pk}/"
    assert served(kaisa, monday)[0].substitutes == ()
