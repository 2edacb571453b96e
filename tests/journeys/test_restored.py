"""Leena comes in after a restore: what waits is said on every page, and she decides."""

import sqlite3
from contextlib import closing

import pytest

from tests.journeys.hands import press, sign_in
from tests.journeys.looks import Watch, look_at

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RESTORED = """
    INSERT INTO core_restoration (backup, made_at, restored_at)
    VALUES ('b1', '2026-11-20 00:30:00', '2026-11-23 06:00:00')"""
WAITS = """
    INSERT INTO duties_mail (person_id, state, queued_at, due_at, lease_owner, fence, attempts,
        last_error, collects)
    SELECT id, 'queued', ?, ?, '', 0, 0, '', 0 FROM people_person WHERE name = 'Aino Lehto'"""


@pytest.fixture
def restored(mallila):
    """Two mails wait: one since before the backup."""
    file = mallila.home / "demo" / "torilla.sqlite3"
    with closing(sqlite3.connect(file, timeout=20)) as database, database:
        database.execute(RESTORED)
        for at in ("2026-11-19 06:00:00", "2026-11-23 07:00:00"):
            database.execute(WAITS, [at, at])
    return file


def states(file):
    with closing(sqlite3.connect(file, timeout=20)) as database:
        rows = database.execute("SELECT state FROM duties_mail ORDER BY queued_at").fetchall()
    return [state for (state,) in rows]


def test_leena_reads_what_waits_and_releases_it(chromium, mallila, restored):
    context = chromium.new_context(
        base_url=mallila.url, locale="fi-FI", viewport={"width": 390, "height": 844}
    )
    page, watch = context.new_page(), Watch(context, mallila.url)
    sign_in(page, mallila, "leena.maki@mallila.example")
    page.goto("/")
    assert "2 sähköpostia" in page.locator(".t-strip").last.inner_text()
    page.get_by_role("link", name="Katso ja vapauta").click()
    assert look_at(page) + watch.taken() == []
    page.get_by_label("Jätä lähettämättä se, mikä odotti jo").check()
    press(page, "Vapauta")
    assert page.get_by_text("Tästä eteenpäin kaikki lähtee").is_visible()
    assert page.get_by_role("link", name="Katso ja vapauta").count() == 0
    assert states(restored)[0] == "dropped"
    context.close()
