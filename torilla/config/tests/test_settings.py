"""What follows from the address under which people reach Torilla."""

import runpy
from pathlib import Path

import pytest

import torilla.config

SETTINGS = Path(torilla.config.__file__).with_name("settings.py")


@pytest.fixture
def settings_at(monkeypatch, tmp_path):
    """The settings of an installation at that address."""

    def read(address):
        monkeypatch.setenv("TORILLA_HOME", str(tmp_path))
        monkeypatch.setenv("TORILLA_BASE_URL", address)
        return runpy.run_path(str(SETTINGS))

    return read


def test_with_tls_in_front_cookies_and_pages_stay_encrypted(settings_at):
    found = settings_at("https://some.mallila.example")
    assert found["SESSION_COOKIE_SECURE"] and found["CSRF_COOKIE_SECURE"]
    assert found["SECURE_HSTS_SECONDS"] >= 31536000
    assert found["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")


def test_tries_to_sign_in_are_counted_by_who_asks_not_by_the_web_server_in_front(settings_at):
    assert settings_at("https://some.mallila.example")["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1


def test_without_tls_nobodys_word_is_taken_for_who_asks(settings_at):
    found = settings_at("http://localhost:8000")
    assert "ALLAUTH_TRUSTED_PROXY_COUNT" not in found
    assert "SECURE_PROXY_SSL_HEADER" not in found
