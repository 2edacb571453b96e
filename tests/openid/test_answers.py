"""What an answer must be before it is believed. The wire forges; everything else is the real provider."""

import hmac
import json
import time

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from torilla.people.openid.flow import KEY
from torilla.people.openid.tokens import LEEWAY

pytestmark = pytest.mark.django_db

WITHIN, BEYOND = LEEWAY.total_seconds() - 15, LEEWAY.total_seconds() + 15


@pytest.fixture(autouse=True)
def aino_is_here(aino):
    return aino


def refused(browser, answer):
    return answer.status_code == 403 and browser.inside is None


def test_what_the_wire_signs_is_believed_when_nothing_is_changed(browser, wire, aino):
    wire.forge()
    browser.sign_in()
    assert browser.inside == aino.pk


FORGED = {
    "another issuer": {"iss": "https://evil.example"},
    "an issuer that is nearly the same": {"iss": "http://127.0.0.1"},
    "no issuer": {"iss": None},
    "another program": {"aud": "somebody-else"},
    "no program": {"aud": None},
    "several programs, none named": {"aud": ["torilla", "somebody-else"]},
    "several programs, another named": {"aud": ["torilla", "x"], "azp": "x"},
    "another nonce": {"nonce": "not-the-one"},
    "no nonce": {"nonce": None},
    "an empty nonce": {"nonce": ""},
    "nobody": {"sub": None},
    "nobody by a number": {"sub": 17},
    "no end": {"exp": None},
    "no beginning": {"iat": None},
}


@pytest.mark.parametrize("name", FORGED)
def test_a_token_is_refused_that_names(browser, wire, name):
    wire.forge(**FORGED[name])
    assert refused(browser, browser.sign_in())


SKEWED = {
    "exp within": ({"exp": -WITHIN}, True), "exp beyond": ({"exp": -BEYOND}, False),
    "iat within": ({"iat": WITHIN}, True), "iat beyond": ({"iat": BEYOND}, False),
    "nbf within": ({"nbf": WITHIN}, True), "nbf beyond": ({"nbf": BEYOND}, False),
}  # fmt: skip


@pytest.mark.parametrize("name", SKEWED)
def test_clocks_may_differ_by_a_minute(browser, wire, aino, name):
    offsets, believed = SKEWED[name]
    wire.forge(**{claim: int(time.time() + seconds) for claim, seconds in offsets.items()})
    answer = browser.sign_in()
    assert (browser.inside == aino.pk) is believed
    assert ("kellot" in answer.content.decode()) is not believed


def unsigned(claims):
    return jwt.encode(claims, None, "none")


def unsigned_with_a_key_id(claims):
    return jwt.encode(claims, None, "none", headers={"kid": "wire"})


def signed_by_a_stranger(claims):
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return jwt.encode(claims, key, "RS256", headers={"kid": "wire"})


def of_a_key_that_nobody_knows(claims):
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return jwt.encode(claims, key, "RS256", headers={"kid": "unheard-of"})


def with_the_client_secret(claims):
    secret = "s3cret-s3cret-s3cret-s3cret-32b-longer"
    return jwt.encode(claims, secret, "HS256", headers={"kid": "wire"})


def cut_off(claims):
    return "eyJhbGciOiJSUzI1NiJ9"


@pytest.mark.parametrize(
    "sign",
    [
        unsigned, unsigned_with_a_key_id, signed_by_a_stranger, of_a_key_that_nobody_knows,
        with_the_client_secret, cut_off,
    ],
)  # fmt: skip
def test_a_token_is_refused_that_is(browser, wire, sign):
    wire.forge(sign=sign)
    assert refused(browser, browser.sign_in())


def test_the_public_key_is_no_shared_secret(browser, wire):
    """HS256 with the provider's public key: whoever lets the token choose the algorithm believes it."""
    public = wire.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    def confused(claims):
        head = jwt.utils.base64url_encode(b'{"alg":"HS256","kid":"wire","typ":"JWT"}')
        body = jwt.utils.base64url_encode(json.dumps(claims).encode())
        mac = hmac.digest(public, head + b"." + body, "sha256")
        return b".".join([head, body, jwt.utils.base64url_encode(mac)]).decode()

    wire.forge(sign=confused)
    assert refused(browser, browser.sign_in())


def test_no_token_at_all_is_refused(browser, wire):
    wire.alter["/token"] = lambda status, body: (status, {"access_token": "x"})
    assert refused(browser, browser.sign_in())


def test_new_keys_are_fetched_when_they_are_used(browser, peer, aino):
    browser.sign_in()
    peer.rotate_keys()
    again = type(browser)("aino")
    again.sign_in()
    assert again.inside == aino.pk


def test_unknown_keys_make_torilla_ask_only_so_often(browser, wire):
    wire.forge(sign=of_a_key_that_nobody_knows)
    for _turn in range(8):
        browser.sign_in()
    assert wire.asked.count("/jwks") <= 6


def test_a_code_is_good_once(browser):
    """Also for somebody who has copied the whole session, the proof key in it."""
    answer = browser.at_the_provider()
    flows = browser.here.session[KEY]
    browser.back(answer)
    other = type(browser)("aino")
    other.begin()
    session = other.here.session
    session[KEY] = flows
    session.save()
    assert other.back(answer).status_code == 400
    assert other.inside is None


def test_a_code_of_another_sign_in_is_not_taken(browser, wire):
    other = type(browser)("aino")
    code = other.at_the_provider()["code"]
    answer = browser.at_the_provider() | {"code": code}
    assert browser.back(answer).status_code == 400
    assert browser.inside is None


def test_a_state_is_good_once(browser):
    answer = browser.at_the_provider()
    browser.back(answer)
    browser.here.post("/sign-out/")
    again = browser.back(answer)
    assert again.status_code == 400
    assert browser.inside is None


def test_an_answer_of_another_browser_is_not_taken(browser):
    other = type(browser)("aino")
    answer = other.at_the_provider()
    assert browser.back(answer).status_code == 400
    assert browser.inside is None


def test_an_answer_that_names_another_provider_is_refused(browser):
    answer = browser.at_the_provider() | {"iss": "https://evil.example"}
    assert refused(browser, browser.back(answer))


def test_an_answer_that_names_no_provider_is_refused_where_it_promised_to(browser):
    answer = browser.at_the_provider()
    del answer["iss"]
    assert refused(browser, browser.back(answer))


def test_a_discovery_document_of_another_issuer_is_refused(browser, wire):
    wire.alter["/.well-known/openid-configuration"] = lambda status, body: (
        status, body | {"issuer": "https://evil.example"},
    )  # fmt: skip
    assert browser.begin().status_code == 403


def test_whoever_leaves_the_providers_page_is_told_so(browser):
    state = browser.at_the_provider()["state"]
    answer = browser.back({"state": state, "error": "access_denied"})
    assert answer.status_code == 403 and "Aloita" in answer.content.decode()


@pytest.mark.parametrize("step", ["begin", "finish"])
def test_a_provider_that_is_away_is_said_to_be_and_another_way_is_shown(browser, wire, step):
    answer = browser.at_the_provider() if step == "finish" else None
    wire.down = True
    page = browser.back(answer) if answer else browser.begin()
    assert page.status_code == 503
    assert "ei vastaa" in page.content.decode() and 'href="/sign-in/"' in page.content.decode()


def test_a_providers_own_fault_is_not_torillas(browser, wire):
    wire.alter["/token"] = lambda status, body: (500, {"error": "server_error"})
    assert refused(browser, browser.sign_in())


def test_no_secret_stands_in_what_is_logged(browser, wire, caplog):
    wire.alter["/token"] = lambda status, body: (401, {"error": "invalid_client"})
    answer = browser.at_the_provider()
    browser.back(answer)
    assert "invalid_client" in caplog.text
    assert "s3cret" not in caplog.text and answer["code"] not in caplog.text
