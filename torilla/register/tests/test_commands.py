"""What people do to the register, told one act at a time."""

from datetime import timedelta

import pytest
from django.urls import reverse

from torilla.connectors import registry
from torilla.core import audit
from torilla.core.command import Changed, NotAllowed, Refused
from torilla.core.models import AuditEntry
from torilla.duties.commands.reevaluate import reevaluate
from torilla.duties.models import Duty, Notice
from torilla.guideline.models import Finding
from torilla.people.models import Absence
from torilla.register.commands.add_account import add_account
from torilla.register.commands.answer_inquiry import answer_inquiry
from torilla.register.commands.ask_units import ask_units
from torilla.register.commands.change_account import change_account
from torilla.register.commands.change_state import change_state
from torilla.register.commands.confirm import confirm
from torilla.register.commands.end_stewardship import end_stewardship
from torilla.register.commands.name_steward import name_steward
from torilla.register.commands.note_seen import note_seen
from torilla.register.models import Account, Inquiry
from torilla.register.queries import record_of, records_seen_by
from torilla.register.sources import ACCOUNTS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("agreed")]


def open_rules(account):
    found = Finding.objects.filter(closed_at=None, subject_kind="account", subject_id=account.pk)
    return set(found.values_list("rule", flat=True))


def name(account, person, role, *, by, now):
    return name_steward(actor=by, account=account, person=person, role=role, now=now)


def test_a_new_account_shows_what_it_lacks_at_once(facebook):
    assert {
        "register.lead-named", "register.substitute-named", "register.shared-administration",
        "register.role-address", "register.aims-and-audience", "register.keeper-stated",
        "register.links-noted", "register.account-told",
    } <= open_rules(facebook)  # fmt: skip


def test_the_same_account_in_another_spelling_is_refused(facebook, sanna, library, monday):
    again = registry.read("https://m.facebook.com/MallilanKirjasto/?fbclid=x")
    with pytest.raises(Refused, match="jo rekisterissä"):
        add_account(actor=sanna, unit=library, address=again, name="Kirjasto", now=monday)


def test_an_address_that_is_somebodys_own_can_be_forgotten_in_the_log(facebook, eeva, monday):
    change_account(
        actor=eeva, account=facebook, version=record_of(facebook).pk, now=monday,
        changes={"role_address": "aino@mallila.example", "purpose": "Kysy Ainolta"},
    )  # fmt: skip
    entry = AuditEntry.objects.get(action="register.account.changed")
    assert "aino@" not in entry.details and "Ainolta" not in entry.details
    assert audit.holding("aino@mallila.example") == [entry.pk]


def test_olli_may_not_add_an_account(olli, library, policy, monday):
    address = registry.read("facebook.com/mallilankirjasto")
    with pytest.raises(NotAllowed):
        add_account(actor=olli, unit=library, address=address, name="Kirjasto", now=monday)


def test_eeva_names_aino_and_the_finding_closes(facebook, eeva, aino, monday):
    name(facebook, aino, "lead", by=eeva, now=monday)
    assert "register.lead-named" not in open_rules(facebook)


def test_naming_tells_the_manager(facebook, eeva, aino, ritva, monday):
    name(facebook, aino, "lead", by=eeva, now=monday)
    notice = Notice.objects.get(clause="K4")
    assert Duty.objects.filter(notice=notice, holder_position="municipal_manager").exists()


def test_the_second_notice_of_an_account_says_that_it_changed(facebook, eeva, monday):
    shown = record_of(facebook).pk
    change_account(
        actor=eeva, account=facebook, version=shown, changes={"name": "Kirjasto"}, now=monday
    )
    first, second = Notice.objects.filter(clause="C5").order_by("pk")
    assert "changed" not in first.message
    assert "changed" in second.message


def test_every_change_is_told_and_no_change_is_not(facebook, eeva, monday):
    before = Notice.objects.count()
    shown = record_of(facebook).pk
    change_account(
        actor=eeva, account=facebook, version=shown, changes={"purpose": "Aukiolot"}, now=monday
    )
    assert Notice.objects.count() == before + 1
    shown = record_of(facebook).pk
    change_account(
        actor=eeva, account=facebook, version=shown, changes={"purpose": "Aukiolot"}, now=monday
    )
    assert Notice.objects.count() == before + 1


def test_a_notice_holds_no_name(facebook, eeva, aino, monday):
    name(facebook, aino, "lead", by=eeva, now=monday)
    assert "Aino" not in str(Notice.objects.get(clause="K4").values)


def test_nobody_is_named_twice_to_a_role(facebook, eeva, aino, monday):
    name(facebook, aino, "lead", by=eeva, now=monday)
    with pytest.raises(Refused, match="jo tässä roolissa"):
        name(facebook, aino, "lead", by=eeva, now=monday)


def test_a_right_does_not_begin_in_the_past(facebook, eeva, aino, monday):
    with pytest.raises(Refused, match="on mennyt"):
        name_steward(
            actor=eeva, account=facebook, person=aino, role="lead", now=monday,
            since=monday - timedelta(days=2),
        )  # fmt: skip


def test_olli_may_not_name(facebook, olli, aino, monday):
    with pytest.raises(NotAllowed):
        name(facebook, aino, "lead", by=olli, now=monday)


def test_leena_is_told_that_the_head_of_the_unit_names(facebook, leena, aino, monday):
    with pytest.raises(Refused, match="Nimeäjä on yksikön päällikkö"):
        name(facebook, aino, "lead", by=leena, now=monday)


def test_ending_a_right_opens_the_finding_again(facebook, eeva, aino, monday):
    stewardship = name(facebook, aino, "lead", by=eeva, now=monday)
    end_stewardship(actor=eeva, stewardship=stewardship, now=monday + timedelta(hours=1))
    assert "register.lead-named" in open_rules(facebook)


def test_a_right_ends_once(facebook, eeva, aino, monday):
    stewardship = name(facebook, aino, "lead", by=eeva, now=monday)
    end_stewardship(actor=eeva, stewardship=stewardship, now=monday)
    with pytest.raises(Refused, match="jo päättynyt"):
        end_stewardship(actor=eeva, stewardship=stewardship, now=monday)


def test_eeva_completes_the_record_and_history_keeps_the_earlier(facebook, eeva, monday):
    before = record_of(facebook)
    changes = {
        "role_address": "kirjasto@mallila.example",
        "aims": ["information"],
        "audiences": ["residents"],
    }  # noqa: E501
    change_account(actor=eeva, account=facebook, version=before.pk, changes=changes, now=monday)
    assert not {"register.role-address", "register.aims-and-audience"} & open_rules(facebook)
    assert facebook.records.count() == 2


def test_the_second_writer_sees_what_changed(facebook, eeva, leena, monday):
    shown = record_of(facebook).pk
    change_account(
        actor=leena, account=facebook, version=shown, changes={"purpose": "A"}, now=monday
    )
    with pytest.raises(Changed) as error:
        change_account(
            actor=eeva, account=facebook, version=shown, changes={"purpose": "B"}, now=monday
        )  # noqa: E501
    assert error.value.current.purpose == "A"


def test_an_address_may_not_move_to_another_network(facebook, eeva, monday):
    other = registry.read("instagram.com/mallilankirjasto")
    with pytest.raises(Refused, match="toisessa kanavassa"):
        change_account(
            actor=eeva, account=facebook, version=record_of(facebook).pk, changes={},
            address=other, now=monday,
        )  # fmt: skip


def test_what_eeva_saw_closes_the_finding(facebook, eeva, monday):
    for what in ("site_unit_page", "site_list_page", "account_to_site"):
        note_seen(actor=eeva, account=facebook, what=what, present=True, page="", now=monday)
    assert "register.links-noted" not in open_rules(facebook)


def test_confirming_closes_the_finding_until_the_interval_is_over(facebook, eeva, monday):
    spring = monday + timedelta(days=200)
    reevaluate(ACCOUNTS, None, spring)
    assert "register.confirmed" in open_rules(facebook)
    confirm(actor=eeva, account=facebook, version=record_of(facebook).pk, now=spring)
    assert "register.confirmed" not in open_rules(facebook)


def test_what_the_product_adds_is_not_shown_as_a_demand_of_the_guideline(
    facebook, eeva, monday, client
):
    spring = monday + timedelta(days=200)
    reevaluate(ACCOUNTS, None, spring)
    duty = Duty.objects.get(finding__rule="register.confirmed")
    assert (duty.clause, duty.demanded_by) == ("C5", "")
    client.force_login(eeva)
    told = client.get(f"/tasks/{duty.pk}/").content.decode()
    assert "Torillan lisäys" in told
    page = client.get(f"/accounts/{facebook.pk}/").content.decode()
    shown = page.partition(f'id="finding-{duty.finding_id}"')[2].partition("</li>")[0]
    assert "Torillan lisäys" in shown


def test_closing_ends_every_right(facebook, eeva, aino, monday):
    name(facebook, aino, "lead", by=eeva, now=monday)
    later = monday + timedelta(hours=1)
    change_state(
        actor=eeva, account=facebook, version=record_of(facebook).pk, state="closed", now=later
    )  # noqa: E501
    assert not facebook.stewardships.open().exists()
    assert not open_rules(facebook)


def test_an_absence_nobody_covers_is_a_finding(facebook, eeva, aino, monday):
    day = monday.date()
    Absence.objects.create(person=aino, first_day=day, last_day=day + timedelta(days=3))
    name(facebook, aino, "lead", by=eeva, now=monday)
    assert "register.absence-covered" in open_rules(facebook)


def test_a_substitute_covers_the_absence(facebook, eeva, aino, kaisa, monday):
    day = monday.date()
    Absence.objects.create(person=aino, first_day=day, last_day=day + timedelta(days=3))
    name(facebook, aino, "lead", by=eeva, now=monday)
    name(facebook, kaisa, "substitute", by=eeva, now=monday)
    assert "register.absence-covered" not in open_rules(facebook)


def test_every_unit_is_asked_once(policy, library, sanna, monday):
    assert ask_units(actor=sanna, now=monday) == 2
    assert ask_units(actor=sanna, now=monday) == 0


def test_none_is_no_answer_while_there_is_an_account(facebook, eeva, library, monday):
    with pytest.raises(Refused, match="ei voi pitää paikkaansa"):
        answer_inquiry(actor=eeva, unit=library, answer="none", now=monday)


def test_eeva_answers_for_the_library(facebook, eeva, library, monday):
    answer_inquiry(actor=eeva, unit=library, answer="listed", now=monday)
    assert Inquiry.objects.get(unit=library).answered_by == eeva
    assert not Finding.objects.filter(
        closed_at=None, rule="register.units-answered", subject_id=library.pk
    ).exists()


def test_every_act_stands_in_the_log(facebook, eeva, aino, monday):
    name(facebook, aino, "lead", by=eeva, now=monday)
    entry = AuditEntry.objects.get(action="register.steward.named")
    assert entry.actor == eeva.audit_name
    assert Account.objects.count() == 1


def test_eeva_does_not_see_the_past_of_an_account_that_is_another_units_today(
    facebook, eeva, sanna, mallila, monday
):
    later = monday + timedelta(days=1)
    change_account(
        actor=sanna, account=facebook, version=record_of(facebook).pk,
        changes={"unit": mallila}, now=later,
    )  # fmt: skip
    seen = records_seen_by(eeva, now=later, at=monday)
    assert facebook.pk not in seen.values_list("account", flat=True)
    assert records_seen_by(sanna, now=later, at=monday).filter(account=facebook).exists()


def test_the_list_names_to_aino_only_the_units_of_accounts_that_she_sees(
    client, facebook, eeva, aino, sanna, library, monday
):
    name(facebook, aino, "lead", by=eeva, now=monday)
    for person, units in ((aino, {"Kirjasto"}), (sanna, {"Kirjasto", "Sivistystoimi", "Mallila"})):
        client.force_login(person)
        offered = client.get(reverse("register:accounts")).context["units"]
        assert {unit for _pk, unit in offered} == units
