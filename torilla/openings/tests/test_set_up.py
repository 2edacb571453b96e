"""From the decision to an account in use: what is done, left out, refused (C8, C9, C12, C14, S1, S4)."""

from datetime import timedelta

import pytest

from torilla.core.command import NotAllowed, Refused
from torilla.duties.models import Duty, Notice
from torilla.guideline.models import Finding
from torilla.openings.commands.open_account import open_account
from torilla.openings.commands.withdraw import withdraw
from torilla.openings.models import Decision
from torilla.openings.set_up import checklist_of
from torilla.openings.tests.setting_up import begin, leave, see
from torilla.register.commands.change_account import change_account
from torilla.register.commands.change_state import change_state
from torilla.register.commands.end_stewardship import end_stewardship
from torilla.register.commands.name_steward import name_steward
from torilla.register.models import Account, Seen
from torilla.register.queries import record_of

pytestmark = pytest.mark.django_db


def states(application, now):
    return {point.item.key: point.state for point in checklist_of(application, now)}


def point(application, key, now):
    return next(p for p in checklist_of(application, now) if p.item.key == key)


def test_what_the_application_says_comes_into_the_record(begun, library):
    record = record_of(begun.account)
    assert (record.state, record.unit, record.kind) == ("opening", library, "unit")
    assert record.role_address == "kirjasto@mallila.example"
    assert (record.aims, record.audiences) == (["interaction"], ["residents"])
    assert record.plan == "vk 50 uutuudet, vk 51 satutunti"


def test_what_is_known_from_the_application_is_done_and_the_rest_is_not(begun, monday):
    found = states(begun, monday)
    assert {key for key, state in found.items() if state == "done"} == {
        "account", "role_address", "record", "plan"
    }  # fmt: skip
    assert found["lead"] == found["logins"] == found["links"] == "open"


def test_each_item_tells_whose_act_it_was(ready, monday):
    named = point(ready, "administrators", monday)
    assert (named.state, named.named, named.who) == ("done", ("Aino", "Eeva"), "Eeva")
    assert all(p.who for p in checklist_of(ready, monday) if p.item.key not in {"agreed", "duty"})


def test_an_account_of_another_network_is_refused(approved, eeva, monday):
    with pytest.raises(Refused, match="Instagram") as refused:
        begin(approved, eeva, monday, "facebook.com/mallilankirjasto")
    assert refused.value.field == "address"


def test_an_account_that_is_in_the_register_is_refused(approved, facebook, eeva, monday):
    approved.network = "facebook"
    approved.save()
    with pytest.raises(Refused, match="jo rekisterissä"):
        begin(approved, eeva, monday, "facebook.com/mallilankirjasto")
    approved.refresh_from_db()
    assert (approved.state, approved.account) == ("approved", None)


def test_nothing_is_set_up_before_it_is_approved(draft, eeva, monday):
    with pytest.raises(Refused):
        begin(draft, eeva, monday)


def test_nothing_is_told_before_the_account_is_in_use(begun, eeva, monday):
    change_account(
        actor=eeva, account=begun.account, version=record_of(begun.account).pk,
        changes={"purpose": "Aukiolot"}, now=monday,
    )  # fmt: skip
    assert not Notice.objects.filter(clause="C5").exists()
    assert not Finding.objects.filter(subject_kind="account").exists()


def test_whoever_names_the_people_is_asked_where_somebody_else_begins(approved, aino, monday):
    begin(approved, aino, monday)
    duty = Duty.objects.get(subject_kind="application", closed_at=None)
    assert (duty.holder_position, duty.clause) == ("head_of_unit", "K4")


def test_it_becomes_active_and_the_manager_is_told(ready, eeva, monday):
    open_account(actor=eeva, application=ready, now=monday)
    ready.refresh_from_db()
    assert (ready.state, record_of(ready.account).state) == ("opened", "active")
    assert Notice.objects.filter(clause="C5").count() == 1
    assert not Duty.objects.filter(subject_kind="application", kind="act", closed_at=None).exists()


def test_the_checklist_becomes_the_standing_rules(ready, eeva, kaisa, monday):
    open_account(actor=eeva, application=ready, now=monday)
    last = ready.account.stewardships.get(person=kaisa)
    end_stewardship(actor=eeva, stewardship=last, now=monday + timedelta(hours=1))
    open_now = Finding.objects.filter(closed_at=None, subject_id=ready.account.pk)
    assert "register.substitute-named" in open_now.values_list("rule", flat=True)


def test_what_is_missing_is_named_with_its_clause(begun, eeva, monday):
    with pytest.raises(Refused, match="Nimeä sijainen") as refused:
        open_account(actor=eeva, application=begun, now=monday)
    assert refused.value.clause == "C8"
    assert record_of(begun.account).state == "opening"


def without(application, person, role, now):
    row = application.account.stewardships.get(person=person, role=role, until=None)
    row.until = now
    row.save()


def test_one_administrator_is_refused_without_a_reason(ready, eeva, aino, monday):
    without(ready, aino, "administrator", monday)
    with pytest.raises(Refused, match="hallinnoijan oikeudet"):
        open_account(actor=eeva, application=ready, now=monday)
    with pytest.raises(Refused, match="syytä") as refused:
        leave(ready, "administrators", eeva, monday, reason="  ")
    assert (refused.value.clause, refused.value.field) == ("C12", "reason")


def test_one_administrator_goes_with_a_reason(ready, eeva, aino, monday):
    without(ready, aino, "administrator", monday)
    leave(ready, "administrators", eeva, monday)
    left = point(ready, "administrators", monday)
    assert (left.state, left.note, left.who) == ("left", "Yksikössä on yksi työntekijä.", "Eeva")
    open_account(actor=eeva, application=ready, now=monday)
    assert record_of(ready.account).state == "active"


@pytest.mark.parametrize("item", ["lead", "substitute", "keeper", "links", "logins"])
def test_what_the_guideline_demands_is_not_left_out(item, begun, eeva, monday):
    with pytest.raises(Refused, match="ei voi jättää"):
        leave(begun, item, eeva, monday)


@pytest.mark.parametrize(("who", "role"), [("aino", "lead"), ("kaisa", "substitute")])
def test_without_a_lead_or_a_substitute_it_stays_closed(who, role, ready, request, monday, eeva):
    without(ready, request.getfixturevalue(who), role, monday)
    with pytest.raises(Refused):
        open_account(actor=eeva, application=ready, now=monday)


@pytest.mark.parametrize("what", Seen.What.values)
def test_a_link_that_somebody_saw_missing_keeps_it_back(what, ready, eeva, monday):
    see(ready.account, eeva, what, monday + timedelta(minutes=1), present=False)
    later = monday + timedelta(minutes=2)
    assert "open" in {states(ready, later)["keeper"], states(ready, later)["links"]}


def test_a_login_record_without_two_steps_needs_a_reason(ready, eeva, monday):
    ready.account.credentials.update(two_step=False)
    assert point(ready, "two_step", monday).state == "open"
    leave(ready, "two_step", eeva, monday, reason="Kanava ei tarjoa sitä.")
    assert point(ready, "two_step", monday).state == "left"
    assert point(ready, "logins", monday).state == "done"


def test_a_personal_address_needs_a_reason(begun, eeva, monday):
    account = begun.account
    change_account(
        actor=eeva, account=account, version=record_of(account).pk, now=monday,
        changes={"role_address": "eeva@mallila.example"},
    )  # fmt: skip
    assert point(begun, "role_address", monday).leavable
    leave(begun, "role_address", eeva, monday, reason="Kanava vaatii oman numeron.")
    assert states(begun, monday)["role_address"] == "left"


def test_a_missing_plan_may_be_left_out(begun, eeva, monday):
    account = begun.account
    change_account(
        actor=eeva, account=account, version=record_of(account).pk, now=monday,
        changes={"plan": ""},
    )  # fmt: skip
    leave(begun, "plan", eeva, monday, reason="Tehdään tammikuussa.")
    assert states(begun, monday)["plan"] == "left"


def test_what_is_done_after_all_is_no_longer_left_out(ready, eeva, aino, monday):
    without(ready, aino, "administrator", monday)
    leave(ready, "administrators", eeva, monday)
    name_steward(actor=eeva, account=ready.account, person=aino, role="administrator", now=monday)
    assert point(ready, "administrators", monday).state == "done"
    with pytest.raises(Refused, match="tehty jo"):
        leave(ready, "administrators", eeva, monday)


def test_a_condition_of_the_decision_is_said_to_be_fulfilled(ready, eeva, ritva, monday):
    Decision.objects.create(
        application=ready, round=ready.round, step=1, decider="municipal_manager",
        outcome="approved", condition="Kuvausluvat ensin.",
    )  # fmt: skip
    with pytest.raises(Refused):
        open_account(actor=eeva, application=ready, now=monday)
    leave(ready, "conditions", eeva, monday, reason="Luvat kerättiin.")
    assert point(ready, "conditions", monday).state == "done"
    open_account(actor=eeva, application=ready, now=monday)


def test_nobody_takes_it_into_use_past_the_checklist(begun, leena, monday):
    account = begun.account
    with pytest.raises(Refused, match="käyttöönoton"):
        change_state(
            actor=leena, account=account, version=record_of(account).pk, state="active", now=monday
        )


def test_a_withdrawn_one_leaves_no_account_behind(ready, eeva, monday):
    withdraw(actor=eeva, application=ready, now=monday + timedelta(minutes=1))
    assert record_of(ready.account).state == "closed"
    assert not ready.account.stewardships.open().exists()
    assert not Notice.objects.filter(clause="C5").exists()


def test_the_second_to_press_is_refused(ready, eeva, leena, monday):
    open_account(actor=eeva, application=ready, now=monday)
    with pytest.raises(Refused, match="käytössä"):
        open_account(actor=leena, application=ready, now=monday)
    assert Notice.objects.filter(clause="C5").count() == 1


def test_olli_sets_nothing_up(approved, olli, monday):
    with pytest.raises(NotAllowed):
        begin(approved, olli, monday)
    assert not Account.objects.exists()
