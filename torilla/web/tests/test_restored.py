"""After a restore: what those see who may let go what is held back."""

import pytest
from django.utils import timezone

from torilla.core.models import Restoration
from torilla.duties.models import Mail

STRIP = "t-strip"


@pytest.fixture
def restored(policy, aino, monday):
    since = Restoration.objects.create(backup="b1", made_at=monday, restored_at=monday)
    Mail.objects.create(person=aino, queued_at=monday, due_at=monday)
    return since


def test_sanna_reads_on_every_page_what_would_go_out(restored, as_person, sanna):
    page = as_person(sanna).get("/settings/").content.decode()
    assert "1 sähköposti (ma 7.9.2026" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert 'href="/restored/"' in page


def test_aino_is_not_bothered_with_it(restored, as_person, aino):
    assert "/restored/" not in as_person(aino).get("/settings/").content.decode()
    assert as_person(aino).get("/restored/").status_code in {403, 404}


def test_sanna_looks_and_releases(restored, as_person, sanna):
    browser = as_person(sanna)
    assert "Odotti jo varmuuskopiota" in browser.get("/restored/").content.decode()
    answer = browser.post("/restored/", {"drop": "everything", "form_token": "a"})
    restored.refresh_from_db()
    assert answer.status_code == 302 and restored.released_at <= timezone.now()
    assert Mail.objects.get().state == "dropped"
    assert "Mitään ei ole pysäytetty" in browser.get("/restored/").content.decode()


def test_without_a_choice_nothing_is_released(restored, as_person, sanna):
    answer = as_person(sanna).post("/restored/", {"form_token": "a"})
    restored.refresh_from_db()
    assert (answer.status_code, restored.released_at) == (422, None)
