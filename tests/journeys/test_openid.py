"""The work account in the real browser: in at the real provider's page, and out when one leaves there."""

import json

import pytest

from tests.counterparts.peer import CLIENT, SECRET, Peer
from tests.journeys.hands import follow, press, sign_in
from tests.journeys.looks import LOOKS, look_at
from tests.journeys.running import Running, free_port

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KAISA = "kaisa.niemi@mallila.example"


@pytest.fixture(scope="module")
def peer_and_torilla(tmp_path_factory):
    """The demonstration with a provider that knows Kaisa, and a stranger."""
    folder = tmp_path_factory.mktemp("openid")
    port, there = free_port(), free_port()
    issuer, url = f"http://127.0.0.1:{there}", f"http://localhost:{port}"
    peer = Peer(
        there, issuer, f"{url}/sign-in/work/ended/", f"{url}/sign-in/work/back/", folder / "log"
    )
    peer.knows(
        kaisa={"email": KAISA, "email_verified": True, "name": "Kaisa", "roles": ["Comms"]},
        outsider={"email": "outsider@elsewhere.example", "email_verified": True},
    )
    environment = {
        "TORILLA_BASE_URL": url,
        "TORILLA_OIDC_ISSUER": issuer,
        "TORILLA_OIDC_CLIENT_ID": CLIENT,
        "TORILLA_OIDC_CLIENT_SECRET": SECRET,
        "TORILLA_OIDC_EMAIL_DOMAINS": "mallila.example",
        "TORILLA_OIDC_ROLES": json.dumps({"Comms": "communications_lead"}),
    }
    torilla = Running(folder / "home", ("demo",), environment=environment, port=port).start()
    yield peer, torilla
    torilla.stop()
    peer.stop()


@pytest.fixture
def page(peer_and_torilla, open_page):
    page = open_page(base=peer_and_torilla[1].url, phone=True)
    # The provider's page asks for a font of the internet, which no test has.
    page.context.route(
        "**fonts.googleapis.com**", lambda route: route.fulfill(body="", content_type="text/css")
    )
    return page


def at_the_provider(page, login):
    """From the sign-in page to the provider's and through it."""
    page.goto("/sign-in/")
    assert look_at(page, LOOKS[:2]) == []
    follow(page, "Kirjaudu työtilillä")
    page.locator("input[name=login]").fill(login)
    page.locator("input[name=password]").fill("anything")
    page.locator("button[type=submit]").click()


def who(page):
    """The name in the menu."""
    return page.locator("#menu strong").text_content()


def test_kaisa_comes_in_with_her_work_account_and_is_out_when_she_leaves_there(
    peer_and_torilla, page
):
    peer, torilla = peer_and_torilla
    at_the_provider(page, "kaisa")
    page.wait_for_url(f"{torilla.url}/")
    assert who(page) == "Kaisa Niemi"
    page.goto(f"{peer.issuer}/session/end")
    page.locator("button[value=yes]").click()
    page.wait_for_url("**/session/end/success**")
    page.goto("/people/")
    assert "/sign-in/" in page.url


def test_a_stranger_is_told_what_to_do_and_a_set_up_person_lets_them_in(peer_and_torilla, page):
    _peer, torilla = peer_and_torilla
    at_the_provider(page, "outsider")
    page.wait_for_url("**/sign-in/work/back/**")
    assert "outsider" in page.locator("#refusal").inner_text()
    assert look_at(page, LOOKS[:2]) == []
    sign_in(page, torilla, "leena.maki@mallila.example")
    page.goto("/people/?q=Olli")
    follow(page, "Olli")
    follow(page, "Työtili…")
    page.get_by_label("Työtilin tunniste").fill("outsider")
    assert look_at(page, LOOKS[:2]) == []
    press(page, "Liitä työtili")
    page.goto("/sign-out/")
    press(page, "Kirjaudu ulos")
    page.goto("/sign-in/work/")
    page.wait_for_url(f"{torilla.url}/")
    assert who(page) == "Olli Ranta"
