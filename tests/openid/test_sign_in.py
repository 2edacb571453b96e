"""Signing in with the work account, at the real provider."""

import pytest
from allauth.account.authentication import get_authentication_records
from django.urls import reverse

from torilla.core.models import AuditEntry
from torilla.people.models import Person, WorkAccount
from torilla.people.openid.views import METHOD, RATE
from torilla.people.sign_in import TWO_STEPS_ELSEWHERE

pytestmark = pytest.mark.django_db


def link(person, configured, subject="aino"):
    return WorkAccount.objects.create(
        person=person,
        issuer=configured().issuer,
        subject=subject,
        since=person.standings.get().since,
    )


def test_aino_comes_in_with_her_work_account(browser, aino):
    answer = browser.sign_in()
    assert answer.url == reverse("web:home")
    assert browser.inside == aino.pk


def test_she_comes_to_the_page_that_she_wanted(browser, aino):
    assert browser.sign_in(next="/people/").url == "/people/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:1"])
def test_nobody_is_led_elsewhere(browser, aino, elsewhere):
    assert browser.sign_in(next=elsewhere).url == reverse("web:home")


def test_the_first_time_is_recorded_and_the_second_not(browser, aino):
    browser.sign_in()
    first = AuditEntry.objects.latest("id")
    assert (first.actor, first.action) == ("provider", "people.work_account.linked")
    browser.sign_in()
    assert AuditEntry.objects.latest("id") == first


def test_she_is_known_by_her_id_when_her_address_is_another(browser, peer, aino):
    browser.sign_in()
    peer.knows(aino={"email": "aino.uusi@mallila.example", "email_verified": True, "name": "Aino"})
    browser.sign_in()
    assert browser.inside == aino.pk


def test_the_id_may_come_from_another_claim(browser, configured, aino):
    configured(claims={"subject": "oid"})
    browser.sign_in()
    assert WorkAccount.objects.get(person=aino).subject == "aino-oid"


def test_the_session_changes_its_key_on_the_way(browser, aino):
    answer = browser.at_the_provider()
    before = browser.here.session.session_key
    browser.back(answer)
    assert browser.here.session.session_key != before


def test_it_counts_as_two_step_sign_in(browser, aino):
    browser.sign_in()
    request = browser.here.get(reverse("people:people")).wsgi_request
    methods = {one["method"] for one in get_authentication_records(request, aino)}
    assert methods == {METHOD} and METHOD in TWO_STEPS_ELSEWHERE


def test_an_unverified_address_lets_nobody_in(browser, peer, aino):
    peer.knows(aino={"email": "aino@mallila.example", "name": "Aino"})
    answer = browser.sign_in()
    assert answer.status_code == 403
    assert not WorkAccount.objects.exists()


def test_entra_id_says_in_its_own_way_that_the_address_is_verified(browser, wire, aino):
    wire.forge(email_verified=None, xms_edov=True)
    browser.sign_in()
    assert browser.inside == aino.pk


def test_an_address_of_another_domain_is_not_matched(browser, peer, aino):
    aino.email = "aino@elsewhere.example"
    aino.save()
    peer.knows(aino={"email": aino.email, "email_verified": True})
    assert browser.sign_in().status_code == 403


def test_addresses_are_not_matched_unless_the_operator_says_so(browser, configured, aino):
    configured(email_domains=frozenset())
    assert browser.sign_in().status_code == 403
    assert browser.inside is None


def test_a_second_account_with_the_same_address_is_not_the_same_person(browser, peer, aino):
    browser.sign_in()
    peer.knows(**peer.users, twin={"email": "aino@mallila.example", "email_verified": True})
    twin = type(browser)("twin")
    assert twin.sign_in().status_code == 403
    assert twin.inside is None


def test_an_unknown_account_is_told_its_id_and_whom_to_ask(browser, peer, aino):
    peer.knows(aino={"email": "pekka@mallila.example", "email_verified": True})
    page = browser.sign_in().content.decode()
    assert "aino" in page and "käyttöönottaja" in page
    assert Person.objects.count() == 2  # Aino and her supervisor


def test_somebody_whose_sign_in_was_taken_away_stays_out(browser, configured, aino):
    link(aino, configured)
    aino.is_active = False
    aino.save()
    assert browser.sign_in().status_code == 403
    assert browser.inside is None


def test_somebody_whose_account_was_linked_by_hand_comes_in(browser, configured, aino):
    configured(email_domains=frozenset())
    WorkAccount.objects.create(
        person=aino, issuer=configured().issuer, subject="aino", since=aino.standings.get().since
    )
    browser.sign_in()
    assert browser.inside == aino.pk


def test_very_many_beginnings_are_slowed_down(browser, monkeypatch):
    monkeypatch.setitem(RATE, METHOD, "2/m/ip")
    assert [browser.begin().status_code for _turn in range(3)] == [302, 302, 429]


def test_without_the_settings_there_is_no_such_page(client, settings, db):
    settings.WORK_ACCOUNTS = None
    for name in ("start", "back"):
        assert client.get(reverse(f"people:work_account_{name}")).status_code == 404
    assert client.post(reverse("people:work_account_ended")).status_code == 404
