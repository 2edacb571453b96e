"""Take pictures of every page of the demonstration, on phone and desktop, light and dark.

Walks from link to link as each of WALKERS in turn; a page is taken once, by the first who reaches
it, and not for each of its subjects. Writes into var/screens/ and says in the end which pages no
link led to. `--docs` also writes the chosen ones, compressed, into docs/images/.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import django
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.journeys.conftest import CHROMIUM, DESKTOP, FLAGS, PHONE
from tests.journeys.running import TORILLA, Running

ROOT = Path(__file__).resolve().parent.parent
SCREENS = ROOT / "var" / "screens"
IMAGES = ROOT / "docs" / "images"
WALKERS = ("Leena", "Ritva", "Jussi", "Eeva", "Aino", None)
"""First names; the last walks without having signed in."""
FOR_DOCS = {
    "web-home": "phone.light",
    "register-accounts": "desktop.light",
    "register-account": "desktop.light",
    "guideline-clauses": "desktop.light",
    "guideline-findings": "phone.dark",
    "people-positions": "desktop.light",
}

Cookies = list[dict[str, str]]


@dataclass(frozen=True)
class Look:
    """How a page is looked at: on which screen, in which colours."""

    screen: str
    colours: str

    @property
    def size(self) -> dict[str, int]:
        """Width and height of the window."""
        return PHONE if self.screen == "phone" else DESKTOP

    def context(self, browser: Browser, cookies: Cookies) -> BrowserContext:
        """Open a window that looks like this, signed in with the cookies."""
        context = browser.new_context(
            locale="fi-FI",
            timezone_id="Europe/Helsinki",
            viewport=self.size,
            color_scheme=self.colours,
            has_touch=self.screen == "phone",
        )
        context.add_cookies(cookies)
        return context


LOOKS = [Look(screen, colours) for screen in ("phone", "desktop") for colours in ("light", "dark")]


def view_name(path: str) -> str | None:
    """Return the name of the page at a path, or None where none is."""
    from django.urls import Resolver404, resolve  # after django.setup()

    try:
        return resolve(path).view_name
    except Resolver404:
        return None


def session_cookies(walker: str | None, url: str) -> Cookies:
    """Sign the person in on the server's side and return what the browser needs for it."""
    from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
    from django.test import Client, RequestFactory

    from torilla.people.models import Person

    if walker is None:
        return []
    client = Client()
    person = Person.objects.filter(name__startswith=f"{walker} ").get()
    client.force_login(person)
    if walker == WALKERS[0]:
        # The pages of the second factor ask for the password anew; the others see them asking.
        request = RequestFactory().get("/")
        request.user, request.session = person, client.session
        reauthenticate_by_password(request)
        request.session.save()
    return [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}]


def walk(context: BrowserContext, running: Running, known: dict[str, str]) -> dict[str, str]:
    """Return the name of every page, not yet known, that a link leads to, with its address."""
    found: dict[str, str] = {}
    waiting, tried = ["/", setup_path()], set()
    page = context.new_page()
    while waiting:
        path = waiting.pop(0)
        name = view_name(path)
        if name is None or name in tried:
            continue
        tried.add(name)
        answer = page.goto(running.url + path)
        if answer is None or not answer.ok:
            continue
        # A page may send on to another, as home does to sign-in.
        landed = urlsplit(page.url).path
        found.setdefault(str(view_name(landed)), landed)
        waiting += links(page, running.url)
    return {name: path for name, path in found.items() if name not in known}


def setup_path() -> str:
    """Return the path of a fresh set-up link."""
    said = subprocess.run([TORILLA, "setup-link"], capture_output=True, text=True, check=True)
    return urlsplit(said.stdout.split()[-1]).path


def links(page: Page, url: str) -> Iterator[str]:
    """Yield the paths of the links on a page that stay in Torilla and are not files."""
    for address in page.eval_on_selector_all(
        "a[href]:not([download])", "all => all.map(a => a.href)"
    ):
        if address.startswith(url + "/"):
            yield urlsplit(address).path


def picture(context: BrowserContext, url: str, found: dict[str, str], look: Look) -> None:
    """Write a picture of every page found."""
    page = context.new_page()
    for name, path in sorted(found.items()):
        page.goto(url + path)
        file = name.replace(":", "-")
        variant = f"{look.screen}.{look.colours}"
        if "--docs" in sys.argv and FOR_DOCS.get(file) == variant:
            IMAGES.mkdir(exist_ok=True)
            page.screenshot(path=IMAGES / f"{file}.jpg", quality=60)
        # A window as tall as the page: else the bar at the bottom lies across the middle.
        height = page.evaluate("Math.max(document.documentElement.scrollHeight, innerHeight)")
        page.set_viewport_size(look.size | {"height": height})
        page.screenshot(path=SCREENS / f"{file}.{variant}.png")
        page.set_viewport_size(look.size)


def main(running: Running) -> None:
    """Walk as each person, and look four ways at what that person is the first to reach."""
    from torilla.web.access import ACCESS, OPEN, OWN

    known: dict[str, str] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for walker in WALKERS:
            cookies = session_cookies(walker, running.url)
            found = walk(LOOKS[0].context(browser, cookies), running, known)
            for look in LOOKS:
                picture(look.context(browser, cookies), running.url, found, look)
            known |= found
        browser.close()
    print(f"{len(known)} pages, {len(LOOKS)} pictures each, in {SCREENS.relative_to(ROOT)}")
    if missed := sorted({*ACCESS, *OPEN, *OWN} - set(known)):
        print("No link led to:", ", ".join(missed))


if __name__ == "__main__":
    SCREENS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="torilla-screens-") as folder:
        started = Running(Path(folder) / "home", command=("demo",)).start()
        # What `torilla demo` sets for its own processes; ours reads the same database.
        os.environ |= {"TORILLA_HOME": str(started.home / "demo"), "TORILLA_DEMO": "1"}
        os.environ |= {"DJANGO_SETTINGS_MODULE": "torilla.config.settings"}
        os.environ |= {"TORILLA_POLICY": "mallila", "DJANGO_ALLOW_ASYNC_UNSAFE": "true"}
        try:
            django.setup()
            main(started)
        finally:
            started.stop()
