"""Two-step sign-in, asked of whoever holds a right where the policy says so."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.utils import timezone

from torilla.core.actors import SYSTEM
from torilla.guideline.commands.load_policy import load_policy
from torilla.guideline.models import PolicyFile
from torilla.people.models import Holding
from torilla.policy import packaged
from torilla.web.two_step import right_since


@pytest.fixture
def asked(db):
    """A policy in force for a month that asks for two steps within fourteen days."""
    then = timezone.now() - timedelta(days=30)
    load_policy(actor=SYSTEM, name="rautalampi", text=packaged("rautalampi"), now=then)


def since(person, days):
    Holding.objects.filter(person=person).update(since=timezone.now() - timedelta(days=days))


def test_leena_is_told_by_when_on_every_page(asked, leena, as_person):
    since(leena, 3)
    page = as_person(leena).get("/settings/").content.decode()
    assert "ota kaksivaiheinen kirjautuminen käyttöön viimeistään" in page


def test_after_that_only_the_pages_for_it_open(asked, leena, as_person):
    since(leena, 20)
    browser = as_person(leena)
    assert browser.get("/").url == "/settings/two-step/"
    assert browser.get("/audit/").url == "/settings/two-step/"
    page = browser.get("/settings/two-step/").content.decode()
    assert "tarvitset kaksivaiheisen kirjautumisen" in page
    assert "/settings/two-step/passkey/" in page


@pytest.mark.parametrize("page", ["/sign-out/", "/settings/"])
def test_she_gets_out_and_to_her_settings(asked, leena, as_person, page):
    since(leena, 20)
    assert as_person(leena).get(page).status_code == 200


def test_what_she_was_writing_is_kept(asked, leena, as_person):
    since(leena, 20)
    response = as_person(leena).post("/page/fine/", {"purpose": "Kerromme kirjaston tapahtumista"})
    page = response.content.decode()
    assert response.status_code == 401
    assert "Kerromme kirjaston tapahtumista" in page
    assert "Ota ensin käyttöön kaksivaiheinen kirjautuminen" in page


def test_htmx_leads_the_whole_page_there(asked, leena, as_person):
    since(leena, 20)
    response = as_person(leena).get("/", headers={"HX-Request": "true"})
    assert response.headers["HX-Redirect"] == "/settings/two-step/"


def test_codes_or_a_passkey_are_enough(asked, leena, as_person):
    since(leena, 20)
    TOTP.activate(leena, "JBSWY3DPEHPK3PXP")
    assert as_person(leena).get("/settings/").status_code == 200
    assert as_person(leena).get("/audit/").status_code != 302


def test_turning_it_off_again_gives_no_new_time(asked, leena, as_person):
    since(leena, 20)
    TOTP.activate(leena, "JBSWY3DPEHPK3PXP").instance.delete()
    assert as_person(leena).get("/").status_code == 302


def test_olli_who_holds_nothing_is_asked_for_nothing(asked, olli, as_person):
    assert "viimeistään" not in as_person(olli).get("/settings/").content.decode()


def test_the_days_run_from_when_the_policy_came(asked, leena, as_person):
    since(leena, 400)
    PolicyFile.objects.update(loaded_at=timezone.now() - timedelta(days=2))
    assert as_person(leena).get("/settings/").status_code == 200
    assert "viimeistään" in as_person(leena).get("/settings/").content.decode()


def test_a_policy_that_does_not_say_so_asks_for_nothing(policy, leena, as_person):
    since(leena, 400)
    assert "viimeistään" not in as_person(leena).get("/settings/").content.decode()


@pytest.mark.parametrize("method", ["work_account", "break_glass"])
def test_who_came_in_another_way_that_counts_is_let_be(asked, leena, as_person, method):
    since(leena, 20)
    browser = as_person(leena)
    session = browser.session
    session["account_authentication_methods"] = [{"method": method, "at": 0}]
    session["account_authentication_methods_user"] = str(leena.pk)
    session.save()
    assert browser.get("/audit/").status_code != 302


def test_a_supervisor_and_whoever_serves_an_account_hold_a_right(eeva, aino, facebook, monday):
    facebook.stewardships.create(person=aino, role="lead", since=monday)
    assert right_since(aino, monday + timedelta(days=1)) == monday
    assert right_since(eeva, monday) < monday
