"""Work accounts in the register: linked and taken away by a set-up person, and the only way in if wanted."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from torilla.core.command import NotAllowed, Refused
from torilla.core.models import AuditEntry
from torilla.outgoing import Secret
from torilla.people import hooks
from torilla.people.commands.erase_person import erase_person
from torilla.people.commands.link_work_account import link_work_account
from torilla.people.commands.unlink_work_account import unlink_work_account
from torilla.people.models import Holding, Supervision, WorkAccount
from torilla.people.openid.actor import PROVIDER
from torilla.people.openid.configured import WorkAccounts

ISSUER = "https://login.example/tenant/v2.0"
PASSWORD = "kirjasto on auki maanantaina"


@pytest.fixture
def configured(settings):
    def make(**more):
        settings.WORK_ACCOUNTS = WorkAccounts(
            issuer=ISSUER, client_id="torilla", secret=Secret("x"), **more
        )

    make()
    return make


def link(person, actor, now, subject="aino-id"):
    return link_work_account(actor=actor, person=person, issuer=ISSUER, subject=subject, now=now)


def test_sanna_links_a_work_account_to_aino(aino, sanna, monday):
    link(aino, sanna, monday)
    entry = AuditEntry.objects.latest("id")
    assert entry.action == "people.work_account.linked" and "aino-id" not in entry.details
    assert WorkAccount.objects.get(person=aino).subject == "aino-id"


def test_nobody_else_does(aino, eeva, martti, monday):
    for somebody in (aino, eeva, martti):
        with pytest.raises(NotAllowed):
            link(aino, somebody, monday)


def test_a_person_has_one_and_it_is_nobody_elses(english, aino, kaisa, sanna, monday):
    link(aino, sanna, monday)
    with pytest.raises(Refused, match="has a work account already"):
        link(aino, sanna, monday, "another")
    with pytest.raises(Refused, match="somebody else"):
        link(kaisa, sanna, monday)


def test_taking_it_away_ends_the_sessions(client, aino, sanna, monday):
    link(aino, sanna, monday)
    client.force_login(aino)
    unlink_work_account(actor=sanna, person=aino, now=monday)
    assert client.get(reverse("people:people")).status_code == 302
    assert not WorkAccount.objects.exists()


def test_where_there_is_none_nothing_is_taken_away(english, aino, sanna, monday):
    with pytest.raises(Refused, match="has no work account"):
        unlink_work_account(actor=sanna, person=aino, now=monday)


@pytest.mark.parametrize("permission", ["people.erase", "people.invite", "guideline.load"])
def test_the_provider_may_only_what_claims_are_for(permission, monday):
    assert not PROVIDER.may(permission, None, now=monday)


def test_it_is_in_the_export_and_goes_with_the_person(aino, sanna, monday):
    link(aino, sanna, monday)
    assert hooks.exported(aino)["work_accounts"][0]["subject"] == "aino-id"
    Holding.objects.filter(person=aino).delete()
    Supervision.objects.filter(supervisor=aino).delete()
    erase_person(actor=sanna, person=aino, now=monday)
    assert not WorkAccount.objects.exists()


def test_sanna_links_and_takes_away_on_the_page(client, configured, aino, sanna):
    client.force_login(sanna)
    page = reverse("people:work_account", args=[aino.pk])
    assert reverse("people:work_account", args=[aino.pk]) in _text(client, "people:person", aino.pk)
    client.post(page, {"subject": "aino-id", "form_token": "a"})
    assert "aino-id" in client.get(page).content.decode()
    client.post(page, {"unlink": "1", "form_token": "b"})
    assert not WorkAccount.objects.exists()


def test_without_the_settings_the_page_says_so(client, settings, aino, sanna):
    settings.WORK_ACCOUNTS = None
    client.force_login(sanna)
    assert "ei ole otettu käyttöön" in _text(client, "people:work_account", aino.pk)
    assert "/work-account/" not in _text(client, "people:person", aino.pk)
    page = reverse("people:work_account", args=[aino.pk])
    assert client.post(page, {"subject": "x", "form_token": "a"}).status_code == 404


def _text(client, name, *arguments):
    return client.get(reverse(name, args=arguments)).content.decode()


# The sign-in page.


def test_the_way_in_stands_on_the_sign_in_page_and_keeps_where_one_was_going(
    client, configured, db
):
    page = client.get(reverse("account_login"), {"next": "/people/?q=a&b"}).content.decode()
    assert "Kirjaudu työtilillä" in page
    assert f"{reverse('people:work_account_start')}?next=/people/%3Fq%3Da%26b" in page


def test_it_has_the_name_that_the_operator_gave(client, configured, db):
    configured(name="Mallilan tunnus <b>")
    assert "Mallilan tunnus &lt;b&gt;" in _text(client, "account_login")


def test_without_the_settings_it_does_not(client, settings, db):
    settings.WORK_ACCOUNTS = None
    assert reverse("people:work_account_start") not in _text(client, "account_login")


@pytest.fixture
def try_in(client, aino):
    cache.clear()
    aino.set_password(PASSWORD)
    aino.save()
    form = {"login": aino.email, "password": PASSWORD}
    return lambda: client.post(reverse("account_login"), form)


def test_where_only_work_accounts_count_a_password_lets_nobody_in(client, configured, try_in):
    configured(only=True)
    page = _text(client, "account_login")
    assert 'type="password"' not in page and reverse("people:work_account_start") in page
    assert try_in().status_code == 200
    assert "_auth_user_id" not in client.session


def test_otherwise_both_ways_are_open(client, configured, try_in):
    assert 'type="password"' in _text(client, "account_login")
    assert try_in().status_code == 302
