"""The pages of the library, as Aino, Leena and Olli see them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from torilla.core.models import AuditEntry
from torilla.media import store
from torilla.media.models import Asset, Upload
from torilla.media.tests.conftest import as_upload
from torilla.media.tests.making import as_file, from_phone, scene, video

pytestmark = pytest.mark.django_db

ADD = reverse("media:add")
SAID = {"title": "Kesäkonsertti", "alternative": "Kuoro laulaa puistossa.", "right": "own"}


@pytest.fixture
def signed(client, policy, library):
    def sign(person):
        client.force_login(person)
        return client

    return sign


def sent(client, **more):
    given = {**SAID, "file": as_upload(from_phone()), "form_token": "one"} | more
    return client.post(ADD, {key: value for key, value in given.items() if value is not None})


def test_a_single_form_adds_picture_right_name_and_text(signed, aino):
    response = sent(signed(aino))
    asset = Asset.objects.get()
    assert response.status_code == 302 and response.url == reverse("media:asset", args=[asset.pk])
    assert asset.state == "library" and asset.words.get().alternative == SAID["alternative"]


def test_what_was_taken_out_is_told(signed, aino):
    response = signed(aino).post(ADD, {**SAID, "file": as_upload(from_phone())}, follow=True)
    assert "missä se on otettu" in response.content.decode()


def test_an_error_elsewhere_does_not_lose_the_file(signed, aino):
    client = signed(aino)
    refused = sent(client, title="")
    upload = Upload.objects.get()
    assert (
        refused.status_code == 422
        and f'name="upload" value="{upload.pk}"' in refused.content.decode()
    )
    assert SAID["alternative"] in refused.content.decode()
    again = sent(client, file=None, upload=upload.pk)
    assert again.status_code == 302 and Asset.objects.get().title == SAID["title"]


def test_another_ones_file_is_not_taken(signed, aino, olli):
    sent(signed(aino), title="")
    refused = sent(signed(olli), file=None, upload=Upload.objects.get().pk)
    assert refused.status_code == 422 and not Asset.objects.exists()


def test_without_a_file_it_is_asked_for(signed, aino):
    page = sent(signed(aino), file=None)
    assert page.status_code == 422 and "Valitse kuva tai video" in page.content.decode()


def test_a_file_that_is_no_picture_is_refused_with_what_would_be_right(signed, aino):
    page = sent(signed(aino), file=as_upload(b"%PDF-1.7"))
    assert page.status_code == 422 and "JPEG, PNG, WebP" in page.content.decode()


def test_a_file_that_is_too_large_for_one_form_is_refused_and_not_kept(signed, aino):
    page = sent(signed(aino), file=as_upload(bytes(20_000_001)))
    assert page.status_code == 422 and "suurempi kuin 20" in page.content.decode()
    assert not Upload.objects.exists()


def test_the_form_sent_twice_adds_once(signed, aino):
    client = signed(aino)
    sent(client, title="")
    upload = Upload.objects.get().pk
    assert sent(client, file=None, upload=upload).status_code == 302
    again = sent(client, file=None, upload=upload)
    assert again.status_code == 302 and Asset.objects.count() == 1


def test_by_parts_it_goes_on_where_it_broke_off(signed, aino):
    client, content = signed(aino), from_phone()
    about = {"name": "IMG.jpg", "size": len(content), "fingerprint": "f" * 64}
    first = client.post(reverse("media:uploads"), about).json()
    assert part(client, first["url"], 0, content[:1000]).json()["received"] == 1000
    again = client.post(reverse("media:uploads"), about).json()
    assert again == {**first, "received": 1000}
    assert part(client, first["url"], 1000, content[1000:]).json()["received"] == len(content)
    assert sent(client, file=None, upload=first["id"]).status_code == 302


def part(client, url, at, content):
    return client.post(
        url, content, content_type="application/octet-stream", headers={"Upload-Offset": str(at)}
    )


def test_a_part_of_another_ones_upload_is_not_there(signed, aino, olli):
    url = signed(aino).post(reverse("media:uploads"), {"name": "a", "size": 5}).json()["url"]
    assert part(signed(olli), url, 0, b"abcde").status_code == 404


def test_two_hundred_megabytes_is_the_most(signed, aino):
    answer = signed(aino).post(reverse("media:uploads"), {"name": "a.mp4", "size": 200_000_001})
    assert answer.status_code == 422 and "200\xa0Mt" in answer.json()["why"]


@pytest.mark.parametrize("at", ["", "-1", "²", "9" * 30])
def test_a_part_without_a_place_is_refused(signed, aino, at):
    client = signed(aino)
    url = client.post(reverse("media:uploads"), {"name": "a", "size": 5}).json()["url"]
    response = client.post(
        url, b"abc", content_type="application/octet-stream", headers={"Upload-Offset": at}
    )
    assert response.status_code == 400


def shown(client, asset, name="medium", **more):
    response = client.get(reverse("media:shown", args=[asset.pk, name]), **more)
    response.body = response.getvalue()  # a file is open until it was read
    return response


def test_what_is_shown_comes_with_strict_headers(signed, aino, picture):
    response = shown(signed(aino), picture)
    assert response.headers["Content-Type"] == "image/webp"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["Cache-Control"] == "private, no-cache"


def test_a_copy_that_is_still_right_is_not_sent_again(signed, aino, picture):
    client = signed(aino)
    mark = shown(client, picture).headers["ETag"]
    assert shown(client, picture, headers={"If-None-Match": mark}).status_code == 304


def test_the_original_is_under_no_name_of_what_is_shown(signed, aino, picture):
    client = signed(aino)
    for name in ("original", "originals", picture.sha256):
        response = client.get(f"/media/{picture.pk}/{name}/")
        assert response.status_code == 404 or b"<html" in response.content


def test_olli_sees_nothing_of_the_librarys_picture(signed, olli, picture):
    client = signed(olli)
    assert shown(client, picture).status_code == 404
    assert client.get(reverse("media:asset", args=[picture.pk])).status_code == 404
    assert picture.title not in client.get(reverse("media:library")).content.decode()


def test_whoever_has_not_signed_in_is_sent_to_sign_in(client, picture):
    assert shown(client, picture).status_code == 302


def test_a_steward_of_the_units_account_sees_and_changes_it(
    signed, facebook, kaisa, picture, agreed, sanna, monday
):
    assert signed(kaisa).get(reverse("media:asset", args=[picture.pk])).status_code == 404
    facebook.stewardships.create(person=kaisa, role="updater", since=monday)
    client = signed(kaisa)
    assert client.get(reverse("media:right", args=[picture.pk])).status_code == 200
    assert picture.title in client.get(reverse("media:library")).content.decode()


def test_the_original_is_given_to_few_and_recorded(signed, aino, ritva, picture):
    address = reverse("media:original", args=[picture.pk])
    assert signed(ritva).post(address).status_code == 403
    client = signed(aino)
    assert "Puhelin" not in client.get(address).content.decode()
    response = client.post(address)
    assert response.getvalue() == from_phone()
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert AuditEntry.objects.filter(action="media.original.taken").count() == 1


def test_a_player_gets_the_part_of_a_video_that_it_asks_for(signed, aino, added):
    asset = added(aino, video())
    response = shown(signed(aino), asset, "video", headers={"Range": "bytes=4-7"})
    assert response.status_code == 206 and response.body == b"ftyp"
    assert response.headers["Content-Range"] == f"bytes 4-7/{len(video())}"


def test_the_list_says_in_words_what_is_missing(signed, aino, added):
    added(aino, own=False, alternative="")
    page = signed(aino).get(reverse("media:library")).content.decode()
    assert "Käyttöoikeutta ei ole kerrottu" in page and "Vaihtoehtoinen" not in page
    assert "Tekstivastine puuttuu (suomi)" in page


def test_the_list_is_narrowed_to_what_may_be_used(signed, aino, added):
    added(aino, title="Valmis")
    added(aino, as_file(scene(seed=9)), title="Kesken", own=False)
    for which, there, not_there in (
        ("usable", "Valmis", "Kesken"),
        ("lacking", "Kesken", "Valmis"),
    ):
        page = signed(aino).get(reverse("media:library"), {"which": which}).content.decode()
        assert there in page and not_there not in page


def test_one_searches_by_alternative_text_and_author_too(signed, aino, added):
    added(aino, title="A", alternative="Punainen lato.")
    added(aino, as_file(scene(seed=9)), title="Toinen")
    client = signed(aino)
    for sought, number in (("lato", 1), ("aino", 2), ("%", 0)):
        page = client.get(reverse("media:library"), {"q": sought}).content.decode()
        assert len(re.findall('class="t-picture"', page)) == number


def test_a_picture_that_looks_alike_is_pointed_at(signed, aino, added):
    added(aino, title="Ensimmäinen")
    twin = added(aino, as_file(scene(), "JPEG", quality=60), title="Toinen")
    page = signed(aino).get(reverse("media:asset", args=[twin.pk])).content.decode()
    assert "Samannäköinen kuva on jo kirjastossa" in page and "Ensimmäinen" in page


def test_the_full_right_brings_it_into_the_library(signed, leena, aino, added):
    asset = added(aino, own=False)
    form = {
        "author": "Kuvaaja Oy", "source": "ordered", "ground": "agreement", "proof": "HR 12/2026",
        "channels": ["facebook"], "until": "2027-05-01", "credit": "Kuva: Kuvaaja Oy", "people": "nobody",
    }  # fmt: skip
    address = reverse("media:right", args=[asset.pk])
    assert signed(leena).post(address, {**form, "proof": ""}).status_code == 422
    assert signed(leena).post(address, form).status_code == 302
    asset.refresh_from_db()
    assert asset.state == "library" and asset.licences.get().channels == ["facebook"]


def test_a_changed_right_is_a_new_one(signed, aino, picture):
    form = {
        "author": "Aino",
        "source": "own",
        "ground": "own_work",
        "people": "nobody",
        "until": "2027-01-01",
    }
    signed(aino).post(reverse("media:right", args=[picture.pk]), form)
    old, new = picture.licences.order_by("pk")
    assert old.ended_at and new.ended_at is None and str(new.until) == "2027-01-01"


def test_a_right_that_ended_is_missing(signed, aino, picture, monday):
    picture.licences.update(until=monday.date().replace(year=2025))
    page = signed(aino).get(reverse("media:asset", args=[picture.pk])).content.decode()
    assert "Käyttöoikeus päättyi 7.9.2025" in page
    assert picture.title not in signed(aino).get("/media/?which=usable").content.decode()


def test_texts_are_written_in_each_language(signed, aino, picture):
    address = reverse("media:words", args=[picture.pk, "sv"])
    signed(aino).post(address, {"alternative": "Ett barn läser.", "caption": "Lässtund"})
    assert picture.words.get(language="sv").caption == "Lässtund"
    assert signed(aino).get(reverse("media:words", args=[picture.pk, "de"])).status_code == 404


def test_subtitles_are_read_strictly_and_given_to_the_player(signed, aino, added):
    asset = added(aino, video())
    client, address = signed(aino), reverse("media:subtitles", args=[asset.pk, "fi"])
    assert client.post(address, {"vtt": "1\n00:01 hei"}).status_code == 422
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nHei kaikki\n"
    assert client.post(address, {"vtt": text}).status_code == 302
    file = client.get(reverse("media:vtt", args=[asset.pk, "fi"]))
    assert (
        file.content.decode() == text and file.headers["Content-Type"] == "text/vtt; charset=utf-8"
    )


def test_what_is_removed_is_gone_from_list_and_store(
    signed, aino, picture, django_capture_on_commit_callbacks
):
    client = signed(aino)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(reverse("media:remove", args=[picture.pk])).status_code == 302
    assert list(store.files(store.ORIGINALS)) == []
    assert shown(client, picture).status_code == 404
    assert client.get(reverse("media:asset", args=[picture.pk])).status_code == 200


def test_a_longer_list_asks_no_more_of_the_database(signed, aino, added, monday):
    client = signed(aino)
    for seed in range(4):
        asset = added(aino, as_file(scene(seed=seed)), own=seed % 2 == 0)
        asset.pictured.create(label="lukija", child=False, recorded_by=aino, recorded_at=monday)
        asset.pictured_people = "somebody"
        asset.save()
        if seed == 0:
            with CaptureQueriesContext(connection) as few:
                client.get(reverse("media:library"))
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("media:library"))
    assert len(many) <= len(few) <= 20


def test_whoever_gives_a_picture_to_another_unit_comes_to_the_list(
    signed, aino, kaisa, facebook, picture, mallila, monday
):
    facebook.stewardships.create(person=kaisa, role="updater", since=monday)
    address = reverse("media:change", args=[picture.pk])
    given = signed(kaisa).post(address, {"title": "Lukuhetki", "unit": mallila.pk})
    assert given.url == reverse("media:library")
    kept = signed(aino).post(address, {"title": "Lukuhetki 2", "unit": mallila.pk})
    assert kept.url == reverse("media:asset", args=[picture.pk])
