"""Every page of the table in every look: accessible, whole on a phone, by keyboard, alone on its host."""

import sqlite3
from contextlib import closing

import pytest
from django.urls import reverse

from tests.journeys.hands import press, sign_in
from tests.journeys.looks import LOOKS, Watch, look_at
from torilla.web.access import ACCESS, OPEN, OWN

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TWO_STEP = {
    "mfa_authenticate", "mfa_deactivate_totp", "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes", "mfa_reauthenticate", "account_reauthenticate",
    "mfa_add_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn", "mfa_reauthenticate_webauthn",
    "account_set_password",
}  # fmt: skip
"""Need a second step, or that one has just confirmed: test_two_step.py and test_passkeys.py look at them."""
NO_PAGE = {
    "mfa_login_webauthn", "mfa_download_recovery_codes", "web:health", "web:live", "web:ready",
    "web:metrics", "web:language", "web:robots", "duties:calendar", "people:work_account_start",
    "people:work_account_back", "people:work_account_ended", "api:end", "register:export",
    "openings:application_pdf", "openings:decision_pdf", "openings:attachment", "media:shown",
    "media:vtt", "media:uploads", "media:upload", "media:paper",
}  # fmt: skip
"""A file, a state, a button."""
ELSEWHERE = {
    "register:imported", "people:imported_people", "people:imported_units",
    *(name for name in OPEN if name.startswith("public:")),
}  # fmt: skip
"""What a list will do is looked at by test_import.py, what citizens see by test_public.py."""
WITH_LINK = {
    "web:set_up", "people:join", "web:break_glass", "consent:answer", "consent:withdraw",
    "consent:picture",
}  # fmt: skip
"""Looked at below, and with a link that works by the journeys (test_consent.py, …)."""
PAGES = sorted(
    (set(ACCESS) | OPEN | OWN) - TWO_STEP - NO_PAGE - ELSEWHERE - WITH_LINK - {"account_login"}
)

ROWS = {
    "account": "select account_id from register_accountrecord where name = 'Kirjasto · Facebook'",
    "stewardship": "select s.id from register_stewardship s join register_accountrecord r"
    " on r.account_id = s.account_id where r.name = 'Kirjasto · Facebook' and s.until is null",
    "unit": "select id from people_unit where name = 'Kirjasto'",
    "person": "select id from people_person where name = 'Aino Lehto'",
    "body": "select id from people_body",
    "finding": "select id from guideline_finding where closed_at is null and waiver_id is null"
    " and rule = 'register.links-noted'",
    "waiver": "select id from guideline_waiver",
    "agreement": "select a.id from agreements_agreement a join people_person p on p.id = a.person_id"
    " where p.name = 'Aino Lehto' and a.state = 'agreed'",
    "application": "select id from openings_application where state = 'drafted'",
    "disclosure": "select id from matters_disclosure where state = 'granted'",
    "asked": "select id from matters_disclosure where state = 'asked'",
    "deciding": "select id from openings_application where state = 'deciding'",
    "provisioning": "select id from openings_application where state = 'provisioning'",
    "section": "select id from openings_application where state = 'drafted'",
    "attachment": "select id from openings_attachment",
    "writer": "select id from openings_writer",
    "meeting": "select id from people_body where name = 'Kunnan johtoryhmä'",
    "line": "select id from register_channelline where until is null",
    "asset": "select id from media_asset where state <> 'removed'",
    "asset_words": "select id from media_asset where state <> 'removed'",
    "pictured": "select pictured_id from media_consent where state = 'asked'",
    "consent": "select id from media_consent where state = 'given'",
    "unanswered": "select id from media_consent where state = 'asked'",
    "use": "select id from media_use",
}
STATES = {
    "openings:decide": "deciding", "openings:minutes": "deciding", "openings:exception": "deciding",
    "openings:set_up": "provisioning", "openings:begin_set_up": "provisioning",
    "openings:note_item": "provisioning", "openings:open_account": "provisioning",
    "matters:answer": "asked", "matters:withdraw": "asked", "media:consent_cancel": "unanswered",
}  # fmt: skip
"""In which state the application or question is of which a page has something to show."""
MORE = {"section": [4], "meeting": ["2026-12-01"], "asset_words": ["fi"]}
"""What stands in an address after the id."""
LEENA, EEVA, AINO, RITVA = "leena.maki", "eeva.salmi", "aino.lehto", "ritva.koski"
MARTTI, VEIKKO = "martti.laine", "veikko.harju"
OF_TWO = {name for name, access in ACCESS.items() if name.startswith("agreements:") and access.do}
OF_TWO |= {"agreements:agreement"}
"""Between a person and the supervisor: Leena sees none."""
WHOLE = dict.fromkeys(OF_TWO, EEVA)
WHOLE |= {name: EEVA for name in PAGES if name.startswith("openings:")}
WHOLE |= dict.fromkeys(("meetings:meetings", "meetings:meeting", "openings:exception"), RITVA)
WHOLE["people:cooperation"] = RITVA
WHOLE |= {"matters:answer": MARTTI, "matters:end": MARTTI, "matters:withdraw": VEIKKO}
"""Who looks at a page in every look, where it is not Leena."""
SAME_FOR_ALL = {"guideline:guideline", "guideline:clauses", "guideline:clause"}
FOR_RITVA = ["guideline:waive", "guideline:end_waiver", "duties:task", "duties:read", "web:home"]
FOR_RITVA += ["meetings:meetings", "meetings:meeting", "openings:decide", "openings:exception"]
FOR_RITVA += ["people:cooperation"]
FOR_ALL = [name for name in PAGES if name not in SAME_FOR_ALL | OWN | OPEN]
WALK = (
    [(LEENA, name) for name in PAGES if name not in WHOLE]
    + [(who, name) for who in (EEVA, AINO) for name in ["web:home", "duties:tasks", *FOR_ALL]]
    + [(RITVA, name) for name in FOR_RITVA]
    + [(WHOLE[name], name) for name in PAGES if name.startswith("matters:") and name in WHOLE]
)
"""Who looks at what; what is not open to somebody is the permission walk's matter."""


@pytest.fixture(scope="module")
def looker(chromium, mallila):
    """A page on which somebody has signed in, the same for all tests; what its browser complains of."""
    contexts = {}

    def of(who):
        if who not in contexts:
            context = chromium.new_context(
                base_url=mallila.url, locale="fi-FI", viewport={"width": 390, "height": 844}
            )
            context.set_default_timeout(15_000)
            page, watch = context.new_page(), Watch(context, mallila.url)
            if who:
                sign_in(page, mallila, f"{who}@mallila.example")
            contexts[who] = context, page, watch
        return contexts[who][1:]

    yield of
    for context, *_ in contexts.values():
        context.close()


def row(mallila, kind):
    with closing(sqlite3.connect(mallila.home / "demo" / "torilla.sqlite3")) as database:
        return (database.execute(ROWS[kind] + " order by 1").fetchone() or [None])[0]


def address(name, mallila, page):
    """Where a page of the table lies in the demonstration."""
    if name not in ACCESS or ACCESS[name].of == "list":
        return reverse(name)
    if ACCESS[name].of == "clause":
        return reverse(name, args=["C9"])
    if ACCESS[name].of == "duty":
        page.goto("/tasks/")
        links = [each.get_attribute("href") for each in page.locator("a[data-open]").all()]
        return (links or ["/tasks/999999/"])[0] + ("read/" if name == "duties:read" else "")
    of = ACCESS[name].of
    return reverse(name, args=[row(mallila, STATES.get(name, of)), *MORE.get(of, [])])


def waived(mallila, page):
    """The manager excuses one account from something, so that there is a waiver to end."""
    page.goto(reverse("guideline:waive", args=[row(mallila, "finding")]))
    page.get_by_label("Miksi", exact=True).fill("Kokeilu kesän ajan")
    page.locator("input[type=date]").fill("2027-01-31")
    press(page, "Myönnä poikkeuslupa")


@pytest.mark.parametrize(("who", "name"), WALK)
def test_every_page_is_as_a_page_must_be(looker, mallila, who, name):
    page, watch = looker(who)
    if name == "guideline:end_waiver" and row(mallila, "waiver") is None:
        waived(mallila, looker(RITVA)[0])
    response = page.goto(address(name, mallila, page))
    if response.status in {403, 404} and who != LEENA:
        return
    if response.status in {403, 404} and name in FOR_RITVA:
        return
    assert response.status == 200
    assert (
        look_at(page, looks=LOOKS if who == WHOLE.get(name, LEENA) else LOOKS[:1]) + watch.taken()
        == []
    )


@pytest.mark.parametrize(
    "path",
    [
        "/sign-in/",
        "/join/nobody/",
        "/set-up/nobody/",
        "/break-glass/nobody/",
        "/c/nobody/",
        "/nowhere/",
    ],
)
def test_whoever_has_not_signed_in_sees_clean_pages_too(looker, path):
    page, watch = looker(None)
    page.goto(path)
    assert look_at(page) + watch.taken() == []


def test_an_invited_person_sees_a_clean_page(looker, mallila):
    page, _ = looker(LEENA)
    page.goto(reverse("people:invite", args=[row(mallila, "person")]))
    press(page, "Tee linkki")
    assert look_at(page) == []
    link = page.get_by_label("Linkki").input_value()
    guest, watch = looker(None)
    guest.goto(link)
    assert guest.get_by_label("Valitse salasana").is_visible()
    assert look_at(guest) + watch.taken() == []


def test_the_first_one_sees_a_clean_page(rautalampi, chromium):
    context = chromium.new_context(base_url=rautalampi.url, locale="fi-FI")
    page, watch = context.new_page(), Watch(context, rautalampi.url)
    page.goto(rautalampi.setup_link)
    found = look_at(page) + watch.taken()
    page.goto("/sign-in/")
    found += look_at(page)
    context.close()
    assert found == []


def test_what_is_not_there_and_what_one_may_not_do_are_clean_pages(looker, mallila):
    page, watch = looker(AINO)
    assert page.goto("/nowhere/").status == 404
    found = look_at(page)
    assert page.goto(reverse("register:record", args=[row(mallila, "account")])).status == 403
    found += look_at(page)
    assert found + watch.taken() == []


@pytest.mark.parametrize(
    ("name", "button"),
    [
        ("register:add", "Lisää rekisteriin"), ("register:name", "Nimeä"), ("people:add", "Lisää"),
        ("people:absence", "Merkitse"), ("people:add_unit", "Lisää"),
        ("guideline:handling", "Tallenna"), ("guideline:load", "Lataa"),
    ],
)  # fmt: skip
def test_a_form_sent_empty_is_a_clean_page(looker, mallila, name, button):
    page, watch = looker(LEENA)
    page.goto(address(name, mallila, page))
    press(page, button)
    assert page.title().startswith("Virhe:")
    assert page.evaluate("document.activeElement.className") == "t-errors"
    assert look_at(page) + watch.taken() == []
