"""Every place where fields are shown, as bytes; and what each may not become, whatever was typed."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from html.parser import HTMLParser
from typing import Any
from unittest import mock

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.hostile.world import World
from torilla.api.commands.make_token import make_token
from torilla.api.root import description
from torilla.api.scopes import SCOPES
from torilla.duties import teams
from torilla.duties.calendar import calendar_of
from torilla.duties.commands.queue_mails import queue_mails
from torilla.duties.models import Duty, Mail
from torilla.duties.models import TeamsCard as Card
from torilla.duties.texts import composed
from torilla.guideline.policies import current_policy
from torilla.openings.tests.papers import unbroken
from torilla.web.access import ACCESS, OWN

KINDS = {
    "accounts": "account", "people": "person", "units": "unit", "bodies": "body", "tasks": "duty",
    "clauses": "clause",
}  # fmt: skip
"""What the number in an address of the interface is of."""


FILES = {
    "register:export", "people:export", "openings:application_pdf", "openings:decision_pdf",
    "openings:attachment", "media:shown", "media:vtt", "media:paper",
}  # fmt: skip
"""What comes as a file, which is looked at as one."""


class Seen(HTMLParser):
    """A page as a browser takes it: its words, and what could run in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.runs: list[str] = []
        self.inside = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag
        given = dict(attrs)
        self.words += [value for value in given.values() if value]
        self.runs += [name for name in given if name.startswith("on")]
        self.runs += [v for v in given.values() if v and v.lower().startswith("javascript:")]
        if tag in {"marquee", "object", "embed", "iframe", "base"}:
            self.runs.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside in {"script", "style"} and data.strip():
            self.runs.append(data)
        self.words.append(data)


def plain(text: str) -> str:
    """Words as they are compared: a page breaks lines where it likes."""
    return " ".join(text.split())


def pages(world: World) -> Iterator[tuple[str, bytes]]:
    """Every page that somebody of the municipality may open."""
    for name in sorted(ACCESS.keys() | OWN):
        if name in FILES or name.startswith(("mfa_", "account_")):
            continue
        kind = ACCESS[name].of if name in ACCESS else "list"
        subject = world.subjects.get(kind)
        arguments = [] if kind == "list" else _arguments(subject)
        if name == "api:end" or name.startswith(("duties:calendar", "media:upload")):
            continue  # they take writing alone
        for person in world.persons.values():
            client = Client()
            client.force_login(person)
            answer = client.get(reverse(name, args=arguments))
            if answer.status_code == 200 and not answer.streaming:
                yield name, answer.content
                break


def _arguments(subject: Any) -> list[Any]:
    return list(subject) if isinstance(subject, tuple) else [getattr(subject, "pk", subject)]


def papers(world: World) -> Iterator[tuple[str, str]]:
    """What stands in each paper of the application, without the spaces: a page breaks lines and words."""
    client = Client()
    client.force_login(world.persons["leena"])
    for name in ("openings:application_pdf", "openings:decision_pdf"):
        answer = client.get(reverse(name, args=[world.subjects["application"].pk]))
        assert answer["Content-Type"] == "application/pdf", name
        yield name, unbroken(answer.content)


def public_pages() -> Iterator[tuple[str, bytes]]:
    """What anybody sees, in one language; the forms for machines beside."""
    for path in (
        "", "accounts/", "units/", "accounts/facebook/mallilavihamielinen/",
        "check/?q=facebook.com/mallilavihamielinen", "embed/",
        "accounts.csv", "accounts.jsonld", "accounts.atom",
    ):  # fmt: skip
        answer = Client().get(f"/fi/{path}")
        assert answer.status_code == 200, path
        yield path, b"".join(answer.streaming_content) if answer.streaming else answer.content
    yield "well-known", Client().get("/.well-known/official-accounts.json").content


def interface(world: World) -> Iterator[tuple[str, Any]]:
    """Every answer of the interface to a question, as JSON."""
    person = world.persons["sanna"]
    made = make_token(
        actor=person, person=person, name="Kaikki", scopes=SCOPES.keys(), days=30,
        now=timezone.now(),
    )  # fmt: skip
    headers = {"Authorization": f"Bearer {made.secret}"}
    for path, operations in description()["paths"].items():
        if "get" not in operations or path.endswith("/export"):
            continue
        part = path.split("/")[3]
        of = "import" if part == "lists" else KINDS.get(path.split("/")[-2], KINDS.get(part, ""))
        subject = world.subjects.get(of)
        asked = path.replace("{id}", str(getattr(subject, "pk", "")))
        answer = Client().get(asked.replace("{clause}", "C9"), headers=headers)
        if answer.status_code == 200:
            yield path, json.loads(answer.content)


def strings(value: Any) -> Iterator[str]:
    """Every text in a piece of JSON."""
    if isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)
    elif isinstance(value, str):
        yield value


def cells(data: bytes, delimiter: str) -> list[str]:
    """Every cell of a CSV file, as a spreadsheet program takes it."""
    text = data.decode("utf-8-sig")
    return [
        cell
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        for cell in row
    ]


def on_duty() -> datetime:
    """A working hour some weeks ahead, when everything has been put off long enough."""
    day = timezone.localtime() + timedelta(days=40)
    while day.weekday() > 3:
        day += timedelta(days=1)
    return day.replace(hour=10)


def mails() -> list[Any]:
    """The mails that the next round of reminders composes, as they go over the wire."""
    now = on_duty()
    queue_mails(now)
    found = []
    for mail in Mail.objects.all():
        lines = list(mail.lines.select_related("duty__finding", "duty__notice").order_by("pk"))
        found.append(composed(mail, lines, now).message())
    return found


def card() -> dict[str, Any]:
    """A card that may tell its matters, names in them included."""
    now = on_duty()
    duties = list(Duty.objects.filter(closed_at=None).select_related("finding", "notice"))
    unit = next(each.holder_unit for each in duties if each.holder_unit)
    made = Card(unit=unit, queued_at=now, due_at=now)
    with mock.patch.object(teams, "yes", return_value=True):
        return teams.composed(made, duties, current_policy(now), now)


def calendar(world: World) -> bytes:
    """The tasks of whoever has the account's duties."""
    return calendar_of(world.persons["eeva"], on_duty())
