"""The register as programs read and write it."""

import pytest

from torilla.register.models import AccountRecord, Stewardship

pytestmark = pytest.mark.django_db


def test_eeva_s_program_lists_the_library_s_account(program, eeva, facebook):
    listed = program(eeva).get("/accounts").json()
    assert (listed["count"], listed["next"]) == (1, None)
    assert listed["items"][0]["name"] == "Kirjasto · Facebook"


def test_eeva_s_program_reads_all_that_is_known_of_an_account(program, eeva, facebook):
    shown = program(eeva).get(f"/accounts/{facebook.pk}").json()
    assert shown["network"] == "facebook"
    assert "register.change" in shown["may"]
    assert {each["rule"] for each in shown["findings"]} > {"register.substitute-named"}


def test_leena_s_program_adds_an_account(program, leena, library, facebook):
    given = {"address": "https://www.instagram.com/mallilankirjasto", "unit": library.pk}
    made = program(leena).post("/accounts", given)
    assert made.status_code == 201
    record = AccountRecord.objects.get(account=made.json()["id"])
    assert (record.account.network, record.unit) == ("instagram", library)


def test_a_refusal_of_the_rules_is_a_sentence_and_names_the_clause(program, leena, facebook):
    problem = program(leena).post("/accounts", {"address": "facebook.com/mallilankirjasto"})
    assert problem.status_code == 422
    assert problem.headers["Content-Type"] == "application/problem+json"
    assert problem.json()["type"] == "/api/#refused"


def test_a_program_corrects_the_record_that_it_has_read(program, eeva, facebook):
    api = program(eeva)
    shown = api.get(f"/accounts/{facebook.pk}").json()
    given = {
        "version": shown["version"], "address": shown["address"], "name": "Kirjasto",
        "role_address": "kirjasto@mallila.example", "aims": ["interaction"],
        "unit": shown["unit"]["id"],
    }  # fmt: skip
    done = api.put(f"/accounts/{facebook.pk}/record", given)
    assert done.status_code == 200, done.content
    again = api.put(f"/accounts/{facebook.pk}/record", given)
    assert (again.status_code, again.json()["version"]) == (409, done.json()["version"])


def test_whoever_has_not_agreed_on_working_time_is_not_named(program, eeva, kaisa, facebook):
    api, given = program(eeva), {"person": kaisa.pk, "role": "substitute"}
    problem = api.post(f"/accounts/{facebook.pk}/stewards", given)
    assert problem.status_code == 422
    assert problem.headers["Content-Type"] == "application/problem+json"
    told = problem.json()
    assert (told["clause"], told["errors"][0]["at"]) == ("K2", "body.person")
    assert "Agree on it first" in told["remedy"]


def test_eeva_s_program_names_a_substitute_and_ends_the_right(
    program, eeva, kaisa, agreed, facebook
):
    api = program(eeva)
    named = api.post(
        f"/accounts/{facebook.pk}/stewards", {"person": kaisa.pk, "role": "substitute"}
    )
    assert named.status_code == 201, named.content
    shown = api.get(f"/accounts/{facebook.pk}").json()["stewards"]
    assert [each["in_effect"] for each in shown] == [True]
    assert api.delete(f"/stewardships/{named.json()['id']}").status_code == 200
    assert not Stewardship.objects.open().exists()


def test_everything_else_of_an_account_is_done_by_programs_too(program, eeva, library, facebook):
    api, path = program(eeva), f"/accounts/{facebook.pk}"
    version = api.get(path).json()["version"]
    answers = [
        api.post(f"{path}/seen", {"what": "keeper_stated", "present": True}),
        api.post(f"{path}/confirmations", {"version": version}),
        api.put(f"{path}/state", {"version": version, "state": "dormant"}),
        api.post(f"/units/{library.pk}/accounts-answer", {"answer": "listed"}),
        api.get(f"{path}/history"),
        api.get(f"{path}/candidates"),
        api.get("/accounts/export", format="json"),
    ]
    assert [a.status_code for a in answers] == [201, 201, 200, 201, 200, 200, 200]
