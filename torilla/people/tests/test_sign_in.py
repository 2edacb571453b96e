"""Signing in: by address and password, for those who are here and may."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from cryptography.fernet import Fernet
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.urls import reverse

from torilla.core import crypto
from torilla.core.models import AuditEntry
from torilla.people.jobs import forget_sessions
from torilla.people.sign_in import AccountAdapter, forget_sign_in, rotate_secrets

PASSWORD = "kirjasto on auki maanantaina"


@pytest.fixture
def aino(aino):
    aino.set_password(PASSWORD)
    aino.save()
    return aino


@pytest.fixture
def try_in(client):
    cache.clear()  # nobody has tried yet

    def post(email, password=PASSWORD):
        return client.post(reverse("account_login"), {"login": email, "password": password})

    return post


def test_aino_signs_in_however_she_writes_her_address(try_in, aino):
    assert try_in("Aino@Mallila.example").url == reverse("web:home")


def test_nothing_is_kept_of_when_she_signed_in(try_in, aino):
    try_in("aino@mallila.example")
    assert "last_login" not in {field.name for field in aino._meta.get_fields()}
    assert not AuditEntry.objects.exists()


def test_nobody_signs_up(rf):
    assert not AccountAdapter().is_open_for_signup(rf.get("/"))


def test_an_unknown_address_is_answered_like_a_wrong_password(try_in, aino):
    unknown = try_in("pekka@mallila.example").content.decode()
    wrong = try_in("aino@mallila.example", "aivan muuta kuin se").content.decode()
    assert "eivät sovi yhteen" in unknown and "eivät sovi yhteen" in wrong


def test_somebody_who_may_not_sign_in_does_not(try_in, client, aino):
    aino.is_active = False
    aino.save()
    try_in("aino@mallila.example")
    assert "_auth_user_id" not in client.session


def test_the_session_ends_when_the_sign_in_is_taken_away(try_in, client, aino):
    try_in("aino@mallila.example")
    assert client.get(reverse("people:people")).status_code == 200
    aino.is_active = False
    aino.save()
    assert client.get(reverse("people:people")).url.startswith(reverse("account_login"))


def test_many_tries_are_slowed_down(try_in, aino):
    for _ in range(6):
        try_in("aino@mallila.example", "aivan muuta kuin se")
    assert "_auth_user_id" not in try_in("aino@mallila.example").wsgi_request.session


def test_tries_at_other_addresses_do_not_wash_away_those_at_ainos(try_in, aino):
    for _ in range(6):
        try_in("aino@mallila.example", "aivan muuta kuin se")
    for number in range(1000):
        cache.set(f"somebody-{number}", 1)
    assert "_auth_user_id" not in try_in("aino@mallila.example").wsgi_request.session


def test_the_secret_of_the_second_step_lies_encrypted(aino):
    auth.TOTP.activate(aino, "JBSWY3DPEHPK3PXP")
    kept = Authenticator.objects.get(user=aino, type="totp").data["secret"]
    assert "JBSWY3DPEHPK3PXP" not in kept
    assert crypto.decrypt(kept) == "JBSWY3DPEHPK3PXP"


def test_the_secret_moves_to_the_new_key(aino, settings):
    auth.TOTP.activate(aino, "JBSWY3DPEHPK3PXP")
    settings.TORILLA_KEYS = [Fernet.generate_key().decode(), *settings.TORILLA_KEYS]
    assert rotate_secrets() == 1
    kept = Authenticator.objects.get(user=aino, type="totp").data["secret"]
    assert crypto.under_current_key(kept)


def test_the_second_step_is_forgotten_with_the_person(aino):
    auth.TOTP.activate(aino, "JBSWY3DPEHPK3PXP")
    forget_sign_in(aino)
    assert not Authenticator.objects.filter(user=aino).exists()


def test_a_changed_password_is_recorded(rf, aino):
    AccountAdapter().set_password(aino, "maanantaina aukeaa kirjasto")
    assert AuditEntry.objects.get().action == "people.password.set"


def test_the_sessions_are_forgotten_with_the_person(try_in, aino):
    try_in("aino@mallila.example")
    assert "aino@mallila.example" in str(Session.objects.get().get_decoded())
    forget_sign_in(aino)
    assert not Session.objects.exists()


def test_somebody_elses_session_goes_on(client, olli, aino):
    client.force_login(olli)
    forget_sign_in(aino)
    assert Session.objects.count() == 1


def test_a_session_that_is_over_is_forgotten(client, aino):
    client.force_login(aino)
    over = Session.objects.get().expire_date
    forget_sessions(over)
    assert Session.objects.exists()
    forget_sessions(over + timedelta(seconds=1))
    assert not Session.objects.exists()
