"""The pages behind the link, and those on which Aino asks; as a browser without scripts meets them."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from torilla.core.models import AuditEntry
from torilla.duties.models import Duty
from torilla.media.commands.add_pictured import add_pictured
from torilla.media.commands.note_use import note_use
from torilla.media.models import Consent, Pictured, Use
from torilla.media.tests.asking import LONG_AHEAD, ask
from torilla.register.models import Stewardship

PDF = b"%PDF-1.7 Lupa"


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def child(added, aino, policy, now):
    return add_pictured(
        actor=aino, asset=added(aino, now=now), label="tyttö, joka lukee", child=True,
        adult_on=LONG_AHEAD, now=now,
    )  # fmt: skip


@pytest.fixture
def link(child, aino, now):
    until = (now + timedelta(days=365)).date()
    return f"/c/{ask(aino, child, now, until=until).token}/"


def yes(client, link, **more):
    said = {"answer": "yes", "giver": "Hanna Mäki", "child_view": "Kiva kuva!"} | more
    return client.post(link, said)


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_looking_at_the_link_changes_nothing(client, link):
    page = client.get(link)
    assert page.status_code == 200 and "Saako kunta käyttää tätä kuvaa?" in text(page)
    assert "checked" not in text(page) and "<script" not in text(page)
    assert Consent.objects.get().state == "asked"
    assert page["X-Robots-Tag"].startswith("noindex") and page["Referrer-Policy"] == "strict-origin"


def test_the_mother_gives_the_consent_and_takes_it_back(client, link, child, aino, led, now):
    assert yes(client, link).status_code == 302
    assert "Annoit luvan" in text(client.get(link)) and "Kiva kuva!" in text(client.get(link))
    note_use(actor=aino, asset=child.asset, account=led, now=now)
    asked = client.get(f"{link}withdraw/")
    assert "Kyllä, perun luvan" in text(asked) and Consent.objects.get().state == "given"
    client.post(f"{link}withdraw/")
    assert "Emme käytä kuvaa enää" in text(client.get(link))
    assert client.get(f"{link}picture/").status_code == 404
    assert Duty.objects.get(subject_kind="use").holder_person == aino


def test_neither_yes_nor_no_is_asked_again_and_nothing_typed_is_lost(client, link):
    page = client.post(link, {"giver": "Hanna Mäki", "child_view": "Kiva"})
    assert page.status_code == 422 and "Valitse kyllä tai ei." in text(page)
    assert "Hanna Mäki" in text(page) and "Kiva" in text(page)


def test_no_is_taken_as_well_as_yes(client, link):
    yes(client, link, answer="no")
    assert "Et antanut lupaa" in text(client.get(link))
    assert client.get(f"{link}picture/").status_code == 404


def test_an_unknown_link_and_one_that_is_too_old_are_the_same_page(client, link):
    Consent.objects.update(link_until=timezone.now())
    old, unknown = client.get(link), client.get("/c/olematon/")
    assert old.status_code == unknown.status_code == 410
    assert "Tämä linkki ei enää toimi" in text(old) and "Tämä linkki ei enää toimi" in text(unknown)
    assert "Kirjasto" in text(old) and "Aino" not in text(old)
    assert "<b>Mallila</b>" in text(unknown)


def test_what_somebody_typed_is_shown_and_never_run(client, child, aino, now):
    nasty = "</dd><script>alert(1)</script>&amp;"
    Pictured.objects.update(label=nasty, name=nasty[:60])
    until = (now + timedelta(days=9)).date()
    link = f"/c/{ask(aino, child, now, purpose=nasty, until=until).token}/"
    yes(client, link, giver=nasty, child_view=nasty)
    assert "<script" not in text(client.get(link)) + text(client.get(f"{link}withdraw/"))


def test_the_picture_is_light_and_tells_nothing(client, link):
    shown = client.get(f"{link}picture/")
    content = b"".join(shown.streaming_content)
    assert shown.status_code == 200 and len(content) < 70_000 and b"Exif" not in content


def test_the_page_speaks_the_language_in_which_it_was_asked(client, child, aino, now):
    until = (now + timedelta(days=9)).date()
    asked = ask(aino, child, now, until=until, language="sv")
    assert "Får kommunen använda den här bilden?" in text(client.get(f"/c/{asked.token}/"))
    client.cookies["django_language"] = "en"
    assert "May the municipality use this picture?" in text(client.get(f"/c/{asked.token}/"))


def test_whoever_tries_too_often_waits(client, link, monkeypatch):
    from torilla.media import views_link

    monkeypatch.setattr(views_link, "RATE", {"consent": "3/m/ip"})
    assert [client.get(link).status_code for _n in range(4)] == [200, 200, 200, 429]


def test_aino_records_the_child_and_the_date_of_birth_is_not_kept(client, added, aino, now):
    picture = added(aino, now=now)
    client.force_login(aino)
    said = {"label": "poika", "age": "child", "born": "2015-02-28", "ground": ""}
    assert client.post(reverse("media:pictured_add", args=[picture.pk]), said).status_code == 302
    row = Pictured.objects.get()
    assert row.child and row.adult_on.isoformat() == "2033-02-28"
    assert "2015" not in str(list(AuditEntry.objects.values_list("details")))


def test_aino_makes_a_link_that_is_shown_once(client, child, aino, now):
    client.force_login(aino)
    said = {
        "purpose": "satutunnin mainos", "until": (now + timedelta(days=99)).date().isoformat(),
        "language": "fi",
    }  # fmt: skip
    page = client.post(reverse("media:ask", args=[child.pk]), said)
    (token,) = set(re.findall(r"/c/([\w-]{43})/\"", text(page)))
    assert client.get(f"/c/{token}/").status_code == 200
    assert token not in text(client.get(reverse("media:asset", args=[child.asset_id])))


def test_the_page_of_the_picture_tells_how_the_consent_stands(client, link, child, aino):
    yes(client, link)
    client.force_login(aino)
    page = text(client.get(reverse("media:asset", args=[child.asset_id])))
    assert "tyttö, joka lukee" in page and "Hanna Mäki" in page and "Kiva kuva!" in page
    assert "saa näyttää" in page


def test_the_manager_sees_who_is_in_it_and_no_names_of_givers(client, link, child, ritva):
    yes(client, link)
    client.force_login(ritva)
    page = text(client.get(reverse("media:asset", args=[child.asset_id])))
    assert "tyttö, joka lukee" in page and "Hanna Mäki" not in page


def test_never_is_set_by_the_head_and_shown_without_a_reason(client, child, eeva, aino):
    client.force_login(eeva)
    client.post(reverse("media:never", args=[child.pk]), {"never": "on"})
    client.force_login(aino)
    page = text(client.get(reverse("media:asset", args=[child.asset_id])))
    assert "kuvaa ei käytetä" in page and "621/1999" not in page and "turva" not in page
    assert client.get(reverse("media:never", args=[child.pk])).status_code == 403


def test_a_paper_is_recorded_and_opened(client, child, aino, now):
    from django.core.files.uploadedfile import SimpleUploadedFile

    client.force_login(aino)
    said = {
        "giver": "Hanna Mäki", "given_on": "2026-01-02", "purpose": "mainos",
        "until": (now + timedelta(days=99)).date().isoformat(),
        "file": SimpleUploadedFile("lupa.pdf", PDF, "application/pdf"),
    }  # fmt: skip
    assert client.post(reverse("media:paper_add", args=[child.pk]), said).status_code == 302
    address = reverse("media:paper", args=[Consent.objects.get().pk])
    assert not AuditEntry.objects.filter(action="media.paper.opened").exists()
    opened = client.post(address)
    assert opened.content == PDF and "attachment" in opened["Content-Disposition"]
    assert AuditEntry.objects.filter(action="media.paper.opened").count() == 1


def test_the_lead_of_the_account_notes_that_it_is_gone(client, link, child, aino, kaisa, led, now):
    yes(client, link)
    Stewardship.objects.filter(account=led).update(person=kaisa)
    note_use(actor=aino, asset=child.asset, account=led, now=now)
    client.post(f"{link}withdraw/")
    client.force_login(kaisa)
    address = reverse("media:use", args=[Use.objects.get().pk])
    assert address in text(client.get("/"))
    assert client.post(address).status_code == 302
    assert not Duty.objects.filter(subject_kind="use", closed_at=None).exists()


def test_olli_sees_none_of_it(client, link, child, olli):
    client.force_login(olli)
    yes(client, link)
    consent = Consent.objects.get()
    for name, pk in (("ask", child.pk), ("paper", consent.pk), ("consent_withdraw", consent.pk)):
        assert client.get(reverse(f"media:{name}", args=[pk])).status_code == 404


@pytest.mark.parametrize(
    "machine", ["WhatsApp/2.23.20.0", "TelegramBot (like TwitterBot)", "facebookexternalhit/1.1"]
)
def test_a_messengers_preview_sees_neither_picture_nor_words(client, link, machine):
    for page in (link, f"{link}withdraw/", f"{link}picture/"):
        answer = client.get(page, headers={"User-Agent": machine})
        assert answer.status_code == 403 and not answer.content
    assert (
        client.get(link, headers={"User-Agent": "Mozilla/5.0 (Linux; CUBOT NOTE)"}).status_code
        == 200
    )


def test_that_ainos_browser_answered_is_told_in_the_log(client, link, aino):
    client.force_login(aino)
    yes(client, link)
    assert aino.audit_name in AuditEntry.objects.get(action="media.consent.given").details


def test_who_holds_the_data_and_where_one_may_complain_stand_on_the_page(client, link):
    page = text(client.get(link))
    assert "Rekisterinpitäjä" in page and "tietosuoja.fi" in page
