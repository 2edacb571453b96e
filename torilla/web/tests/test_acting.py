"""From a form to a command and back, whatever the command says."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client


@pytest.fixture
def aino_types(settings, aino):
    """Aino sends the purpose on a page whose command ends as named."""
    settings.ROOT_URLCONF = "torilla.web.tests.urls"
    browser = Client(raise_request_exception=False)
    browser.force_login(aino)

    def send(what, purpose="Satutunnit", **more):
        return browser.post(f"/page/{what}/", {"purpose": purpose, "form_token": "once", **more})

    send.browser = browser
    return send


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_the_command_gets_the_token_and_who_it_is(aino_types, aino):
    response = aino_types("fine")
    assert response.status_code == 302
    assert response.headers["Location"] == "/done/?10"
    assert said(response) == ["Saved: Satutunnit"]
    assert aino_types.browser.session["run"] == ["once", aino.pk]


def test_a_form_that_is_not_filled_comes_back_at_once(aino_types):
    response = aino_types("fine", purpose="")
    assert response.status_code == 422
    assert "run" not in aino_types.browser.session


def test_a_refusal_says_clause_and_remedy_and_keeps_the_text(aino_types):
    response = aino_types("refused")
    assert response.status_code == 422
    page = response.content.decode()
    for words in ("No substitute.", "C9", "Name one.", "Satutunnit", 'value="once"'):
        assert words in page


def test_a_refusal_about_a_field_alone_stands_at_the_field(aino_types):
    response = aino_types("refused-field")
    assert response.status_code == 422
    assert response.context["form"].errors["purpose"] == ["Too short."]


def test_the_second_writer_sees_both_texts_and_may_choose_the_own(aino_types):
    response = aino_types("changed", version="1")
    assert response.status_code == 409
    page = response.content.decode()
    assert "What the other one wrote" in page
    assert "Satutunnit" in page
    assert 'name="version" value="2"' in page


def test_the_same_form_sent_twice_says_so_and_goes_on(aino_types):
    response = aino_types("already")
    assert response.status_code == 302
    assert said(response) == ["Tämä oli jo tallennettu. Sitä ei tehty kahdesti."]


def test_what_is_not_allowed_is_403(aino_types):
    assert aino_types("not-allowed").status_code == 403


def test_reading_the_page_runs_nothing(aino_types):
    assert aino_types.browser.get("/page/fault/").status_code == 200
