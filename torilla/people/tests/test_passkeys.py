"""Passkeys: made, named, used, taken away; and what somebody tries who should not get in."""

import json
import re

import pytest
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from fido2.utils import websafe_encode

from torilla.core.models import AuditEntry
from torilla.people.held import exported
from torilla.people.tests.device import Device
from torilla.people.views_passkeys import ASKED

PASSWORD = "kirjasto on auki maanantaina"
OPTIONS = re.compile(r'<script id="passkey-options" type="application/json">(.*?)</script>')


@pytest.fixture(autouse=True)
def no_tries_yet():
    cache.clear()


@pytest.fixture
def aino(aino):
    aino.set_password(PASSWORD)
    aino.save()
    return aino


@pytest.fixture
def phone():
    return Device()


@pytest.fixture
def inside(aino):
    """A browser in which Aino has signed in and has just confirmed that it is she."""
    browser = Client()
    enter(browser)
    browser.post("/settings/confirm/", {"password": PASSWORD})
    return browser


@pytest.fixture
def with_passkey(inside, phone):
    """Aino's browser, and her phone with a passkey in it."""
    make(inside, phone)
    return inside


def enter(browser, password=PASSWORD):
    return browser.post("/sign-in/", {"login": "aino@mallila.example", "password": password})


def options(page):
    return json.loads(OPTIONS.search(page.content.decode())[1])


def make(browser, phone, name="Työpuhelin"):
    asked = options(browser.get("/settings/two-step/passkey/"))
    given = {"name": name, "credential": json.dumps(phone.make(asked))}
    return browser.post("/settings/two-step/passkey/", given)


def asked(browser):
    """What the sign-in page asks of a passkey."""
    accept = {"Accept": "application/json"}
    return browser.get("/sign-in/passkey/", headers=accept).json()["request_options"]


def sign_in(browser, answer, **more):
    return browser.post("/sign-in/passkey/", {"credential": json.dumps(answer), **more})


def is_in(browser):
    return browser.get("/settings/").status_code == 200


def test_aino_makes_a_passkey_and_gets_recovery_codes(inside, phone, aino):
    assert make(inside, phone).url == "/settings/two-step/codes/"
    assert "Työpuhelin" in inside.get("/settings/two-step/").content.decode()
    first = AuditEntry.objects.filter(action="people.two_step.on").order_by("id").first()
    assert "webauthn" in first.details
    assert first.subject == aino.audit_name


def test_she_signs_in_with_it_alone_and_lands_where_she_was_going(with_passkey, phone):
    other = Client()
    assert sign_in(other, phone.use(asked(other)), next="/tasks/").url == "/tasks/"
    assert is_in(other)


def test_after_the_password_it_is_the_second_step(with_passkey, phone):
    other = Client()
    assert enter(other).url.startswith("/sign-in/code/")
    assert not is_in(other)
    answer = phone.use(options(other.get("/sign-in/code/")))
    assert other.post("/sign-in/code/", {"credential": json.dumps(answer)}).url == "/"
    assert is_in(other)


def test_when_it_was_used_is_not_kept(with_passkey, phone):
    other = Client()
    sign_in(other, phone.use(asked(other)))
    assert not Authenticator.objects.exclude(last_used_at=None).exists()


def test_the_export_of_her_data_names_it(with_passkey, aino):
    told = [(each["means"], each["name"]) for each in exported(aino)["two_step"]]
    assert told == [("webauthn", "Työpuhelin"), ("recovery_codes", "")]


def test_she_gives_it_another_name(with_passkey):
    key = Authenticator.objects.get(type="webauthn")
    with_passkey.post(f"/settings/two-step/passkey/{key.pk}/name/", {"name": "Vanha puhelin"})
    assert "Vanha puhelin" in with_passkey.get("/settings/two-step/").content.decode()
    assert AuditEntry.objects.filter(action="people.passkey.renamed").exists()


def test_she_takes_it_away_and_it_opens_nothing(with_passkey, phone):
    key = Authenticator.objects.get(type="webauthn")
    assert with_passkey.post(f"/settings/two-step/passkey/{key.pk}/remove/").status_code == 302
    other = Client()
    sign_in(other, phone.use(asked(other)))
    assert not is_in(other)
    assert AuditEntry.objects.filter(action="people.two_step.off").exists()


def test_the_only_way_in_is_not_taken_away(with_passkey, aino):
    aino.refresh_from_db()
    aino.set_unusable_password()
    aino.save()
    session = with_passkey.session
    session["_auth_user_hash"] = aino.get_session_auth_hash()
    session.save()
    key = Authenticator.objects.get(type="webauthn")
    response = with_passkey.post(f"/settings/two-step/passkey/{key.pk}/remove/")
    assert response.status_code == 422
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_ollis_browser_does_not_find_ainos_passkey(with_passkey, olli):
    key = Authenticator.objects.get(type="webauthn")
    olli.set_password(PASSWORD)
    olli.save()
    browser = Client()
    browser.post("/sign-in/", {"login": olli.email, "password": PASSWORD})
    browser.post("/settings/confirm/", {"password": PASSWORD})
    assert browser.get(f"/settings/two-step/passkey/{key.pk}/remove/").status_code == 404
    assert browser.post(f"/settings/two-step/passkey/{key.pk}/name/", {}).status_code == 404


def test_the_host_is_that_of_the_base_url_whatever_was_typed(inside, settings):
    settings.BASE_URL = "https://torilla.mallila.example"
    settings.ALLOWED_HOSTS = ["*"]
    page = inside.get("/settings/two-step/passkey/", headers={"Host": "other.example"})
    assert options(page)["publicKey"]["rp"]["id"] == "torilla.mallila.example"


def test_a_passkey_is_made_only_by_whoever_has_just_confirmed(aino):
    browser = Client()
    enter(browser)
    assert browser.get("/settings/two-step/passkey/").url.startswith("/settings/confirm/")


# What somebody tries who should not get in.


def test_an_answer_works_once(with_passkey, phone):
    first, second = Client(), Client()
    answer = phone.use(asked(first))
    sign_in(first, answer)
    assert is_in(first)
    first.post("/sign-out/")
    sign_in(first, answer)
    sign_in(second, answer)
    assert not is_in(first)
    assert not is_in(second)


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "http://evil.example"},
        {"origin": "http://localhost.evil.example"},
        {"host": "evil.example"},
        {"verified": False},
        {"number": 2},
    ],
)
def test_another_site_another_key_or_no_finger_does_not_open(with_passkey, phone, wrong):
    other, thief = Client(), Device(**wrong)
    thief.person, thief.id = phone.person, phone.id
    assert sign_in(other, thief.use(asked(other))).url == "/sign-in/"
    assert not is_in(other)


def test_ainos_passkey_does_not_open_for_olli(with_passkey, phone, olli):
    phone.person = websafe_encode(user_pk_to_url_str(olli).encode())
    other = Client()
    sign_in(other, phone.use(asked(other)))
    assert not is_in(other)


def test_a_passkey_without_finger_or_face_is_not_made(inside):
    assert make(inside, Device(verified=False)).status_code == 200
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("who", ["aino", "nobody"])
def test_known_and_unknown_are_answered_alike(with_passkey, phone, who):
    stranger = Device(7)
    stranger.person = phone.person if who == "aino" else "OTk5OTk5"
    other = Client()
    response = sign_in(other, stranger.use(asked(other)))
    page = other.get(response.url).content.decode()
    assert "Tämä pääsyavain ei avaa Torillaa." in page


NONSENSE = [
    "", "null", "1", "[]", "{}", '"x"', "{", '{"id": 1}', '{"response": []}',
    '{"id": "YQ", "rawId": "YQ", "type": "public-key", "response": {"userHandle": 5}}',
    '{"id": "YQ", "rawId": "YQ", "type": "public-key", "response": {"clientDataJSON": "YQ",'
    ' "authenticatorData": "YQ", "signature": "YQ", "userHandle": "YQ", "attestationObject": "YQ"}}',
    '{"id": "YQ", "rawId": "YQ", "type": "public-key", "response": {"clientDataJSON": "e30",'
    ' "authenticatorData": "AAAA", "signature": "", "userHandle": null, "attestationObject": "oA"}}',
]  # fmt: skip


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_nonsense_is_refused_in_a_sentence(with_passkey, nonsense):
    other = Client()
    asked(other)
    assert other.post("/sign-in/passkey/", {"credential": nonsense}).status_code == 302
    enter(other)
    assert other.post("/sign-in/code/", {"credential": nonsense}).status_code == 200
    page = "/settings/two-step/passkey/"
    with_passkey.get(page)
    assert with_passkey.post(page, {"credential": nonsense}).status_code == 200
    assert Authenticator.objects.filter(type="webauthn").count() == 1


def test_many_who_ask_for_a_passkey_are_slowed_down(db, monkeypatch):
    monkeypatch.setitem(ASKED, "passkey", "3/m/ip")
    accept = {"Accept": "application/json"}
    answers = [Client().get("/sign-in/passkey/", headers=accept).status_code for _ in range(4)]
    assert answers == [200, 200, 200, 429]


def test_very_many_tries_are_slowed_down(with_passkey):
    other = Client()
    answers = [sign_in(other, {}).status_code for _ in range(62)]
    assert answers[0] == 302
    assert answers[-1] == 429


def test_whoever_may_no_longer_sign_in_does_not(with_passkey, phone, aino):
    aino.is_active = False
    aino.save()
    other = Client()
    sign_in(other, phone.use(asked(other)))
    assert not is_in(other)


def test_nobody_makes_an_account_by_a_passkey(db):
    assert Client().get("/sign-up/passkey/").status_code == 404
