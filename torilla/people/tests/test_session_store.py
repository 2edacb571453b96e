"""A session's id stands in the cookie alone."""

from django.contrib.sessions.models import Session
from django.test import Client

from torilla.people.sessions import SessionStore


def test_the_database_does_not_know_ainos_cookie(aino):
    browser = Client()
    browser.force_login(aino)
    cookie = browser.cookies["sessionid"].value
    assert browser.get("/settings/").status_code == 200
    assert not Session.objects.filter(session_key=cookie).exists()
    assert Session.objects.count() == 1


def test_what_stands_in_the_database_lets_nobody_in(aino):
    Client().force_login(aino)
    thief = Client()
    thief.cookies["sessionid"] = Session.objects.get().session_key
    assert thief.get("/settings/").status_code == 302


def test_a_session_is_found_changed_and_ended(db):
    begun = SessionStore()
    begun["word"] = "kirjasto"
    begun.create()
    key = begun.session_key
    assert SessionStore(key)["word"] == "kirjasto" and begun.exists(key)
    again = SessionStore(key)
    again["word"] = "museo"
    again.save()
    assert SessionStore(key)["word"] == "museo"
    again.cycle_key()
    assert not begun.exists(key) and SessionStore(again.session_key)["word"] == "museo"
    again.delete()
    assert not Session.objects.exists()
