"""Take pictures of every page of the demonstration, on phone and desktop, light and dark.

Walks from link to link as the person named in WHO; a page is taken once, not for each of its
subjects. Writes into var/screens/ and says in the end which pages no link led to. `--docs` also
writes the chosen ones, compressed, into docs/images/.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import django
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.journeys.conftest import CHROMIUM, DESKTOP, FLAGS, PHONE
from tests.journeys.running import Running

ROOT = Path(__file__).resolve().parent.parent
SCREENS = ROOT / "var" / "screens"
IMAGES = ROOT / "docs" / "images"
WHO = "Leena"
FOR_DOCS = {
    "web-home": "phone.light",
    "register-accounts": "desktop.light",
    "register-account": "desktop.light",
    "guideline-clauses": "desktop.light",
    "guideline-findings": "phone.dark",
    "people-positions": "desktop.light",
}


@dataclass(frozen=True)
class Look:
    """How a page is looked at: on which screen, in which colours."""

    screen: str
    colours: str

    def context(self, browser: Browser, cookies: list[dict[str, str]]) -> BrowserContext:
        """Open a window that looks like this, signed in with the cookies."""
        context = browser.new_context(
            locale="fi-FI",
            timezone_id="Europe/Helsinki",
            viewport=PHONE if self.screen == "phone" else DESKTOP,
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


def session_cookie(url: str) -> dict[str, str]:
    """Sign the person in on the server's side and return the browser's cookie."""
    from django.test import Client

    from torilla.people.models import Person

    client = Client()
    client.force_login(Person.objects.filter(name__startswith=WHO).get())
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}


def pages(context: BrowserContext, url: str) -> dict[str, str]:
    """Return the name of every page that a link leads to, with the first address that showed it."""
    found, waiting = {}, ["/"]
    page = context.new_page()
    while waiting:
        path = waiting.pop(0)
        name = view_name(path)
        if name is None or name in found:
            continue
        page.goto(url + path)
        found[name] = path
        waiting += links(page, url)
    return found


def links(page, url: str) -> Iterator[str]:
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
        file = SCREENS / f"{name.replace(':', '-')}.{look.screen}.{look.colours}.png"
        page.screenshot(path=file, full_page=True)
        chosen = FOR_DOCS.get(file.name.split(".")[0]) == f"{look.screen}.{look.colours}"
        if chosen and "--docs" in sys.argv:
            page.screenshot(path=IMAGES / f"{file.name.split('.')[0]}.jpg", quality=60)


def main(running: Running) -> None:
    """Walk once, then look four ways."""
    from torilla.web.access import ACCESS, OPEN, OWN

    cookies = [session_cookie(running.url)]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        found = pages(LOOKS[0].context(browser, cookies), running.url)
        for look in LOOKS:
            picture(look.context(browser, cookies), running.url, found, look)
        browser.close()
    print(f"{len(found)} pages, {len(LOOKS)} pictures each, in {SCREENS.relative_to(ROOT)}")
    if missed := sorted({*ACCESS, *OPEN, *OWN} - set(found)):
        print("No link led to:", ", ".join(missed))


if __name__ == "__main__":
    SCREENS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="torilla-screens-") as folder:
        started = Running(Path(folder) / "home", command=("demo",)).start()
        os.environ |= {"TORILLA_HOME": str(started.home), "DJANGO_ALLOW_ASYNC_UNSAFE": "true"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "torilla.config.settings"
        try:
            django.setup()
            main(started)
        finally:
            started.stop()
