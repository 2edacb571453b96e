"""An invited person comes in by a passkey, without a work account and without a password."""

import json
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from torilla.core.command import Refused
from torilla.core.models import AuditEntry
from torilla.outgoing import Secret
from torilla.people.commands.invite import invite
from torilla.people.openid.configured import WorkAccounts
from torilla.people.tests.device import Device
from torilla.people.tests.test_passkeys import asked, options, sign_in

PASSWORD = "valtuusto kokoontuu tiistaina"


@pytest.fixture
def link(sanna, veikko):
    """The address that Veikko, a councillor, was given."""
    return f"/join/{invite(actor=sanna, person=veikko, now=timezone.now()).token}/"


@pytest.fixture
def phone():
    return Device()


def join(browser, link, phone):
    answer = phone.make(options(browser.get(link)))
    return browser.post(link, {"credential": json.dumps(answer)})


def is_in(browser):
    return browser.get("/settings/").status_code == 200


def test_veikko_comes_in_by_a_passkey_and_sees_his_recovery_codes(link, phone, veikko):
    browser = Client()
    page = browser.get(join(browser, link, phone).url)
    assert page.status_code == 200
    assert "t-codes" in page.content.decode()
    veikko.refresh_from_db()
    assert not veikko.has_usable_password()
    said = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"people.person.joined", "people.two_step.on"} <= said


def test_next_time_he_signs_in_with_it(link, phone):
    join(Client(), link, phone)
    browser = Client()
    sign_in(browser, phone.use(asked(browser)))
    assert is_in(browser)


def test_the_link_works_once_in_either_way(link, phone):
    join(Client(), link, phone)
    for given in ({"password": PASSWORD}, {"credential": json.dumps({"id": "x"})}):
        assert Client().post(link, given).status_code == 422
    assert Client().get(link).status_code == 422


def test_a_link_that_is_too_old_makes_no_passkey(sanna, veikko, phone):
    old = invite(actor=sanna, person=veikko, now=timezone.now() - timedelta(days=8))
    page = Client().post(f"/join/{old.token}/", {"credential": json.dumps({})})
    assert page.status_code == 422
    assert not Authenticator.objects.exists()


def test_the_session_before_the_link_is_not_the_one_after(link, phone):
    browser = Client()
    browser.get(link)
    prepared = browser.session.session_key
    join(browser, link, phone)
    assert browser.session.session_key != prepared


def test_a_passkey_made_for_another_page_is_not_taken(link, phone):
    answer = phone.make(options(Client().get(link)))
    assert Client().post(link, {"credential": json.dumps(answer)}).status_code == 422
    assert not Authenticator.objects.exists()


def test_a_password_is_still_enough(link, veikko):
    browser = Client()
    assert browser.post(link, {"password": PASSWORD}).status_code == 302
    assert is_in(browser)


def test_a_link_does_not_walk_past_a_second_step(link, phone, veikko, sanna):
    join(Client(), link, phone)
    again = f"/join/{invite(actor=sanna, person=veikko, now=timezone.now()).token}/"
    browser = Client()
    assert "passkey-options" not in browser.get(again).content.decode()
    browser.post(again, {"password": PASSWORD})
    assert not is_in(browser)


def test_who_lost_the_phone_gets_a_link_that_takes_the_old_passkey_away(link, phone, veikko, sanna):
    join(Client(), link, phone)
    again = invite(actor=sanna, person=veikko, renews=True, now=timezone.now())
    browser, new = Client(), Device(2)
    assert Authenticator.objects.filter(type="webauthn").count() == 1
    join(browser, f"/join/{again.token}/", new)
    assert is_in(browser)
    thief = Client()
    sign_in(thief, phone.use(asked(thief)))
    assert not is_in(thief)


@pytest.fixture
def no_passwords(settings):
    settings.WORK_ACCOUNTS = WorkAccounts(
        issuer="https://login.mallila.example", client_id="torilla", secret=Secret("x"), only=True
    )


def test_where_passwords_let_nobody_in_only_a_passkey_is_offered(no_passwords, link, phone):
    browser = Client()
    page = browser.get(link).content.decode()
    assert "passkey-options" in page
    assert "id_password" not in page
    assert browser.post(link, {"password": PASSWORD}).status_code == 422
    join(browser, link, phone)
    assert is_in(browser)


def test_only_a_set_up_person_makes_a_link_for_who_has_a_passkey(link, phone, veikko, martti):
    join(Client(), link, phone)
    with pytest.raises(Refused):
        invite(actor=martti, person=veikko, renews=True, now=timezone.now())


def test_sanna_is_asked_whether_the_phone_was_lost_only_where_there_is_one(
    client, link, phone, veikko, sanna
):
    client.force_login(sanna)
    page = f"/people/{veikko.pk}/invite/"
    assert "id_renews" not in client.get(page).content.decode()
    join(Client(), link, phone)
    assert "id_renews" in client.get(page).content.decode()
    client.post(page, {"renews": "on"})
    assert veikko.invitations.get(used_at=None).renews
