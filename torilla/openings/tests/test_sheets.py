"""The application and the decision on paper, in three languages: what stands in them, and that all can read it."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from torilla.openings.models import Attachment, ChainException, Decision, Writer
from torilla.openings.sheet.application import application_sheet
from torilla.openings.sheet.decision import conclusion, decision_sheet, has_decision
from torilla.openings.sheet.pdf import render
from torilla.openings.tests.papers import Tags, found_by_checkers, words
from torilla.openings.tests.support import applied, whole
from torilla.people.models import Standing

pytestmark = pytest.mark.django_db
LANGUAGES = ("fi", "sv", "en")


@pytest.fixture
def written(policy, library, eeva, aino, kaisa, monday):
    """The library's application with its nine sections, proposed by Eeva."""
    Standing.objects.filter(person=aino).update(title="kirjastonhoitaja")
    application = applied(
        library, aino, monday, answers=whole(eeva, aino, kaisa), proposed_by=eeva, round=1,
        proposed_at=monday + timedelta(days=1), expires_on=date(2027, 3, 1),
    )  # fmt: skip
    Writer.objects.create(application=application, person=kaisa, added_by=aino, added_at=monday)
    Attachment.objects.create(
        application=application, name="suunnitelma.pdf", kind="pdf", size=12_345, sha256="0",
        added_by=aino, added_at=monday,
    )  # fmt: skip
    return application


def decided(application, body, at, outcome="approved", step=1, **more):
    return Decision.objects.create(
        application=application, round=application.round, step=step, decider="municipal_management_group",
        body=body, asked_at=at, outcome=outcome, decided_at=at, meeting_on=at.date(), **more,
    )  # fmt: skip


@pytest.fixture
def approved_there(written, management_group, martti, monday):
    """Approved by the municipality's management group, with a condition."""
    decided(
        written, management_group, monday + timedelta(days=8), section="14", decided_by=martti,
        condition="Sijainen nimetään ennen avaamista.", reason="Tarve on perusteltu.",
        resources_confirmed=True,
    )  # fmt: skip
    written.state = "approved"
    written.save()
    return written


def pdf(make, application, now, language="fi"):
    with translation.override(language):
        return render(make(application, now=now), at=now)


def test_the_application_tells_questions_and_answers(written, monday):
    told = words(pdf(application_sheet, written, monday))
    for part in (
        "Tilihakemus", "Hakemus", "Mallila", "Kirjaston Instagram", "Aino, kirjastonhoitaja",
        "Muut kirjoittajat Kaisa", "Esittäjä Eeva", "8.9.2026", "1.3.2027", "Ei sovi.",
        "1. Kerro tarve ja tavoite", "Nuoret eivät lue kirjeitämme.", "vk 50 uutuudet",
        "https://mallila.example/kirjasto", "Satutunti: kävijät", "suunnitelma.pdf", "Ohje: ",
    ):  # fmt: skip
        assert part in told, part


def test_an_answer_that_is_a_choice_is_told_in_words(written, monday):
    told = words(pdf(application_sheet, written, monday))
    assert "joka viikko" in told and "weekly" not in told
    assert "Kyllä" in told and "involvement" not in told


def test_what_is_not_kept_says_why_and_where_it_stands(written, monday):
    written.sections.filter(number=4).delete()
    written.reasons = {"openings.substitute-agreed": "Sijainen aloittaa lokakuussa."}
    written.save()
    told = words(pdf(application_sheet, written, monday))
    part = told[told.index("Ei vielä täyty") : told.index("Täyttyy •")]
    assert "Sijainen puuttuu." in part and "Sijainen aloittaa lokakuussa." in part
    assert "(C9)" in part and "(C13)" not in part


def test_a_section_without_answers_says_so(policy, library, aino, monday):
    application = applied(library, aino, monday)
    assert words(pdf(application_sheet, application, monday)).count("Vastauksia ei ole.") == 9


def test_the_decision_tells_who_when_and_why(approved_there, monday):
    told = words(pdf(decision_sheet, approved_there, monday))
    for part in (
        "Päätösasiakirja", "Tilin saa avata.", "Päätös raukeaa, jos tiliä ei avata viimeistään 1.3.2027.",
        "1. Kunnan johtoryhmä", "15.9.2026, § 14", "Hyväksytty", "Päätöksen kirjasi Martti",
        "Ehdot Sijainen nimetään ennen avaamista.", "Perustelut Tarve on perusteltu.", "(C10)",
        "suunnitelma.pdf",
    ):  # fmt: skip
        assert part in told, part


def test_an_exception_to_the_chain_names_the_step(approved_there, monday):
    ChainException.objects.create(
        application=approved_there, round=1, steps=[1], decided_by="Ritva", reason="Tulva",
        decided_on=date(2026, 9, 9), recorded_at=monday,
    )  # fmt: skip
    told = words(pdf(decision_sheet, approved_there, monday))
    assert "Poikkeus päätösketjusta" in told and "Tulva" in told and "Ritva 9.9.2026" in told
    assert "1 (" in told


def test_a_returned_round_stays_beside_the_next(written, management_group, monday):
    decided(written, management_group, monday, "returned", section="1", reason="Kuka sijaistaa?")
    written.round = 2
    decided(written, management_group, monday + timedelta(days=9), "declined", section="2")
    told = words(pdf(decision_sheet, written, monday))
    assert told.index("Käsittely 1") < told.index("Kysymykset Kuka sijaistaa?")
    assert told.index("Kuka sijaistaa?") < told.index("Käsittely 2") < told.index("§ 2")


def test_a_person_decides_by_name_and_position(written, ritva, monday):
    row = decided(written, None, monday, decided_by=ritva)
    Decision.objects.filter(pk=row.pk).update(decider="municipal_manager", meeting_on=None)
    assert "Ritva, kunnanjohtaja" in words(pdf(decision_sheet, written, monday))


def test_who_has_not_decided_yet_is_told_too(approved_there, sector_group, monday):
    decided(approved_there, sector_group, monday, "", step=2)
    Decision.objects.filter(body=sector_group).update(
        asked_at=None, meeting_on=None, decided_at=None
    )
    told = words(pdf(decision_sheet, approved_there, monday))
    assert "2. Sivistyksen johtoryhmä Vuoro tulee myöhemmin" in told


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("deciding", "kesken"), ("declined", "ei avata"), ("returned", "kysymyksin"),
        ("withdrawn", "pois"), ("expired", "raukesi"), ("opened", "saa avata"),
    ],
)  # fmt: skip
def test_what_it_came_to_is_said_in_a_sentence(written, state, told):
    written.state = state
    with translation.override("fi"):
        assert told in " ".join(conclusion(written))


def test_a_matter_that_was_only_moved_has_no_decision(written, management_group, monday):
    decided(written, management_group, monday, "deferred")
    assert not has_decision(written)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [application_sheet, decision_sheet])
def test_all_can_read_it(approved_there, make, language, monday, tmp_path):
    made = pdf(make, approved_there, monday, language)
    assert found_by_checkers(made, tmp_path) == []
    tags = Tags(made)
    assert str(tags.root.Lang).startswith(language)
    levels = [int(name[1]) for name in tags.named("H1", "H2", "H3")]
    steps = zip([0, *levels], levels, strict=False)
    assert all(after <= before + 1 for before, after in steps)


def test_the_guidelines_own_words_are_marked_as_finnish(approved_there, monday):
    tags = Tags(pdf(decision_sheet, approved_there, monday, "sv"))
    assert any(b"/Lang(fi)" in page.Contents.read_bytes() for page in tags.file.pages)


NAMES = {"fi": "Päätösasiakirja", "sv": "Beslutshandling", "en": "Decision sheet"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_names_itself_in_the_readers_language(approved_there, language, monday):
    told = words(pdf(decision_sheet, approved_there, monday, language))
    assert {each for each, name in NAMES.items() if name in told} == {language}
