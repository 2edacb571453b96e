"""Nothing typed is lost, whatever stood in the way of the save."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.db.backends.utils import CursorWrapper
from django.test import Client

TYPED = {"purpose": "Satutunnit & <uutuudet>", "form_token": "once", "password": "hush"}


def kept(response):
    page = response.content.decode()
    assert "Satutunnit &amp; &lt;uutuudet&gt;</dd>" in page
    assert 'name="purpose" value="Satutunnit &amp; &lt;uutuudet&gt;"' in page
    assert 'name="form_token" value="once"' in page
    assert "hush" not in page
    assert "Yritä uudelleen" in page
    return page


@pytest.mark.parametrize(
    ("what", "status"),
    [
        ("no-right", 403),
        ("not-allowed", 403),
        ("no-page", 404),
        ("fault", 500),
        ("gone", 503),
        ("full", 503),
    ],
)
def test_a_failed_save_holds_what_aino_typed(as_person, aino, what, status):
    response = as_person(aino).post(f"/page/{what}/", TYPED)
    assert response.status_code == status
    kept(response)


def test_aino_signed_out_meanwhile_keeps_her_text_and_finds_the_way_in(db):
    response = Client().post("/page/fine/", TYPED)
    assert response.status_code == 401
    assert 'href="/sign-in/?next=%2Fpage%2Ffine%2F"' in kept(response)


def test_a_page_too_old_is_saved_by_trying_again(as_person, aino):
    browser = as_person(aino, enforce_csrf_checks=True)
    response = browser.post("/page/fine/", TYPED)
    assert response.status_code == 403
    page = kept(response)
    mark = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    again = browser.post("/page/fine/", {**TYPED, "csrfmiddlewaretoken": mark})
    assert again.status_code == 302
    assert browser.session["run"] == ["once", aino.pk]


@pytest.mark.parametrize(
    "sent_by",
    [{"Origin": "https://elsewhere.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}],
    ids=str,
)
def test_what_another_site_sends_in_ainos_name_gets_no_button_to_try_again(
    as_person, aino, sent_by
):
    browser = as_person(aino, enforce_csrf_checks=True)
    response = browser.post("/page/fine/", TYPED, headers=sent_by)
    assert response.status_code == 403
    assert "Satutunnit" not in response.content.decode()
    assert b"<form" not in response.content


def test_the_database_is_gone_before_anybody_is_known(as_person, aino, monkeypatch):
    browser = as_person(aino)

    def gone(*arguments, **more):
        raise OperationalError("gone")

    with monkeypatch.context() as broken:
        broken.setattr(CursorWrapper, "execute", gone)
        response = browser.post("/page/fine/", TYPED)
    assert response.status_code == 503
    kept(response)


def test_a_file_is_not_given_back_but_asked_for_again(as_person, aino):
    file = SimpleUploadedFile("ohje.txt", b"kunnan ohje")
    response = as_person(aino).post("/page/fault/", {**TYPED, "file": file})
    page = kept(response)
    assert "kunnan ohje" not in page
    assert "Valitse ne uudelleen" in page


def test_a_page_that_holds_its_form_itself_is_left_alone(as_person, aino):
    response = as_person(aino).post("/page/changed/", TYPED)
    assert response.status_code == 409
    assert "Ei vielä tallennettu" not in response.content.decode()


def test_a_page_that_was_only_read_has_nothing_to_keep(as_person, aino):
    response = as_person(aino).get("/nowhere/")
    assert response.status_code == 404
    assert "Tällaista sivua ei ole" in response.content.decode()


def test_htmx_gets_the_kept_page_as_a_whole(as_person, aino):
    response = as_person(aino).post("/page/fault/", TYPED, headers={"HX-Request": "true"})
    assert response.headers["HX-Retarget"] == "body"
