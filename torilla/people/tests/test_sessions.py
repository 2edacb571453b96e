"""Sessions: a new key at each sign-in, an end when how one signs in changes; and codes that work once."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from torilla.people.commands.end_standing import end_standing
from torilla.people.commands.give_standing import give_standing
from torilla.people.openid.views import METHOD
from torilla.people.sign_in import TWO_STEPS_ELSEWHERE

PASSWORD = "kirjasto on auki maanantaina"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def no_tries_yet():
    cache.clear()


@pytest.fixture
def aino(aino):
    aino.set_password(PASSWORD)
    aino.save()
    return aino


@pytest.fixture
def with_codes(aino):
    """Aino with an app and recovery codes; the latter are returned."""
    totp.TOTP.activate(aino, SECRET)
    return RecoveryCodes.activate(aino).get_unused_codes()


def enter(browser, code=None):
    browser.post("/sign-in/", {"login": "aino@mallila.example", "password": PASSWORD})
    if code:
        browser.post("/sign-in/code/", {"code": code})
    return browser


def confirmed(browser):
    browser.post("/settings/confirm/", {"password": PASSWORD})
    return browser


def code():
    return totp.format_hotp_value(
        totp.hotp_value(SECRET, next(totp.yield_hotp_counters_from_time()))
    )


def is_in(browser):
    return browser.get("/settings/").status_code == 200


def test_a_session_that_somebody_prepared_does_not_become_ainos(aino):
    browser = Client()
    browser.get("/sign-in/passkey/", headers={"Accept": "application/json"})
    prepared = browser.session.session_key
    assert prepared
    enter(browser)
    assert is_in(browser)
    assert browser.session.session_key != prepared


def test_a_changed_password_ends_the_other_sessions(aino):
    here, elsewhere = enter(Client()), enter(Client())
    new = "maanantaina aukeaa kirjasto"
    given = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post("/settings/password/", given).status_code == 302
    assert is_in(here)
    assert not is_in(elsewhere)


@pytest.mark.django_db(transaction=True)  # allauth tells of it when the transaction is through
def test_codes_turned_on_end_the_sessions_without_them(aino, monkeypatch):
    monkeypatch.setattr(totp, "generate_totp_secret", lambda: SECRET)
    here, elsewhere = confirmed(enter(Client())), enter(Client())
    here.get("/settings/two-step/on/")
    assert here.post("/settings/two-step/on/", {"code": code()}).status_code == 302
    assert is_in(here)
    assert not is_in(elsewhere)


def test_codes_turned_off_end_the_other_sessions(aino, with_codes):
    here, elsewhere = confirmed(enter(Client(), with_codes[0])), enter(Client(), with_codes[1])
    assert here.post("/settings/two-step/off/").status_code == 302
    assert not Authenticator.objects.exists()
    assert is_in(here)
    assert not is_in(elsewhere)


def test_the_last_standing_that_ends_signs_out(aino, sanna):
    browser, now = enter(Client()), timezone.now()
    second = give_standing(
        actor=sanna, person=aino, kind="elected_official", unit=None, title="", now=now
    )
    end_standing(actor=sanna, standing=aino.standings.first(), now=now)
    assert is_in(browser)
    end_standing(actor=sanna, standing=second, now=now)
    assert not is_in(browser)


def test_a_code_from_the_app_works_once(aino, with_codes):
    used = code()
    assert is_in(enter(Client(), used))
    assert not is_in(enter(Client(), used))


def test_a_recovery_code_works_once(aino, with_codes):
    assert is_in(enter(Client(), with_codes[3]))
    assert not is_in(enter(Client(), with_codes[3]))


def test_guessing_codes_is_slowed_down(aino, with_codes):
    browser = enter(Client())
    for number in range(6):
        page = browser.post("/sign-in/code/", {"code": f"00000{number}"})
    assert "Liian monta" in page.content.decode()
    assert not is_in(enter(Client(), code()))


def test_the_password_alone_opens_nothing_while_the_code_is_asked_for(aino, with_codes):
    browser = enter(Client())
    assert "_auth_user_id" not in browser.session
    assert browser.get("/").url.startswith("/sign-in/")


def test_an_unknown_address_a_wrong_password_and_none_are_answered_alike(aino, olli):
    said = []
    for login in ("aino@mallila.example", "olli@mallila.example", "pekka@mallila.example"):
        page = Client().post("/sign-in/", {"login": login, "password": "arvattu"}).content.decode()
        said.append(page.count("eivät sovi yhteen"))
    assert said[0] > 0
    assert len(set(said)) == 1


def test_a_forgotten_password_asks_a_person_so_no_page_tells_who_is_here(db):
    assert Client().get("/settings/password/reset/").status_code == 404


def test_the_work_account_counts_as_two_steps():
    assert METHOD in TWO_STEPS_ELSEWHERE
