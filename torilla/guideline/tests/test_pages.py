from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from torilla.guideline.commands.evaluate import evaluate
from torilla.guideline.models import Document, Finding, Handling, Waiver

DAY = timedelta(days=1)


@pytest.fixture
def at_monday(monkeypatch, monday):
    """The pages think that it is Monday."""
    monkeypatch.setattr(timezone, "now", lambda: monday)


@pytest.fixture
def reads(client, policy, at_monday):
    """Opens a page as somebody: `reads(aino, "guideline:clauses")`."""

    def open_page(person, name, *args, **query):
        client.force_login(person)
        return client.get(reverse(name, args=args), query)

    return open_page


@pytest.fixture
def finding(policy, people, monday):
    people.supervised = {1: False}
    return evaluate(people.source, None, monday).opened[0]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("name", ["guideline", "clauses"])
def test_anybody_reads_the_guideline_in_own_language(reads, olli, name, language):
    olli.language = language
    olli.save()
    assert reads(olli, f"guideline:{name}").status_code == 200


def test_a_clause_shows_its_gist_rule_and_number(reads, olli, policy):
    page = reads(olli, "guideline:clause", "C9").content.decode()
    assert policy.clauses["C9"].gist["fi"] in page
    assert "sijaisia vähintään" in page


def test_a_clause_that_there_is_not_is_404(reads, olli):
    assert reads(olli, "guideline:clause", "C99").status_code == 404


@pytest.mark.parametrize("name", ["findings", "waivers", "load", "handling", "in_force"])
def test_olli_has_no_business_in_the_rest(reads, olli, name):
    assert reads(olli, f"guideline:{name}").status_code == 404


def test_leena_sees_findings_and_filters_them(reads, leena, finding):
    assert "Person 1" in reads(leena, "guideline:findings").content.decode()
    assert "Person 1" not in reads(leena, "guideline:findings", clause="C9").content.decode()


@pytest.mark.parametrize("query", [{"unit": "x"}, {"page": "9999"}, {"unit": "9" * 30}])
def test_nonsense_in_the_address_is_no_error(reads, leena, finding, query):
    assert reads(leena, "guideline:findings", **query).status_code == 200


def test_leena_loads_the_document(reads, client, leena):
    from importlib import resources

    text = (resources.files("torilla.policy") / "guidelines/mallila.fi.txt").read_bytes()
    reads(leena, "guideline:load")
    file = SimpleUploadedFile("ohje.txt", text)
    answer = client.post(reverse("guideline:load"), {"file": file}, follow=True)
    assert Document.objects.get().name == "ohje.txt"
    assert f"{60} kohtaa" in answer.content.decode()


def test_a_form_without_a_file_comes_back_with_the_reason(reads, client, leena):
    reads(leena, "guideline:load")
    answer = client.post(reverse("guideline:load"), {})
    assert answer.status_code == 422
    assert "Valitse tiedosto" in answer.content.decode()


def test_martti_completes_the_history(reads, client, martti):
    row = Handling.objects.create(body="Kunnanvaltuusto", date="2022-06-14", section="37")
    assert "14.6.2022" in reads(martti, "guideline:handling", row=row.pk).content.decode()
    given = {"body": row.body, "day": "14.6.2022", "section": "37", "outcome": "approved"}
    client.post(f"{reverse('guideline:handling')}?row={row.pk}", given)
    row.refresh_from_db()
    assert (row.outcome, row.date) == ("approved", "2022-06-14")


def test_what_is_not_known_says_so(reads, martti):
    Handling.objects.create(body="Kunnanvaltuusto", date="", section="")
    assert "ei tiedossa; täydennä" in reads(martti, "guideline:guideline").content.decode()


def test_ritva_grants_a_waiver_and_ends_it(reads, client, ritva, finding, monday):
    assert reads(ritva, "guideline:waive", finding.pk).status_code == 200
    given = {"reason": "Muutto", "until": (monday + 9 * DAY).date().isoformat()}
    answer = client.post(reverse("guideline:waive", args=[finding.pk]), given, follow=True)
    assert "Muutto" in answer.content.decode()
    waiver = Waiver.objects.get()
    assert reads(ritva, "guideline:end_waiver", waiver.pk).status_code == 200
    client.post(reverse("guideline:end_waiver", args=[waiver.pk]))
    waiver.refresh_from_db()
    assert waiver.until == monday


def test_a_reason_typed_is_not_lost_when_the_day_is_wrong(reads, client, ritva, finding):
    reads(ritva, "guideline:waive", finding.pk)
    given = {"reason": "Kirjasto muuttaa", "until": "2020-01-01"}
    answer = client.post(reverse("guideline:waive", args=[finding.pk]), given)
    assert answer.status_code == 422
    assert "Kirjasto muuttaa" in answer.content.decode()


def test_leena_cannot_waive(reads, leena, finding):
    assert reads(leena, "guideline:waive", finding.pk).status_code == 404
    assert Finding.objects.get().waiver is None


@pytest.mark.parametrize(("who", "sees"), [("ritva", True), ("olli", False)])
def test_only_who_sees_findings_sees_how_many_a_clause_has(reads, request, monday, who, sees):
    Finding.objects.create(
        source="x", rule="register.owner-known", clause="C9", basis="guideline", days=1,
        enforcement="remind", subject_kind="account", subject_id=1, subject_name="Kirjasto",
        message="x", holder="municipal_manager", opened_at=monday,
    )  # fmt: skip
    page = reads(request.getfixturevalue(who), "guideline:clauses").content.decode()
    assert ("1 puute" in page) == sees
