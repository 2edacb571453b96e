"""What a citizen sees of the register, and what nobody sees."""

import json
from datetime import timedelta

import pytest

from torilla.connectors import registry
from torilla.core.actors import SYSTEM
from torilla.core.command import NotAllowed
from torilla.register.commands.add_account import add_account
from torilla.register.commands.change_state import change_state
from torilla.register.commands.name_steward import name_steward
from torilla.register.commands.switch_public import switch_public
from torilla.register.public import snapshot
from torilla.register.public.official import Kind, check
from torilla.register.queries import record_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path, settings):
    settings.HOME = type(settings.HOME)(tmp_path)


@pytest.fixture
def public(facebook, eeva, aino, leena, monday):
    """The public pages are on; Aino leads the library's account; its old X account is closed."""
    name_steward(actor=eeva, account=facebook, person=aino, role="lead", now=monday)
    old = add_account(
        actor=SYSTEM, unit=None, address=registry.read("x.com/mallilakirjat"), name="Vanha X",
        now=monday,
    )  # fmt: skip
    version = record_of(old).pk
    later = monday + timedelta(hours=1)
    change_state(actor=SYSTEM, account=old, version=version, state="closed", now=later)
    switch_public(actor=leena, on=True, now=later)
    snapshot.write(later)
    return snapshot.read()


def test_nothing_is_public_until_somebody_switches_it_on(facebook, monday, client):
    snapshot.write(monday)
    assert client.get("/fi/").status_code == 404
    assert client.get("/.well-known/official-accounts.json").status_code == 404


def test_aino_may_not_switch_it_on(aino, policy, monday):
    with pytest.raises(NotAllowed):
        switch_public(actor=aino, on=True, now=monday)


def test_no_person_is_public(public, client):
    for path in ("/fi/", "/sv/accounts/", "/fi/accounts/facebook/mallilankirjasto/", "/fi/embed/"):
        assert "Aino" not in client.get(path).content.decode()
    assert "Aino" not in snapshot.path().read_text(encoding="utf8")


def test_a_page_asks_the_database_nothing(public, client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/fi/check/?q=facebook.com/mallilankirjasto").status_code == 200


TWELVE = {
    "facebook.com/mallilankirjasto": Kind.IN_REGISTER,
    "https://www.facebook.com/MallilanKirjasto/?fbclid=x": Kind.IN_REGISTER,
    "m.facebook.com/mallilankirjasto/about": Kind.IN_REGISTER,
    "  “Facebook: mallilankirjasto” ": Kind.IN_REGISTER,
    "@mallilankirjasto": Kind.IN_REGISTER,
    "twitter.com/mallilakirjat": Kind.CLOSED,
    "https://x.com/MallilaKirjat": Kind.CLOSED,
    "facebook.com/mallilan-kirjasto-arvonta": Kind.NOT_IN_REGISTER,
    "instagram.com/mallilankirjasto": Kind.NOT_IN_REGISTER,
    "https://facebook.com@evil.example/mallilankirjasto": Kind.NOT_RECOGNISED,
    "facebook.com.evil.example/mallilankirjasto": Kind.NOT_RECOGNISED,
    "???": Kind.NOT_RECOGNISED,
}


@pytest.mark.parametrize("text", TWELVE)
def test_a_citizen_gets_the_right_answer(public, text):
    assert check(public, text).kind == TWELVE[text]


def test_what_is_not_in_the_register_is_never_called_false(public, client):
    told = client.get("/fi/check/?q=facebook.com/mallilan-kirjasto-arvonta").content.decode()
    assert "Ei rekisterissä" in told
    assert "väär" not in told.lower()


def test_the_same_bytes_are_not_sent_twice(public, client):
    first = client.get("/fi/")
    again = client.get("/fi/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_machine_reads_what_is_in_use(public, client):
    told = json.loads(client.get("/.well-known/official-accounts.json").content)
    assert [a["handle"] for a in told["accounts"]] == ["mallilankirjasto"]


def test_no_cell_runs_as_a_formula(public, client):
    public.content["accounts"][0]["name"] = "=HYPERLINK(1)"
    rows = client.get("/fi/accounts.csv").content.decode()
    assert ";=HYPERLINK" not in rows


@pytest.mark.parametrize("form", ["csv", "jsonld", "atom"])
def test_every_form_answers_in_every_language(public, client, form):
    for language in ("fi", "sv", "en"):
        assert client.get(f"/{language}/accounts.{form}").status_code == 200


@pytest.mark.parametrize("page", ["house-rules", "accessibility", "privacy"])
def test_every_page_of_text_is_there(public, client, page):
    assert client.get(f"/sv/{page}/").status_code == 200


def test_writing_is_not_taken(public, client):
    assert client.post("/fi/check/", {"q": "x"}).status_code == 405
