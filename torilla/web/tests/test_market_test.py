"""The market-square test: what is found is shown, and nothing of the draft is kept."""

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from torilla.core.actors import SYSTEM
from torilla.core.models import AuditEntry
from torilla.guideline.commands.load_policy import load_policy
from torilla.guideline.tally import MARKET_TESTS, counted
from torilla.matters.commands.answer import Answer, answer
from torilla.matters.commands.ask import ask
from torilla.policy import packaged
from torilla.screening.detector import DETECTORS
from torilla.web import views_market_test

pytestmark = pytest.mark.django_db
DRAFT = "Tervetuloa! Ilmoittautumiset: 010203-9002."


@pytest.fixture
def bilingual(policy, monday):
    """The same municipality with two languages."""
    text = packaged("mallila").replace('languages = ["fi"]', 'languages = ["fi", "sv"]')
    return load_policy(actor=SYSTEM, name="mallila", text=text, now=monday)


@pytest.fixture
def check(client, policy, aino):
    """Aino checks a draft: `check(DRAFT)`; `check(DRAFT, live=True)` while she goes on writing."""
    client.force_login(aino)

    def send(draft, live=False):
        address = reverse("web:market_test") + ("?live=1" if live else "")
        return client.post(address, {"draft": draft})

    return send


def test_an_identity_code_is_shown_with_its_clause_and_what_follows(check):
    page = check(DRAFT).content.decode()

    assert "<mark" in page and "010203-9002" in page
    assert "M3" in page and "Poista: tätä ei saa julkaista." in page


def test_a_clean_draft_gets_no_objection_and_the_decision_is_hers(check):
    page = check("Kirjasto on auki maanantaina kello kymmenestä.").content.decode()

    assert "Ei huomautettavaa" in page and "Ratkaisu on sinun." in page


def test_nothing_is_kept_of_the_draft_but_one_count(check):
    entries = AuditEntry.objects.count()

    check(DRAFT)

    assert (counted(MARKET_TESTS), AuditEntry.objects.count()) == (1, entries)
    assert DRAFT[:10] not in _everything()


def test_while_she_writes_only_what_was_found_comes_back_and_nothing_is_counted(check):
    page = check(DRAFT, live=True).content.decode()

    assert "<mark" in page and "<html" not in page
    assert counted(MARKET_TESTS) == 0


def test_an_empty_draft_says_what_to_do(check):
    answer = check("")

    assert answer.status_code == 422
    assert "Kirjoita tai liitä teksti" in answer.content.decode()


def test_what_she_wrote_stands_there_still_and_can_do_no_harm(check):
    page = check("<script>alert(1)</script> 010203-9002").content.decode()

    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 2


def test_the_page_is_kept_by_no_browser(check):
    assert check(DRAFT).headers["Cache-Control"] == "no-store"


def test_a_missing_language_of_a_bilingual_municipality_is_told(check, bilingual):
    page = check("Kirjasto on auki maanantaina kello kymmenestä.").content.decode()

    assert "Puuttuu: ruotsi." in page


def test_a_bilingual_municipality_is_known_by_its_code_whatever_its_policy_says(
    check, policy, monday
):
    text = packaged("mallila").replace('code = "999"', 'code = "091"')
    load_policy(actor=SYSTEM, name="mallila", text=text, now=monday)

    page = check("Kirjasto on auki maanantaina kello kymmenestä.").content.decode()

    assert "Puuttuu: ruotsi." in page


def test_what_is_looked_for_stands_on_a_page_with_its_examples(client, policy, aino):
    client.force_login(aino)

    page = client.get(reverse("web:looked_for")).content.decode()

    assert page.count("<mark>") >= len(DETECTORS)
    assert f'<a href="{reverse("web:market_test")}">Torikoe</a>' in page
    assert "«" not in page


def _everything():
    """All text that the database holds."""
    with connection.cursor() as cursor:
        held = ""
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            held += str(cursor.fetchall())
    return held


def test_what_aino_may_tell_of_a_case_stands_beside_its_number(
    check, policy, aino, martti, settings
):
    settings.ROOT_URLCONF = "torilla.config.urls"
    question = ask(
        actor=aino, official=martti, case_number="MalDno-2026-12", about="Tori", wanted="Kaikki",
        audience="kaikille", now=timezone.now(),
    )  # fmt: skip
    said = Answer(True, "Vain aikataulu", "kaikille", timezone.localdate(), nothing_secret=True)

    assert "vastaa viimeistään" in check("Asia MalDno-2026-12 etenee.").content.decode()
    answer(actor=martti, disclosure=question, said=said, now=timezone.now())
    assert "Vain aikataulu" in check("Asia MALDNO-2026-12 etenee.").content.decode()


def test_when_the_page_breaks_the_log_tells_nothing_of_the_draft(
    client, policy, aino, monkeypatch, caplog
):
    def breaks(draft, *_more):
        return {}[draft.partition(":")[0]]

    monkeypatch.setattr(views_market_test, "checked", breaks)
    client.force_login(aino)
    client.raise_request_exception = False
    page = client.post(reverse("web:market_test"), {"draft": "Matti Meikäläinen: sairas"})
    assert page.status_code == 500
    assert "breaks" in caplog.text and "Meikäläinen" not in caplog.text
