"""The frame of every page: who gets in, in which language, what is shown."""

from datetime import timedelta

from django.db import OperationalError
from django.db.backends.utils import CursorWrapper
from django.test import Client
from django.urls import get_resolver

from torilla.core.models import Job
from torilla.web import health
from torilla.web.access import OPEN


def test_olli_without_sign_in_is_led_to_it_and_back(db):
    response = Client().get("/settings/?x=1")
    assert response.status_code == 302
    assert response.headers["Location"] == "/sign-in/?next=%2Fsettings%2F%3Fx%3D1"


def test_htmx_without_sign_in_leads_the_whole_page_there(db):
    response = Client().get("/settings/", headers={"HX-Request": "true"})
    assert response.status_code == 401
    assert response.headers["HX-Redirect"].startswith("/sign-in/")


def test_every_page_of_the_shell_that_is_open_is_declared_so(db):
    browser = Client()
    for pattern in get_resolver("torilla.web.sign_in_urls").url_patterns:
        if pattern.name not in OPEN:
            assert browser.get(f"/{pattern.pattern}".replace("<int:pk>", "1")).status_code == 302


def test_finnish_comes_first_whatever_the_browser_wishes(db):
    response = Client().get("/sign-in/", headers={"Accept-Language": "en"})
    assert '<html lang="fi"' in response.content.decode()
    assert response.headers["Content-Language"] == "fi"


def test_the_language_chosen_before_sign_in_stays(db):
    browser = Client()
    response = browser.post("/language/", {"language": "sv", "next": "/sign-in/?next=/x"})
    assert response.headers["Location"] == "/sign-in/?next=/x"
    assert '<html lang="sv"' in browser.get("/sign-in/").content.decode()


def test_a_language_that_is_not_ours_and_a_page_elsewhere_are_not_followed(db):
    response = Client().post("/language/", {"language": "xx", "next": "https://evil.example/"})
    assert response.headers["Location"] == "/"
    assert "django_language" not in response.cookies


def test_aino_reads_in_her_own_language_and_the_switch_changes_it(as_person, aino):
    browser = as_person(aino)
    assert '<html lang="fi"' in browser.get("/settings/").content.decode()
    browser.post("/language/", {"language": "sv", "next": "/settings/"})
    aino.refresh_from_db()
    assert aino.language == "sv"
    assert '<html lang="sv"' in browser.get("/settings/").content.decode()


def test_aino_chooses_dark_and_every_page_is_dark(as_person, aino):
    browser = as_person(aino)
    browser.post("/settings/", {"language": "fi", "scheme": "dark", "form_token": "a"})
    page = browser.get("/settings/").content.decode()
    assert 'data-color-scheme="dark"' in page
    assert "Tallennettu." in page


def test_navigation_shows_only_pages_that_exist_and_that_one_may_see(as_person, aino):
    page = as_person(aino).get("/settings/").content.decode()
    assert ">Tehtävät<" in page
    assert 'href="/accounts/"' not in page  # the test's addresses hold the shell alone
    assert 'href="/audit/"' not in page  # Aino may not read the log


def test_a_page_has_no_inline_style_and_no_inline_script(as_person, sanna):
    page = as_person(sanna).get("/settings/").content.decode()
    assert " style=" not in page
    assert "<script>" not in page
    assert " onclick" not in page


def test_errors_begin_the_title(as_person, aino):
    page = as_person(aino).post("/page/fine/", {"purpose": ""}).content.decode()
    assert "<title>Virhe: Purpose" in page


def test_health_answers_under_any_host_without_sign_in(db):
    response = Client().get("/healthz", headers={"Host": "10.1.2.3:8000"})
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/json"


def test_health_has_the_documented_shape(db):
    found = Client().get("/healthz").json()
    assert set(found) == {"status", "version", "database", "worker", "late_seconds"}
    assert found["database"] == "ok"
    assert (found["status"], found["worker"]) == ("degraded", "never")


def test_health_tells_of_a_worker_that_is_late(db, monday, monkeypatch):
    Job.objects.create(name="x", every=60, due_at=monday - timedelta(minutes=5))
    monkeypatch.setattr(health.timezone, "now", lambda: monday)
    assert Client().get("/healthz").json()["worker"] == "late"


def test_health_says_when_the_database_is_gone(db, monkeypatch):
    def gone(*arguments, **more):
        raise OperationalError("gone")

    with monkeypatch.context() as broken:
        broken.setattr(CursorWrapper, "execute", gone)
        response = Client().get("/healthz")
    assert response.status_code == 503
    assert response.json()["status"] == "down"


def test_robots_are_kept_out(db):
    assert Client().get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"
