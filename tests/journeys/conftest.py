"""A real browser on a real Torilla."""

import os
import shutil
import sqlite3
import threading
from contextlib import closing

import psutil
import pytest
from playwright.sync_api import sync_playwright

from tests.journeys.running import Running

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--disable-default-apps", "--disable-extensions", "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]  # fmt: skip
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
BROKEN_ON_PURPOSE = "Failed to load resource: the server responded with a status of"
"""What Chromium writes for every answer from 400 upwards; the tests read those answers themselves."""
CUT_ON_PURPOSE = tuple(
    f"Failed to load resource: net::ERR_{why}"
    for why in ("INTERNET_DISCONNECTED", "CONNECTION_FAILED")
)
"""What it writes where a test cuts the connection."""


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def rautalampi(tmp_path):
    """Torilla for Rautalampi, started for the first time."""
    running = Running(tmp_path / "home").start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """The demonstration municipality with its people, one for the whole run; only for looking."""
    running = Running(tmp_path_factory.mktemp("demo") / "home", command=("demo",)).start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def mallila(demo, tmp_path_factory):
    """The demonstration once more, for the tests of one file to change."""
    home = tmp_path_factory.mktemp("mallila") / "home"
    copied(demo, home)
    running = Running(home, command=("demo",)).start()
    yield running
    running.stop()


def copied(running, home):
    """Copies the demonstration's home while it runs."""
    shutil.copytree(
        running.home / "demo", home / "demo", ignore=shutil.ignore_patterns("*.sqlite3*")
    )
    source = running.home / "demo" / "torilla.sqlite3"
    with (
        closing(sqlite3.connect(source)) as old,
        closing(sqlite3.connect(home / "demo" / source.name)) as new,
    ):
        old.backup(new)


HANGS_AFTER = 300
"""Seconds after which a test's browser counts as hung; no test takes a fifth of it."""


@pytest.fixture(autouse=True)
def watchdog():
    """A browser that hangs is killed, so that the test fails instead of waiting for ever."""

    def kill():
        for child in psutil.Process().children(recursive=True):
            if "chrom" in child.name():
                child.kill()

    timer = threading.Timer(HANGS_AFTER, kill)
    timer.daemon = True
    timer.start()
    yield
    timer.cancel()


@pytest.fixture
def open_page(chromium):
    """Opens a page: `open_page(phone=True, script=False, dark=True)`; fails on console errors.

    `base` is the address before every path; `state` is what a signed-in page left behind
    (`page.context.storage_state()`).
    """
    contexts = []
    errors: list[str] = []

    def make(*, phone=False, script=True, dark=False, base=None, state=None):
        context = chromium.new_context(
            locale="fi-FI",
            timezone_id="Europe/Helsinki",
            viewport=PHONE if phone else DESKTOP,
            java_script_enabled=script,
            color_scheme="dark" if dark else "light",
            has_touch=phone,
            base_url=base,
            storage_state=state,
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        context.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        context.on("weberror", lambda e: errors.append(str(e.error)))
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
    known = (BROKEN_ON_PURPOSE, *CUT_ON_PURPOSE)
    assert [each for each in errors if not each.startswith(known)] == []
