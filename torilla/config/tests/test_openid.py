"""TORILLA_OIDC_…: what is read of it, and the one sentence on a value that cannot be used."""

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured

from torilla.config.openid import work_accounts
from torilla.people.openid.configured import Place

ENOUGH = {
    "ISSUER": "https://login.example/tenant/v2.0", "CLIENT_ID": "torilla", "CLIENT_SECRET": "S3CRET",
}  # fmt: skip


@pytest.fixture
def read(monkeypatch):
    def with_(**given):
        for name, value in (ENOUGH | given).items():
            monkeypatch.setenv(f"TORILLA_OIDC_{name}", value)
        return work_accounts(environ.Env())

    return with_


def test_without_an_issuer_there_are_none():
    assert work_accounts(environ.Env()) is None


def test_three_values_are_enough(read):
    found = read()
    assert (found.issuer, found.client_id) == (ENOUGH["ISSUER"], "torilla")
    assert found.secret.reveal() == "S3CRET" and "S3CRET" not in repr(found)
    assert (found.only, found.check_minutes, found.email_domains) == (False, 15, frozenset())


def test_the_secret_may_lie_in_a_file(read, tmp_path):
    (tmp_path / "secret").write_text("S3CRET\n", encoding="utf8")
    found = read(CLIENT_SECRET="", CLIENT_SECRET_FILE=str(tmp_path / "secret"))
    assert found.secret.reveal() == "S3CRET"


def test_the_table(read):
    found = read(
        CLAIMS='{"subject": "oid", "unit": "department"}',
        ROLES='{"Torilla.Head.Library": "head_of_unit @ Kirjasto", "T.Comms": "communications_lead"}',
        UNITS='{"LIB-01": "Kirjasto"}',
        EMAIL_DOMAINS="Mallila.example, edu.mallila.example",
    )
    assert found.claims.subject == "oid" and found.claims.email == "email"
    assert found.roles["Torilla.Head.Library"] == Place("head_of_unit", "Kirjasto")
    assert found.roles["T.Comms"] == Place("communications_lead")
    assert found.units == {"LIB-01": "Kirjasto"}
    assert found.email_domains == {"mallila.example", "edu.mallila.example"}


def test_on_this_machine_the_provider_needs_no_certificate(read):
    assert read(ISSUER="http://127.0.0.1:8080/realms/x").issuer.startswith("http://")


WRONG = {
    "ISSUER": ["http://login.example", "login.example", "https://x.example/?a=1", "",
               "https://login.example/.well-known/openid-configuration", "https://a:b@x.example"],
    "CLIENT_ID": [""],
    "CLIENT_SECRET": [""],
    "CLIENT_SECRET_FILE": ["/no/such/file"],
    "CHECK_MINUTES": ["often", "-1", "1.5", "2000", "٣"],
    "EMAIL_DOMAINS": ["aino@mallila.example", "mallila", "a b.fi"],
    "ONLY": ["perhaps"],
    "ADD_PEOPLE": ["perhaps"],
    "CLAIMS": ["{", "[]", '{"subject": 1}', '{"subject": ""}', '{"groups": "groups"}'],
    "ROLES": ["x", '{"a": "boss"}', '{"a": "head_of_unit"}', '{"a": "ict_specialist@Kirjasto"}'],
    "UNITS": ['{"a": "Kirjasto"}', '{"a": 1}'],
}  # fmt: skip


@pytest.mark.parametrize(("name", "value"), [(n, v) for n, values in WRONG.items() for v in values])
def test_a_value_that_cannot_be_used_is_said_in_one_sentence(read, name, value):
    with pytest.raises(ImproperlyConfigured) as said:
        read(**{name: value})
    text = str(said.value)
    assert f"TORILLA_OIDC_{name}" in text and text.endswith(".") and "\n" not in text
    assert "S3CRET" not in text
