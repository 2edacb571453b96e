"""Sessions end when the provider no longer vouches: it says so, or is asked."""

from datetime import timedelta

import jwt
import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from tests.counterparts.peer import CLIENT, SECRET
from torilla.core.models import AuditEntry
from torilla.people.jobs import look_at_work_accounts
from torilla.people.models import Holding, WorkAccount
from torilla.people.openid.models import WorkAccount as Row

pytestmark = pytest.mark.django_db

SOON = timedelta(minutes=16)


@pytest.fixture(autouse=True)
def she_is_in(browser, wire, aino):
    tokens = []

    def keep(status, body):
        tokens.append(body.get("id_token"))
        return status, body

    wire.alter["/token"] = keep
    browser.sign_in()
    assert browser.inside == aino.pk
    wire.alter.clear()
    browser.id_token = tokens[0]


def leave(browser, wire):
    """She signs out at the provider, which tells Torilla; returns what it tells."""
    browser.there.log_out(wire.url, browser.id_token)
    return wire.logouts[-1]


def say(client, token):
    return client.post(reverse("people:work_account_ended"), {"logout_token": token})


def test_her_session_ends_when_she_signs_out_at_the_provider(browser, wire, client):
    assert say(client, leave(browser, wire)).status_code == 200
    assert browser.inside is None


def test_her_session_elsewhere_goes_on(browser, wire, client, aino):
    other = type(browser)("aino")
    other.sign_in()
    say(client, leave(browser, wire))
    assert browser.inside is None and other.inside == aino.pk


def test_all_her_sessions_end_when_the_provider_names_none(browser, wire, client):
    other = type(browser)("aino")
    other.sign_in()
    assert say(client, logout(wire, leave(browser, wire), sid=None)).status_code == 200
    assert browser.inside is None and other.inside is None


def test_nobody_elses_session_ends(browser, wire, client, olli):
    client.force_login(olli)
    say(client, logout(wire, leave(browser, wire), sid=None))
    assert client.get(reverse("people:people")).wsgi_request.user == olli


def test_a_logout_token_is_good_once(browser, wire, client, aino):
    token = logout(wire, leave(browser, wire), sid=None)  # of all her sessions, whenever they began
    assert say(client, token).status_code == 200 and browser.inside is None
    browser.sign_in()
    assert say(client, token).status_code == 400
    assert browser.inside == aino.pk


def logout(wire, true, sign=None, **claims):
    """The provider's token with other claims, signed by the wire, whose key stands among the provider's."""
    wire.forge()
    said = jwt.decode(true, options={"verify_signature": False}) | claims
    return (sign or wire.sign)({k: v for k, v in said.items() if v is not None})


WRONG = {
    "issuer": {"iss": "https://evil.example"}, "program": {"aud": "somebody-else"},
    "nonce": {"nonce": "x"}, "no event": {"events": None}, "another event": {"events": {"x": {}}},
    "event of another shape": {"events": ["http://schemas.openid.net/event/backchannel-logout"]},
    "no number": {"jti": None}, "no time": {"iat": None}, "nobody": {"sub": None, "sid": None},
    "old": {"iat": 1_700_000_000}, "of tomorrow": {"iat": 4_000_000_000},
    "run out": {"exp": 1_700_000_000},
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_logout_token_is_refused_by_its(browser, wire, client, aino, name):
    token = logout(wire, leave(browser, wire), **WRONG[name])
    assert say(client, token).status_code == 400
    assert browser.inside == aino.pk


def test_an_unsigned_logout_token_is_refused(browser, wire, client, aino):
    token = leave(browser, wire)
    bare = logout(wire, token, sign=lambda claims: jwt.encode(claims, None, "none"))
    for wrong in (bare, "", "x.y.z", browser.id_token, token[:-6] + "AAAAAA"):
        assert say(client, wrong).status_code == 400
    assert client.post(reverse("people:work_account_ended")).status_code == 400
    assert browser.inside == aino.pk


def test_nothing_is_ended_by_a_link(client):
    assert client.get(reverse("people:work_account_ended")).status_code == 405


# The provider is asked.


def account(aino):
    return WorkAccount.objects.get(person=aino)


def test_her_refresh_token_lies_encrypted(aino):
    with connection.cursor() as cursor:
        cursor.execute("SELECT refresh_token FROM people_workaccount")
        stored = cursor.fetchone()[0]
    plain = account(aino).refresh_token
    assert plain and plain not in stored


def test_it_moves_to_the_new_key(aino, settings):
    from cryptography.fernet import Fernet

    from torilla.core import crypto

    settings.TORILLA_KEYS = [Fernet.generate_key().decode(), *django_settings.TORILLA_KEYS]
    assert crypto.rotate(Row, "refresh_token") == 1
    assert account(aino).refresh_token


def test_she_stays_while_the_provider_vouches(browser, aino):
    before = account(aino)
    look_at_work_accounts(timezone.now() + SOON)
    after = account(aino)
    assert browser.inside == aino.pk
    assert after.due_at > before.due_at


def test_nobody_is_asked_before_it_is_time(browser, wire, aino):
    wire.asked.clear()
    look_at_work_accounts(timezone.now())
    assert wire.asked == []


def revoke(browser, wire, aino):
    form = {
        "token": account(aino).refresh_token, "token_type_hint": "refresh_token",
        "client_id": CLIENT, "client_secret": SECRET,
    }  # fmt: skip
    assert browser.there.ask(f"{wire.url}/token/revocation", form)[0] == 200


def test_her_session_ends_when_the_refresh_token_was_revoked(browser, wire, aino):
    revoke(browser, wire, aino)
    look_at_work_accounts(timezone.now() + SOON)
    assert browser.inside is None
    assert account(aino).refresh_token is None
    assert AuditEntry.objects.latest("id").action == "people.work_account.stopped"


def test_her_session_ends_when_she_is_no_longer_at_the_provider(browser, peer, aino):
    peer.knows(somebody={})
    look_at_work_accounts(timezone.now() + SOON)
    assert browser.inside is None


def test_a_provider_that_is_away_throws_nobody_out(browser, wire, aino):
    wire.down = True
    look_at_work_accounts(timezone.now() + SOON)
    assert browser.inside == aino.pk
    assert account(aino).due_at < timezone.now() + SOON  # asked again in the next round


def test_a_provider_that_tells_nonsense_throws_nobody_out(browser, wire, aino):
    wire.alter["/token"] = lambda status, body: (401, {"error": "invalid_client"})
    look_at_work_accounts(timezone.now() + SOON)
    assert browser.inside == aino.pk


def test_a_role_that_went_ends_the_position_without_a_new_sign_in(browser, configured, peer, aino):
    from torilla.people.models import Person

    configured(roles={"Torilla.Comms": ("communications_lead",)})
    known = {"email": "aino@mallila.example", "email_verified": True, "name": "Aino"}
    peer.knows(aino=known | {"roles": ["Torilla.Comms"]})
    browser.sign_in()
    assert Holding.objects.open().filter(person=aino).exists()
    peer.knows(aino=known)
    look_at_work_accounts(timezone.now() + SOON)
    assert not Holding.objects.open().filter(person=Person.objects.get(pk=aino.pk)).exists()


def test_a_refreshed_token_of_somebody_else_changes_nothing(browser, wire, configured, aino):
    configured(roles={"Torilla.Comms": ("communications_lead",)})
    wire.forge(sub="somebody-else", roles=["Torilla.Comms"])
    look_at_work_accounts(timezone.now() + SOON)
    assert not Holding.objects.open().filter(person=aino).exists()


def test_nobody_is_asked_for_where_the_operator_does_not_want_it(browser, wire, configured):
    configured(check_minutes=0)
    wire.asked.clear()
    look_at_work_accounts(timezone.now() + SOON)
    assert wire.asked == []


def test_who_may_no_longer_sign_in_here_is_not_asked_for(browser, wire, aino):
    aino.is_active = False
    aino.save()
    wire.asked.clear()
    look_at_work_accounts(timezone.now() + SOON)
    assert wire.asked == [] and account(aino).refresh_token is None
