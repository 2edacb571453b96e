"""What a citizen sees of the register, and what nobody sees."""

import csv
import io
import json
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from torilla.connectors import registry
from torilla.core.actors import SYSTEM
from torilla.core.command import NotAllowed, Refused
from torilla.core.models import AuditEntry
from torilla.people.models import Person, Unit
from torilla.register import jobs
from torilla.register.commands.add_account import add_account
from torilla.register.commands.change_state import change_state
from torilla.register.commands.confirm import confirm
from torilla.register.commands.name_steward import name_steward
from torilla.register.commands.switch_public import switch_public
from torilla.register.models import AccountRecord, PublicSwitch
from torilla.register.public import snapshot
from torilla.register.public.official import Kind, check
from torilla.register.queries import record_of

pytestmark = pytest.mark.django_db

LANGUAGES = ("fi", "sv", "en")
HOUR = timedelta(hours=1)
PAGES = (
    "", "accounts/", "units/", "accounts/facebook/mallilankirjasto/", "accounts/x/mallilakirjat/",
    "check/", "check/?q=facebook.com/mallilankirjasto", "check/?q=x.com/mallilakirjat",
    "check/?q=facebook.com/arvonta", "check/?q=???", "house-rules/", "accessibility/", "privacy/",
    "embed/", "accounts.csv", "accounts.jsonld", "accounts.atom",
)  # fmt: skip
ALL = [f"/{language}/{page}" for language in LANGUAGES for page in PAGES]
WELL_KNOWN = "/.well-known/official-accounts.json"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def home(tmp_path, settings):
    settings.HOME = type(settings.HOME)(tmp_path)


@pytest.fixture
def public(facebook, agreed, eeva, aino, leena, monday):
    """The public pages are on; Aino leads the library's account; its old X account is closed."""
    name_steward(actor=eeva, account=facebook, person=aino, role="lead", now=monday)
    old = add_account(
        actor=SYSTEM, unit=None, address=registry.read("x.com/mallilakirjat"), name="Vanha X",
        now=monday,
    )  # fmt: skip
    version = record_of(old).pk
    later = monday + HOUR
    change_state(actor=SYSTEM, account=old, version=version, state="closed", now=later)
    switch_public(actor=leena, on=True, now=later)
    snapshot.write(later)
    return snapshot.read()


def changed(monday, **values):
    """The snapshot after the library's record was changed so."""
    AccountRecord.objects.filter(account__handle="mallilankirjasto").update(**values)
    snapshot.write(monday + 2 * HOUR)
    return snapshot.read()


def contact(public):
    return public.by_handle["facebook", "mallilankirjasto"]["contact"]


# Off


@pytest.mark.parametrize("path", [*ALL, WELL_KNOWN])
def test_nothing_is_public_until_somebody_switches_it_on(facebook, monday, client, path):
    snapshot.write(monday)
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404


def test_off_again_it_is_gone_for_all(public, leena, monday, client):
    client.force_login(leena)
    assert client.get("/fi/").status_code == 200
    switch_public(actor=leena, on=False, now=monday + 2 * HOUR)
    snapshot.write(monday + 2 * HOUR)
    assert client.get("/fi/").status_code == 404


def test_without_a_snapshot_nothing_is_public(client):
    assert client.get("/sv/accounts/").status_code == 404


# Nobody's name


@pytest.mark.parametrize("path", [*ALL, WELL_KNOWN])
def test_no_person_is_public_anywhere(public, client, path):
    told = client.get(path).content.decode()
    for person in Person.objects.all():
        assert person.name not in told and person.email not in told


def test_no_person_is_in_the_snapshot(public):
    told = snapshot.path().read_text(encoding="utf8")
    assert not [p.name for p in Person.objects.all() if p.name in told or p.email in told]


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("", "kirjasto@mallila.example"),
        ("kirjasto.some@mallila.example", "kirjasto.some@mallila.example"),
        ("aino@mallila.example", "kirjasto@mallila.example"),
        ("AINO@mallila.example", "kirjasto@mallila.example"),
        ("aino.ahtela@mallila.example", "kirjasto@mallila.example"),
        ("some@mallila.example", "some@mallila.example"),
    ],
)
def test_the_contact_is_never_one_persons_own_address(public, monday, address, shown):
    assert contact(changed(monday, role_address=address)) == shown


def test_a_person_without_an_address_does_not_keep_the_pages_from_being_made(public, monday):
    Person.objects.create(name="Poistettu", email=None)
    assert changed(monday).accounts


def test_a_unit_whose_address_is_aino_s_own_has_none(public, library, monday):
    Unit.objects.update(role_address="aino@mallila.example")
    told = changed(monday)
    assert contact(told) is None and told.content["role_address"] is None


# The question

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
SAID = {
    "fi": ("väär", "virallinen tili", "epävirallinen", "huijaus"),
    "sv": ("falsk", "officiellt konto", "inofficiell", "bluff"),
    "en": ("fake", "false", "official account", "unofficial", "scam"),
}


@pytest.mark.parametrize("text", TWELVE)
def test_a_citizen_gets_the_right_answer(public, text):
    assert check(public, text).kind == TWELVE[text]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", TWELVE)
def test_no_answer_says_official_or_false(public, client, text, language):
    page = client.get(f"/{language}/check/", {"q": text}).content.decode()
    assert f'data-answer="{TWELVE[text]}"' in page
    answer = page.partition("data-answer")[2].partition("</section>")[0].lower()
    assert not [word for word in SAID[language] if word in answer]


HEADINGS = {
    Kind.IN_REGISTER: "Kunnan rekisterissä",
    Kind.CLOSED: "Oli rekisterissä, suljettu",
    Kind.NOT_IN_REGISTER: "Ei rekisterissä",
    Kind.NOT_RECOGNISED: "Osoitteesta ei saanut selvää",
}


@pytest.mark.parametrize("text", TWELVE)
def test_the_heading_says_the_answer(public, client, text):
    page = client.get("/fi/check/", {"q": text}).content.decode()
    assert f'<h2 id="answer" tabindex="-1" autofocus>{HEADINGS[TWELVE[text]]}</h2>' in page


def test_there_are_four_answers():
    assert len(Kind) == 4


def test_a_name_without_a_network_says_of_which_address_it_holds(public, client):
    page = client.get("/fi/check/", {"q": "@mallilankirjasto"}).content.decode()
    assert "https://facebook.com/mallilankirjasto" in page
    assert "Samanniminen tili toisessa kanavassa on eri tili" in page


def test_it_says_when_the_details_were_confirmed(public, eeva, facebook, monday, client):
    record = record_of(facebook)
    confirm(actor=eeva, account=facebook, version=record.pk, now=monday + 2 * HOUR)
    snapshot.write(monday + 2 * HOUR)
    page = client.get("/fi/check/?q=facebook.com/mallilankirjasto").content.decode()
    assert "Tiedot vahvistettiin ma\u00a07.9.2026" in page
    page = client.get("/sv/check/?q=x.com/mallilakirjat").content.decode()
    assert "mån\u00a07.9.2026" in page


def test_a_hostile_question_stays_text(public, client):
    page = client.get("/fi/check/", {"q": '"><script>alert(1)</script>' + "x" * 9000})
    assert page.status_code == 200
    assert "<script" not in page.content.decode()


# Pages


def test_a_page_asks_the_database_nothing(public, client, django_assert_num_queries):
    with django_assert_num_queries(0):
        for path in (*ALL, WELL_KNOWN, "/fi/nowhere/"):
            client.get(path)


@pytest.mark.parametrize("path", ALL)
def test_every_page_is_there_without_script_or_cookie(public, client, path):
    response = client.get(path)
    assert response.status_code == 200 and not response.cookies
    assert "<script" not in response.content.decode()
    assert response.headers["Content-Language"] == path[1:3]


def test_by_unit_the_library_has_its_own(public, client):
    assert ">Kirjasto</h2>" in client.get("/fi/units/").content.decode()
    assert ">Facebook</h2>" in client.get("/fi/accounts/").content.decode()


def test_each_page_leads_to_the_same_in_the_other_languages(public, client):
    page = client.get("/sv/privacy/").content.decode()
    for language in LANGUAGES:
        there = f"http://localhost:8000/{language}/privacy/"
        assert f'<link rel="alternate" hreflang="{language}" href="{there}">' in page
    assert 'hreflang="x-default" href="http://localhost:8000/fi/privacy/"' in page


@pytest.mark.parametrize(
    "path", ["/fi/accounts/facebook/nobody/", "/fi/accounts/?page=2", "/en/x/"]
)
def test_what_is_not_there_is_said_in_the_language_of_the_address(public, client, path):
    response = client.get(path)
    words = {"fi": "Tällaista sivua ei ole", "en": "There is no such page"}
    assert response.status_code == 404 and words[path[1:3]] in response.content.decode()


def test_a_long_register_comes_in_pages(public, monday, client, library):
    for number in range(120):
        add_account(
            actor=SYSTEM, unit=library, address=registry.read(f"facebook.com/mallila.{number:03}"),
            name=f"Sivu {number:03}", now=monday,
        )  # fmt: skip
    snapshot.write(monday + 2 * HOUR)
    first, second = (client.get(f"/fi/accounts/?page={n}").content.decode() for n in (1, 2))
    assert (first.count("<h3>"), second.count("<h3>")) == (100, 21)


def test_the_privacy_notice_names_the_pages_and_who_answers_with_us(public, client):
    page = client.get("/fi/privacy/").content.decode()
    assert "Meta Platforms Ireland Limited" in page
    assert 'href="/fi/accounts/facebook/mallilankirjasto/"' in page


def test_the_accessibility_statement_says_what_the_law_asks(public, client):
    page = client.get("/fi/accessibility/").content.decode()
    for words in (
        "306/2019",
        "WCAG 2.1",
        "23.9.2020",
        "kahden viikon",
        "Traficom",
        "ma\u00a07.9.2026",
    ):
        assert words in page


# Bytes


@pytest.mark.parametrize("path", ["/fi/", "/sv/check/?q=x", WELL_KNOWN, "/fi/embed/"])
def test_the_same_bytes_are_not_sent_twice(public, client, path):
    tag = client.get(path)["ETag"]
    for seen in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = client.get(path, headers={"If-None-Match": seen})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)


def test_after_a_change_the_bytes_have_another_name(public, monday, client):
    tag = client.get("/fi/")["ETag"]
    changed(monday, name="Toinen")
    again = client.get("/fi/", headers={"If-None-Match": tag})
    assert again.status_code == 200 and "Toinen" in again.content.decode()


def test_a_page_is_made_once(public, client, monkeypatch):
    from torilla.register.public import answering

    first = client.get("/fi/accounts/facebook/mallilankirjasto/").content
    monkeypatch.setattr(answering, "render_to_string", None)
    assert client.get("/fi/accounts/facebook/mallilankirjasto/").content == first


def test_what_anybody_may_ask_fills_no_memory(public, client):
    for number in range(300):
        client.get(f"/fi/check/?q=facebook.com/name{number}")
    assert len(snapshot.read().pages) <= 1


def test_the_worker_writes_only_after_something_happened(public, leena, monday):
    jobs.write_public(monday + 2 * HOUR)
    assert not snapshot.keep_up(monday + 2 * HOUR)
    switch_public(actor=leena, on=False, now=monday + 3 * HOUR)
    jobs.write_public(monday + 3 * HOUR)
    assert not snapshot.read().on


def test_the_worker_looks_again_when_something_came_up_after_its_moment(public, leena, monday):
    switch_public(actor=leena, on=False, now=monday + HOUR)
    switch_public(actor=leena, on=True, now=monday + 2 * HOUR)
    jobs.write_public(monday + 2 * HOUR - timedelta(seconds=1))  # it looked at the clock before
    assert not snapshot.read().on
    jobs.write_public(monday + 2 * HOUR + timedelta(seconds=4))
    assert snapshot.read().on


# For machines


def test_a_machine_reads_what_is_in_use(public, client):
    response = client.get(WELL_KNOWN)
    told = json.loads(response.content)
    assert [a["handle"] for a in told["accounts"]] == ["mallilankirjasto"]
    assert told["accounts"][0]["contact"] == "kirjasto@mallila.example"
    assert response["Access-Control-Allow-Origin"] == "*"


def test_the_feed_is_what_its_specification_says(public, client):
    feed = ElementTree.fromstring(client.get("/sv/accounts.atom").content)
    for name in ("id", "title", "updated", "author"):
        assert len(feed.findall(ATOM + name)) == 1, name
    entries = feed.findall(f"{ATOM}entry")
    assert len({each.findtext(f"{ATOM}id") for each in entries}) == len(entries) == 2
    assert any("stängt" in each.findtext(f"{ATOM}title") for each in entries)


def test_a_hostile_name_breaks_no_form(public, monday, client):
    changed(monday, name='=2+3\x01"<b>&</entry>;\n')
    assert ElementTree.fromstring(client.get("/fi/accounts.atom").content)
    json.loads(client.get("/fi/accounts.jsonld").content)
    (_, row) = csv.reader(io.StringIO(client.get("/fi/accounts.csv").content.decode("utf-8-sig")),
                          delimiter=";")  # fmt: skip
    assert row[2].startswith("'=2+3")
    assert "<b>" not in client.get("/fi/").content.decode()


def test_the_units_are_departments(public, client):
    told = json.loads(client.get("/fi/accounts.jsonld").content)
    assert told["department"][0] == {
        "@type": "GovernmentOrganization", "name": "Kirjasto",
        "sameAs": ["https://facebook.com/mallilankirjasto"], "email": "kirjasto@mallila.example",
    }  # fmt: skip


def test_only_the_list_for_other_sites_may_be_framed(public, client):
    for path in (p for p in ALL if "/embed/" not in p):
        response = client.get(path)
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
        assert response["X-Frame-Options"] == "DENY"
    for refused in (client.get("/fi/nothing/"), client.post("/fi/accounts/")):
        assert refused.status_code in {404, 405}
        assert "default-src 'none'" in refused["Content-Security-Policy"]
    embed = client.get("/fi/embed/")
    assert "frame-ancestors *;" in embed["Content-Security-Policy"] + ";"
    assert "'none'" not in embed["Content-Security-Policy"].partition("frame-ancestors")[2][:10]
    assert "X-Frame-Options" not in embed


def test_search_engines_come_only_while_it_is_on(public, leena, monday, client):
    assert "Allow: /fi/\n" in client.get("/robots.txt").content.decode()
    switch_public(actor=leena, on=False, now=monday + 2 * HOUR)
    snapshot.write(monday + 2 * HOUR)
    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"


def test_writing_is_not_taken(public, client):
    assert client.post("/fi/check/", {"q": "x"}).status_code == 405


# The switch


def test_aino_may_not_switch_it_on(aino, policy, monday):
    with pytest.raises(NotAllowed):
        switch_public(actor=aino, on=True, now=monday)


def test_it_is_switched_on_once(public, leena, monday):
    with pytest.raises(Refused):
        switch_public(actor=leena, on=True, now=monday)
    assert PublicSwitch.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_leena_looks_and_switches_it_on_and_off(facebook, leena, client):
    client.force_login(leena)
    page = client.get(reverse("register:public")).content.decode()
    assert "https://facebook.com/mallilankirjasto" in page and "kirjasto@mallila.example" in page
    assert client.post(reverse("register:public"), {"on": "1"}).status_code == 302
    assert client.get("/fi/").status_code == 200  # at once, without the worker
    assert client.post(reverse("register:public"), {"on": "1"}).status_code == 422
    assert client.post(reverse("register:public"), {"on": "0"}).status_code == 302
    assert client.get("/fi/").status_code == 404
    assert AuditEntry.objects.filter(action="register.public.switched").count() == 2


def test_eeva_does_not_see_the_switch(facebook, eeva, client):
    client.force_login(eeva)
    assert client.get(reverse("register:public")).status_code == 403
    assert reverse("register:public") not in client.get("/accounts/").content.decode()


def test_leena_finds_the_switch_among_the_accounts(facebook, leena, client):
    client.force_login(leena)
    assert reverse("register:public") in client.get("/accounts/").content.decode()


def test_the_day_of_the_switch_is_the_municipality_s_own(public):
    assert public.since == date(2026, 9, 7)
