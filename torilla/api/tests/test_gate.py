"""Before any operation: size, form, number of calls, language, and the one shape of every fault."""

import io

import pytest
from django.core.cache import cache
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from torilla.api import seeing
from torilla.duties.models import Duty

pytestmark = pytest.mark.django_db

FIFTY_MEGABYTES = 50 * 1024 * 1024


class Unread(io.RawIOBase):
    """A body of which nothing may be read."""

    def read(self, *_size):
        raise AssertionError("the body was read")


def test_fifty_megabytes_are_refused_without_reading_them(program, eeva):
    secret = program(eeva).secret
    environ = RequestFactory()._base_environ(
        PATH_INFO="/api/v1/accounts", REQUEST_METHOD="POST", CONTENT_TYPE="application/json",
        CONTENT_LENGTH=str(FIFTY_MEGABYTES), HTTP_AUTHORIZATION=f"Bearer {secret}",
    )  # fmt: skip
    said = []
    body = get_wsgi_application()(
        environ | {"wsgi.input": Unread()}, lambda status, headers: said.append((status, headers))
    )
    assert said[0][0].startswith("413")
    assert b"/api/#too-large" in b"".join(body)


def test_what_is_no_json_is_said_to_be_none(program, eeva):
    api = program(eeva)
    headers = api.headers | {"Idempotency-Key": "a-key-of-mine"}
    answer = api.client.post("/api/v1/me", {"language": "sv"}, headers=headers)
    assert answer.status_code in {405, 415}
    answer = api.client.put("/api/v1/me", "language=sv", "text/plain", headers=headers)
    assert answer.status_code == 415


@pytest.mark.parametrize("body", ["{", "[" * 100_000, "\xff", "1" * 10_000])
def test_a_body_that_cannot_be_read_is_400(body, program, eeva):
    api = program(eeva)
    headers = api.headers | {"Idempotency-Key": "a-key-of-mine"}
    answer = api.client.put("/api/v1/me", body, "application/json", headers=headers)
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_who_calls_too_often_is_told_when_to_go_on(program, eeva, settings):
    settings.API_CALLS_A_MINUTE = 3
    api = program(eeva)
    answers = [api.get("/me").status_code for _call in range(4)]
    assert answers == [200, 200, 200, 429]
    assert 1 <= int(api.get("/me").headers["Retry-After"]) <= 60


def test_who_guesses_tokens_is_slowed_down_by_address(client, db, settings):
    cache.clear()
    settings.API_CALLS_A_MINUTE = 1
    guesses = [
        client.get("/api/v1/me", headers={"Authorization": f"Bearer {number}"}).status_code
        for number in range(5)
    ]
    assert guesses == [401, 401, 401, 401, 429]


@pytest.mark.parametrize(
    ("wished", "sentence"),
    [("sv-FI,fi;q=0.5", "Finns inte"), ("de, en;q=0.3", "Not found"), ("", "Ei löydy")],
)
def test_a_fault_is_told_in_the_language_that_the_caller_reads(wished, sentence, program, eeva):
    answer = program(eeva, language=wished).get("/accounts/999")
    assert answer.json()["title"] == sentence


def test_an_address_that_is_not_there_is_a_problem_too(client, db):
    answer = client.get("/api/v1/nothing/here")
    assert (answer.status_code, answer.json()["type"]) == (404, "/api/#not-found")


def test_when_the_database_is_gone_the_caller_is_told_to_wait(program, eeva, monkeypatch):
    def gone(*_given):
        raise OperationalError("the database is gone")

    api = program(eeva)
    monkeypatch.setattr(seeing, "record", gone)
    answer = api.get("/accounts/1")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "gone" not in answer.content.decode()


def test_what_one_may_not_see_is_answered_as_what_is_not_there(
    program, veikko, facebook, library, aino, policy
):
    api = program(veikko)
    api.get("/me")
    hidden = {
        "/accounts/{}": facebook.pk, "/accounts/{}/history": facebook.pk, "/people/{}": aino.pk,
        "/units/{}": library.pk, "/tasks/{}": Duty.objects.first().pk,
    }  # fmt: skip
    for path, pk in hidden.items():
        there, costs = asked(api, path.format(pk))
        nowhere, as_much = asked(api, path.format(999_999))
        assert (there.status_code, there.content) == (404, nowhere.content), path
        assert costs == as_much, path


def asked(api, path):
    """The answer, and the queries it took: what differs in them differs in time."""
    with CaptureQueriesContext(connection) as queries:
        answer = api.get(path)
    return answer, len(queries)


def test_an_unknown_word_in_the_address_is_a_mistake_not_passed_over(program, eeva):
    answer = program(eeva).get("/accounts", stat="closed")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["at"] == "query.stat"


def test_the_list_of_operations_asks_no_third_party_and_runs_no_script(client, db):
    page = client.get("/api/")
    assert page.status_code == 200
    text = page.content.decode()
    assert "/api/v1/accounts/{id}/record" in text
    assert 'src="http' not in text
    assert "<script>" not in text


def test_the_description_is_open_and_is_openapi_3_1(client, db):
    told = client.get("/api/v1/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    assert len(told["paths"]) > 60
