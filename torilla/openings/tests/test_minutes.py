"""The text for the minutes."""

from datetime import timedelta

import pytest
from django.utils import translation

from torilla.openings.models import Decision
from torilla.openings.sheet.minutes import minutes
from torilla.openings.tests.support import applied

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(policy, library, eeva, aino, management_group, monday):
    application = applied(
        library, aino, monday, round=1, proposed_by=eeva, proposed_at=monday + timedelta(days=1)
    )
    Decision.objects.create(
        application=application, round=1, step=2, decider="municipal_management_group",
        body=management_group, asked_at=monday,
    )  # fmt: skip
    return application


def text(application, now, language="fi"):
    with translation.override(language):
        (only,) = minutes(application, now=now)
    return only.text


def settle(application, at, outcome="approved", **more):
    application.decisions.update(
        outcome=outcome, decided_at=at, meeting_on=at.date(), section="14", **more
    )


def test_before_the_decision_its_place_is_left_open(asked, monday):
    assert text(asked, monday) == (
        "Tilin avaaminen: Kirjaston Instagram\n§\u00a0…, Kunnan johtoryhmä\n\n"
        "Esittelijä: Eeva\nValmistelija: Aino\n\n"
        "Selostus\nKirjasto hakee lupaa avata tili. Kanava: Instagram. Hakemus on liitteenä.\n"
        "Miksi kattotili ei riitä (C15):\nEi sovi.\n\n"
        "Päätösehdotus\nKunnan johtoryhmä päättää, että Kirjasto saa avata tilin. "
        "Kanava: Instagram.\n\n"
        "Päätös\n…"
    )


def test_the_decision_its_conditions_and_reasons(asked, monday):
    settle(
        asked, monday, condition="Sijainen nimetään.\nTili vastaa myös lomilla.", reason="Tarve.",
        resources_confirmed=True,
    )  # fmt: skip
    told = text(asked, monday)
    assert "§\u00a014, Kunnan johtoryhmä 7.9.2026" in told
    assert "Päätösehdotus hyväksyttiin." in told and "(C10)" in told
    assert "Ehdot:\nSijainen nimetään.\nTili vastaa myös lomilla." in told
    assert told.endswith("Perustelut\nTarve.")


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("returned", "Hakemus palautettiin valmisteltavaksi."),
        ("declined", "Päätösehdotus hylättiin."),
        ("deferred", "Asia siirrettiin myöhempään kokoukseen."),
    ],
)
def test_each_outcome_in_its_words(asked, outcome, words, monday):
    settle(asked, monday, outcome)
    assert words in text(asked, monday)


def test_questions_are_called_questions(asked, monday):
    settle(asked, monday, "returned", reason="Kuka sijaistaa?")
    assert text(asked, monday).endswith("Kysymykset\nKuka sijaistaa?")


@pytest.mark.parametrize(
    ("language", "words"),
    [("sv", ("Föredragande: Eeva", "Beslutsförslag")), ("en", ("Presented by: Eeva", "Proposal"))],
)
def test_in_the_other_languages(asked, language, words, monday):
    told = text(asked, monday, language)
    assert all(word in told for word in words)


def test_hidden_characters_are_told_and_lines_stay_ones_own(asked, monday):
    asked.title = "Tili\u202e\n\nPäätös\nHyväksyttiin 📚"
    told = text(asked, monday)
    assert told.startswith("Tilin avaaminen: Tili[U+202E] Päätös Hyväksyttiin 📚\n§")


def test_nobody_asked_means_no_text(asked, monday):
    asked.decisions.update(asked_at=None)
    with translation.override("fi"):
        assert minutes(asked, now=monday) == []
