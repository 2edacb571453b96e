"""What must not be told is not told, by its shape, by its value, or because it came with a request."""

import logging
import sys

import pytest
from django.test import RequestFactory

from torilla.core import discretion
from torilla.core.discretion import hide

CODE = "010190-900A"


@pytest.mark.parametrize(
    "text",
    [
        "Not Found: /set-up/S3CRET/",
        "/join/S3CRET",
        "GET /calendar/S3CRET.ics",
        "/break-glass/S3CRET/x",
        "postgres://torilla:S3CRET@db/torilla",
        "redis://:S3CRET@host:6379/0",
        "https://x.example/workflows/1/invoke?api-version=1&sig=S3CRET",
        "callback?code=S3CRET&x=1",
        "conninfo: host=db user=torilla password=S3CRET dbname=x",
        "sessionid=S3CRET; path=/",
        "Authorization: Bearer S3CRET-9",
        "-----BEGIN PRIVATE KEY-----\nS3CRET\nS3CRET\n-----END PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\nS3CRET\nbroken off",
        "value gAAAAABlS3CRETS3CRETS3CRETS3CRETS3CRET==",
        "duplicate key\nDETAIL:  Key (email)=(S3CRET@x.example) already exists.",
        "otpauth://totp/Torilla:a?secret=S3CRET&issuer=Torilla",
    ],
)
def test_secrets_are_known_by_their_shape(text):
    assert "S3CRET" in text and "S3CRET" not in hide(text)


@pytest.mark.parametrize("code", [CODE, "010190A900B", "010190Y900c", "010190+999H"])
def test_an_identity_code_stands_in_no_log(code):
    assert hide(f"row 7: {code}!") == "row 7: …!"


@pytest.mark.parametrize(
    "number", ["+358 40 123 4567", "+358401234567", "0401234567", "050 1234567"]
)
def test_a_phone_number_stands_in_no_log(number):
    assert hide(f"call {number} now") == "call … now"


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-24 10:42:51,244 WARNING django.request: Not Found: /accounts/17/",
        "worker ended with -9; starting it again",
        "http://localhost:8000/tasks/?of=others&page=2",
        "job.failed duties.send_mails after 0.4512345678 s",
    ],
)
def test_what_is_no_secret_stays(text):
    assert hide(text) == text


@pytest.mark.parametrize(
    "name", ["DATABASE_URL", "TORILLA_OIDC_CLIENT_SECRET", "TORILLA_EMAIL_URL"]
)
def test_the_installations_own_secrets_are_known_by_their_value(monkeypatch, name):
    url = "x://user:p%40ssw0rd@host" if name.endswith("URL") else "p@ssw0rd"
    monkeypatch.setenv(name, url)
    assert hide("it said p@ssw0rd and no more") == "it said … and no more"


def format_(message, *, request=None, name="torilla", error=None):
    record = logging.makeLogRecord({"msg": message, "name": name})
    record.exc_info = (type(error), error, error.__traceback__) if error else None
    if request:
        record.request = request
    return discretion.Discreet("%(message)s").format(record)


def test_what_came_with_a_request_is_not_logged():
    request = RequestFactory().post("/x/?q=soitto-Ainolle", {"reason": "Ainon oma asia"})
    request.COOKIES["sessionid"] = "abcdef123456"
    request.POST  # noqa: B018  (somebody has read the form)
    said = format_("abcdef123456 · Ainon oma asia · soitto-Ainolle", request=request)
    assert said == "… · … · …"


def test_json_that_came_with_a_request_is_not_logged():
    request = RequestFactory().post("/api/", '{"a": [{"b": "S3CRET"}]}', "application/json")
    request.body  # noqa: B018
    assert format_("bad value 'S3CRET'", request=request) == "bad value '…'"


def test_it_is_known_whose_request_it_is_without_being_told(rf):
    token = discretion.asked.set(rf.get("/", {"q": "S3CRET"}))
    try:
        assert format_("x S3CRET") == "x …"
    finally:
        discretion.asked.reset(token)


def test_a_traceback_is_discreet_too():
    try:
        int(CODE)
    except ValueError as error:
        said = format_("failed", error=error)
    assert "Traceback" in said and CODE not in said


def test_a_wrong_host_is_one_line():
    said = format_(
        "Invalid HTTP_HOST", name="django.security.DisallowedHost", error=ValueError("x")
    )
    assert said == "Invalid HTTP_HOST"


def test_an_error_that_nobody_catches_is_discreet(monkeypatch, capsys):
    for name in ("excepthook", "stderr"):
        monkeypatch.setattr(sys, name, getattr(sys, name))
    monkeypatch.setattr("threading.excepthook", None)
    discretion.hide_in_tracebacks()
    error = ValueError(f"no number: {CODE}")
    sys.excepthook(ValueError, error, None)
    assert capsys.readouterr().err == "ValueError: no number: …\n"
