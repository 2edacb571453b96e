"""The pages on which a unit writes its application."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from torilla.openings.models import Application, Attachment, Section
from torilla.openings.tests.support import applied, whole

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(policy, library, aino, monday):
    return applied(library, aino, monday)


@pytest.fixture
def reader(client, aino):
    client.force_login(aino)
    return client


def section(application, number, back=""):
    return reverse("openings:section", args=[application.pk, number]) + back


def typed(**more):
    return {"version": "0", "ready": "no", **more}


def words(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_an_empty_list_teaches_how_one_begins(policy, reader):
    page = words(reader.get(reverse("openings:applications")))
    assert "Hakemuksia ei ole vielä." in page and "kattotili" in page


def test_the_hub_tells_how_long_it_takes_and_where_one_begins(reader, application):
    page = words(reader.get(reverse("openings:application", args=[application.pk])))
    assert "noin 20 minuuttia" in page and "Aloita osiosta 1" in page
    assert page.count("Ei aloitettu") == 9


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_hub_opens_in_every_language(reader, application, aino, language):
    aino.language = language
    aino.save()
    assert reader.get(reverse("openings:application", args=[application.pk])).status_code == 200


def test_a_section_is_saved_as_it_is_and_the_next_one_comes(reader, application):
    answer = reader.post(section(application, 3), typed(hours="tarpeen mukaan"))
    assert answer.url == section(application, 4)
    saved = application.sections.get(number=3)
    assert (saved.answers, saved.version, saved.ready) == ({"hours": "tarpeen mukaan"}, 1, False)


def test_while_one_writes_the_clauses_follow_and_nothing_is_saved(reader, application):
    live = section(application, 1, "?live=1")
    before = words(reader.post(live, typed(need="")))
    after = words(reader.post(live, typed(need="Nuoret eivät ole Facebookissa.")))
    assert before.count("täyttyy") < after.count("täyttyy") and "<html" not in after
    assert not application.sections.exists()


@pytest.mark.parametrize("number", range(1, 10))
def test_what_cannot_be_read_while_one_writes_breaks_nothing(reader, application, number):
    wrong = {
        "lead": "x",
        "hours": "x",
        "administrators": "x",
        "rhythm": "x",
        "measures_0_kind": "x",
    }
    assert reader.post(section(application, number, "?live=1"), wrong).status_code == 200


def test_who_only_reads_judges_nothing(client, application, leena):
    client.force_login(leena)
    assert client.post(section(application, 1, "?live=1"), typed()).status_code in {403, 404}


def test_from_the_check_page_one_comes_back_to_it(reader, application):
    answer = reader.post(section(application, 3, "?back=check"), typed(hours="3"))
    assert answer.url == reverse("openings:check", args=[application.pk])


def test_ten_thousand_characters_are_kept_to_the_last(reader, application):
    text = "Kirjasto kertoo. " * 588 + "Loppu"
    reader.post(section(application, 1), typed(need=text))
    assert application.sections.get(number=1).answers["need"] == text


def test_a_text_that_is_too_long_is_given_back_whole(reader, application):
    text = "a" * 20_001
    page = reader.post(section(application, 1), typed(need=text))
    assert page.status_code == 422 and text in page.content.decode()
    assert not application.sections.exists()


def test_two_who_write_the_same_section_lose_nothing(reader, client, application, eeva):
    reader.post(section(application, 1), typed(need="Ainon teksti"))
    client.force_login(eeva)
    page = client.post(section(application, 1), typed(need="Eevan teksti"))
    text = page.content.decode()
    assert page.status_code == 409 and "Ainon teksti" in text and "Eevan teksti" in text
    assert application.sections.get(number=1).answers["need"] == "Ainon teksti"


def test_whoever_has_seen_the_other_text_may_save_ones_own(reader, client, application, eeva):
    reader.post(section(application, 1), typed(need="Ainon teksti"))
    client.force_login(eeva)
    client.post(section(application, 1), typed(need="Eevan teksti"))
    client.post(section(application, 1), typed(need="Eevan teksti", version="1"))
    assert application.sections.get(number=1).answers["need"] == "Eevan teksti"


def test_another_units_application_is_not_there(client, application, olli):
    client.force_login(olli)
    for number in (1, 9):
        assert client.get(section(application, number)).status_code == 404
        assert client.post(section(application, number), typed()).status_code == 404


@pytest.mark.parametrize("number", [0, 10])
def test_there_are_nine_sections(reader, application, number):
    assert reader.get(section(application, number)).status_code == 404


def test_a_writer_does_not_confirm_the_resources(reader, application):
    page = reader.post(section(application, 5), typed(resources_confirmed="yes"))
    assert page.status_code == 422 and "esihenkilö" in words(page)
    assert not application.sections.filter(number=5).exists()


def test_the_head_of_the_unit_confirms_them(client, application, eeva):
    client.force_login(eeva)
    client.post(section(application, 5), typed(resources_confirmed="yes"))
    assert application.sections.get(number=5).answers == {"resources_confirmed": "yes"}


def test_what_is_confirmed_stays_when_a_writer_saves_the_section(client, application, eeva, aino):
    client.force_login(eeva)
    client.post(section(application, 5), typed(resources_confirmed="yes"))
    client.force_login(aino)
    sent = typed(resources_confirmed="yes", resources_note="Puhelin", version="1")
    client.post(section(application, 5), sent)
    assert application.sections.get(number=5).answers["resources_note"] == "Puhelin"


def test_the_hub_says_what_is_in_the_way(reader, application):
    reader.post(section(application, 4), typed(rhythm="weekly", ready="yes"))
    page = words(reader.get(reverse("openings:application", args=[application.pk])))
    assert "Puute" in page and "Sijaista ei ole" in page or "Sijainen puuttuu" in page


def test_the_check_page_shows_every_answer(reader, library, eeva, aino, kaisa, monday, policy):
    full = applied(library, aino, monday, answers=whole(eeva, aino, kaisa))
    page = words(reader.get(reverse("openings:check", args=[full.pk])))
    assert "Esteitä ei ole" in page
    for told in ("Nuoret eivät lue", "Kaisa", "joka viikko", "Satutunti: kävijät"):
        assert told in page


def test_an_application_under_decision_is_read_and_not_written(reader, application):
    Application.objects.update(state="deciding")
    assert "Tallenna ja jatka" not in words(reader.get(section(application, 1)))
    page = reader.post(section(application, 1), typed(need="Uusi"))
    assert page.status_code == 422 and "Uusi" in page.content.decode()
    assert not Section.objects.exists()


def attach(client, application, name, content):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("openings:attachments", args=[application.pk]), {"file": file})


def test_a_file_is_given_out_to_be_kept_and_never_shown_as_a_page(reader, application):
    attach(reader, application, "kysely.pdf", b"%PDF-1.7 x")
    row = Attachment.objects.get()
    answer = reader.get(reverse("openings:attachment", args=[row.pk]))
    assert answer.content == b"%PDF-1.7 x" and answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="kysely.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "content",
    [b"<html><script>alert(1)</script>", b"MZ\x90\x00\x03", b"GIF89a\x01\x00", b"PK\x03\x04x", b""],
)
def test_a_file_of_the_wrong_kind_is_refused_with_those_that_are_right(
    reader, application, content
):
    page = attach(reader, application, "kysely.pdf", content)
    assert page.status_code == 422 and not Attachment.objects.exists()
    assert "PDF" in words(page)


def test_a_file_is_not_given_to_whoever_does_not_see_the_application(
    reader, client, application, olli
):
    attach(reader, application, "kysely.pdf", b"%PDF-1.7 x")
    client.force_login(olli)
    url = reverse("openings:attachment", args=[Attachment.objects.get().pk])
    assert client.get(url).status_code == 404


def test_a_writer_is_added_told_and_removed(reader, client, application, kaisa):
    url = reverse("openings:writers", args=[application.pk])
    reader.post(url, {"person": kaisa.pk})
    writer = application.writers.get()
    client.force_login(kaisa)
    assert "Kirjaston Instagram" in words(client.get("/"))
    client.post(section(application, 1), typed(need="Kaisan teksti"))
    assert application.sections.get(number=1).changed_by == kaisa
    client.post(reverse("openings:remove_writer", args=[writer.pk]))
    assert client.get(section(application, 1)).status_code == 404


def test_where_there_is_no_umbrella_account_one_goes_on(policy, reader, library):
    asked = {"title": "Kirjaston TikTok", "unit": library.pk, "network": "tiktok"}
    page = words(reader.get(reverse("openings:begin"), asked))
    assert "ei ole kattotiliä" in page
    answer = reader.post(reverse("openings:begin"), asked)
    assert answer.url == reverse("openings:application", args=[Application.objects.get().pk])


@pytest.fixture
def umbrella(facebook):
    facebook.records.update(kind="umbrella")
    return facebook


def test_if_the_umbrella_can_carry_it_nothing_is_opened(umbrella, reader, library):
    asked = {"title": "Kirjaston Facebook", "unit": library.pk, "network": "facebook"}
    page = words(reader.post(reverse("openings:begin"), {**asked, "could": "yes"}))
    assert "Et tarvitse omaa tiliä" in page and not Application.objects.exists()


def test_if_it_cannot_it_is_told_why(umbrella, reader, library):
    asked = {"title": "Kirjaston Facebook", "unit": library.pk, "network": "facebook"}
    page = reader.post(reverse("openings:begin"), {**asked, "could": "no"})
    assert page.status_code == 422 and "miksi kattotili ei riitä" in words(page)
    reader.post(reverse("openings:begin"), {**asked, "could": "no", "umbrella": "Liikaa muille"})
    assert Application.objects.get().umbrella == "Liikaa muille"


def test_name_unit_and_network_are_corrected(reader, application, mallila):
    url = reverse("openings:change", args=[application.pk])
    sent = {"title": "Kunnan TikTok", "unit": mallila.pk, "network": "tiktok", "umbrella": "x"}
    reader.post(url, sent)
    application.refresh_from_db()
    assert (application.title, application.unit, application.network) == (
        "Kunnan TikTok", mallila, "tiktok",
    )  # fmt: skip
