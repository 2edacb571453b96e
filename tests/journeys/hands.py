"""What people do on the pages, by the words that they see there."""

import re

PASSWORD = "kesäyön valo järvellä"


def sign_in(page, running, email, password=None):
    """By the sign-in page; in the demonstration everybody has the same password."""
    page.goto(f"{running.url}/sign-in/")
    page.get_by_label("Sähköposti").fill(email)
    page.get_by_label("Salasana").fill(password or demo_password(running))
    press(page, "Kirjaudu sisään")


def demo_password(running):
    return (running.home / "demo" / "demo-password").read_text(encoding="utf8").strip()


def press(page, name):
    """The button of this name in the page itself (not in its header)."""
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def follow(page, name):
    """The first link of this name in the page itself."""
    with page.expect_navigation():
        page.locator("main, aside").get_by_role("link", name=name).first.click()


def said(page):
    """What the page says of what was just done."""
    return page.locator(".t-said").inner_text()


def heading(page):
    return page.get_by_role("heading", level=1).inner_text()


def missing(page):
    """How many things the page of an account says are missing."""
    words = page.locator("h2#findings").inner_text()
    number = re.search(r"\d+", words)
    return int(number[0]) if number else 1 if "yksi" in words.lower() else 0


def fill(page, **fields):
    """Types into the fields of these labels."""
    for label, text in fields.items():
        page.get_by_role("main").get_by_label(label, exact=True).fill(text)
