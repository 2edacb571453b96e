"""A real browser on a real Torilla."""

import os

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
    """The demonstration municipality with its people, one for the whole run; do not change it much."""
    running = Running(tmp_path_factory.mktemp("demo") / "home", command=("demo",)).start()
    yield running
    running.stop()


@pytest.fixture
def open_page(chromium):
    """Opens a page: `open_page(phone=True, script=False, dark=True)`; fails on console errors."""
    contexts = []
    errors: list[str] = []

    def make(*, phone=False, script=True, dark=False):
        context = chromium.new_context(
            locale="fi-FI",
            timezone_id="Europe/Helsinki",
            viewport=PHONE if phone else DESKTOP,
            java_script_enabled=script,
            color_scheme="dark" if dark else "light",
            has_touch=phone,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: errors.append(str(e)))
        return page

    make.errors = errors
    yield make
    for context in contexts:
        context.close()
