"""The public pages while the database is gone: the same bytes as before, also right after a restart."""

import urllib.request
from contextlib import contextmanager
from urllib.error import HTTPError

import pytest

from tests.faults.databases import FILE
from tests.faults.site import until
from tests.faults.test_disk_and_database import cluster, site_on  # noqa: F401  (fixtures)

pytestmark = pytest.mark.faults

PATHS = (
    "/fi/", "/sv/accounts/", "/en/units/", "/fi/check/?q=facebook.com/mallilankirjasto",
    "/fi/check/?q=facebook.com/arvonta", "/sv/house-rules/", "/fi/accessibility/", "/en/privacy/",
    "/fi/embed/", "/fi/accounts.csv", "/fi/accounts.jsonld", "/fi/accounts.atom",
    "/.well-known/official-accounts.json",
)  # fmt: skip


def ask(site, path, **headers):
    """Status, body and ETag of what somebody gets who has never signed in."""
    request = urllib.request.Request(f"http://127.0.0.1:{site.port}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read(), answer.headers["ETag"]
    except HTTPError as error:
        return error.code, error.read(), error.headers["ETag"]
    except OSError:
        return 0, b"", None


def shown(site):
    return {path: ask(site, path) for path in PATHS}


def opened(site):
    """The public pages are on, and what they show."""
    site.torilla("public", "on")
    until(lambda: ask(site, "/fi/")[0] == 200)
    before = shown(site)
    assert {status for status, _body, _tag in before.values()} == {200}
    return before


def start_without_database(site):
    """`torilla serve`, until the public pages are there: it is not healthy yet."""
    site._wait = lambda _log: until(lambda: ask(site, "/fi/")[0] == 200)
    site.start()
    del site._wait


def all_as_it_was(site, before):
    assert shown(site) == before
    for path, (_status, _body, tag) in before.items():
        assert ask(site, path, **{"If-None-Match": tag})[:2] == (304, b"")
    assert ask(site, "/fi/accounts/facebook/nobody/")[0] == 404
    assert ask(site, "/healthz")[0] == 503


def test_postgresql_is_gone_and_the_public_pages_stay(site_on, cluster):  # noqa: F811
    site = site_on.start()
    before = opened(site)
    cluster.stop()
    until(lambda: not site.healthy())
    all_as_it_was(site, before)

    site.stop()
    assert ask(site, "/fi/")[0] == 0
    start_without_database(site)
    all_as_it_was(site, before)

    cluster.start()
    until(site.healthy)
    site.whole()
    assert shown(site) == before
    assert site.page("/accounts/").status == 200


@contextmanager
def no_database(site):
    """Something else lies where SQLite's file was."""
    for name in (FILE, f"{FILE}-wal", f"{FILE}-shm"):
        if (site.home / name).exists():
            (site.home / name).rename(site.home / f"{name}.away")
    (site.home / FILE).mkdir()
    yield
    (site.home / FILE).rmdir()
    for name in (FILE, f"{FILE}-wal", f"{FILE}-shm"):
        if (site.home / f"{name}.away").exists():
            (site.home / f"{name}.away").rename(site.home / name)


def test_sqlite_s_file_cannot_be_read_and_the_public_pages_stay(on_sqlite):
    site = on_sqlite.start()
    before = opened(site)
    site.stop()
    with no_database(site):
        start_without_database(site)
        all_as_it_was(site, before)
    until(site.healthy)
    site.whole()
    assert shown(site) == before


def test_off_they_do_not_come_up_without_the_database(on_sqlite):
    with no_database(on_sqlite), pytest.raises(RuntimeError, match="ended with 2"):
        on_sqlite.start()
