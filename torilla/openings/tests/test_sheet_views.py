"""The papers of an application on the pages: who gets them, in which language, under which name."""

import pytest
from django.urls import reverse

from torilla.openings.models import Decision
from torilla.openings.sheet import pdf
from torilla.openings.tests.papers import words
from torilla.openings.tests.support import applied

pytestmark = pytest.mark.django_db
PAGES = ("application_pdf", "decision_pdf", "minutes")


@pytest.fixture
def asked(policy, library, eeva, aino, management_group, monday):
    application = applied(
        library, aino, monday, round=1, proposed_by=eeva, proposed_at=monday, expires_on=None
    )
    Decision.objects.create(
        application=application, round=1, step=2, decider="municipal_management_group",
        body=management_group, asked_at=monday,
    )  # fmt: skip
    return application


def url(name, application, language=""):
    address = reverse(f"openings:{name}", args=[application.pk])
    return f"{address}?language={language}" if language else address


def approve(application, now):
    application.decisions.update(
        outcome="approved", decided_at=now, meeting_on=now.date(), section="14"
    )


@pytest.mark.parametrize("name", PAGES)
def test_who_may_not_see_the_application_gets_nothing_of_it(asked, olli, name, client):
    client.force_login(olli)
    assert client.get(url(name, asked)).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_the_papers_take_no_writing(asked, aino, name, client):
    client.force_login(aino)
    assert client.post(url(name, asked)).status_code == 405


def test_the_application_comes_as_a_file_with_a_plain_name(asked, aino, client):
    asked.title = 'x"; filename="../../etc/passwd'
    asked.save()
    client.force_login(aino)
    answer = client.get(url("application_pdf", asked))
    assert answer["Content-Type"] == "application/pdf"
    name = f"tilihakemus-{asked.pk}-fi.pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["Cache-Control"] == "no-store"
    assert "../../etc/passwd" in words(answer.content)


@pytest.mark.parametrize(
    ("language", "title"),
    [("sv", "Ansökan om konto"), ("en", "Application for an account"), ("ru", "Tilihakemus")],
)
def test_the_language_can_be_asked_for(asked, aino, language, title, client):
    client.force_login(aino)
    answer = client.get(url("application_pdf", asked, language))
    assert title in words(answer.content)


def test_the_reader_s_own_language_is_the_first(asked, aino, client):
    aino.language = "sv"
    aino.save()
    client.force_login(aino)
    answer = client.get(url("application_pdf", asked))
    assert answer["Content-Language"] == "sv" and "Ansökan om konto" in words(answer.content)


def test_before_a_decision_one_is_led_back_and_told_why(asked, aino, client):
    client.force_login(aino)
    answer = client.get(url("decision_pdf", asked), follow=True)
    assert answer.redirect_chain[0][0] == url("application", asked)
    assert "Mitään ei ole vielä päätetty." in answer.content.decode()


def test_after_it_the_decision_sheet_comes(asked, aino, client, monday):
    approve(asked, monday)
    client.force_login(aino)
    answer = client.get(url("decision_pdf", asked))
    assert answer["Content-Disposition"].endswith(f'"paatosasiakirja-{asked.pk}-fi.pdf"')
    assert "§ 14" in words(answer.content)


def test_a_file_that_could_not_be_made_is_no_dead_end(asked, aino, client, monkeypatch, caplog):
    monkeypatch.setattr(pdf, "SECONDS", 0)
    client.force_login(aino)
    answer = client.get(url("application_pdf", asked), follow=True)
    assert "Tiedostoa ei voitu nyt tehdä." in answer.content.decode()
    assert str(asked.pk) in caplog.text


def test_the_text_for_the_minutes_stands_on_a_page(asked, aino, client):
    asked.title = "</textarea><script>alert(1)</script>"
    asked.save()
    client.force_login(aino)
    page = client.get(url("minutes", asked, "sv")).content.decode()
    assert "Föredragande: Eeva" in page and 'lang="sv" rows' in page
    assert "<script>alert" not in page


def test_the_hub_leads_to_the_papers(asked, aino, client, monday):
    client.force_login(aino)
    page = client.get(url("application", asked)).content.decode()
    assert url("application_pdf", asked) in page and url("minutes", asked) in page
    assert url("decision_pdf", asked) not in page
    approve(asked, monday)
    assert url("decision_pdf", asked) in client.get(url("application", asked)).content.decode()
