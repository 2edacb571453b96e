"""A dirty list of 10,000 accounts: seconds to the preview, seconds to the register, how long others wait."""

import io
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import xlsxwriter
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from benchmarks.feed import _worker
from benchmarks.figures import Figure
from benchmarks.sizes import Size
from torilla.core import feed
from torilla.core.audit import head
from torilla.duties.feed import CURSOR
from torilla.people.commands.change_settings import change_settings
from torilla.people.importing.handling import Correction, draft, redrafted
from torilla.people.models import Holding, Import
from torilla.register.commands.import_rows import begin_import
from torilla.register.commands.read_rows import correct_rows, read_rows
from torilla.register.importing.accounts import Accounts
from torilla.screening.tables import read_table

BENCH = "importing"
ROWS = 10_000
SECONDS, WAIT, MINUTES = 10, 2, 3
"""Of the issue: for preview and writing, for everybody else; of the findings the guide says minutes."""
PATIENCE = 600
HEADINGS = (
    "Kanava", "Osoite", "Nimi", "Yksikkö", "Tila", "Sähköposti", "Päävastuullinen", "Varahenkilö",
    "Tavoitteet", "Kuvaus",
)  # fmt: skip
NETWORKS = (
    "Facebook",
    "Fasebook",
    "Twitter",
    "X",
    "instagram",
    "IG",
    "Youtube",
    "",
    "Tiktok",
    "???",
)


def run(size: Size) -> Iterator[Figure]:
    """Preview, writing and findings of one file, with somebody at work beside it."""
    actor = Holding.objects.get(position="set_up_person").person
    content = dirty(ROWS)
    began = time.perf_counter()
    with _slow_locks() as locks:
        made = draft(Accounts(), read_table(content), file_name="tilit.xlsx", now=timezone.now())
        imported = read_rows(actor=actor, draft=made, now=timezone.now())
    took = time.perf_counter() - began
    counts = {
        v: sum(1 for j in made.judged if j.verdict == v) for v in {j.verdict for j in made.judged}
    }
    yield Figure(BENCH, f"preview of {ROWS} rows", took, "s", at_most=SECONDS, more=counts)
    imported = _answered(imported, actor)
    yield Figure(BENCH, "preview, write lock held", max(locks), "s", at_most=WAIT)
    with _worker(), _beside(actor) as waits:
        began = time.perf_counter()
        begin_import(actor=actor, imported=imported, version=2, now=timezone.now())
        _until(lambda: Import.objects.get(pk=imported.pk).state == "done")
        wrote = time.perf_counter() - began
        while_writing = {kind: max(each) for kind, each in waits.items()}
        _until(lambda: feed.position(CURSOR) >= head().id)
        found = time.perf_counter() - began
    written = Import.objects.get(pk=imported.pk).written
    yield Figure(BENCH, f"writing {written} accounts", wrote, "s", at_most=SECONDS)
    for kind, longest in while_writing.items():
        yield Figure(BENCH, f"longest {kind} while writing", longest, "s", at_most=WAIT)
    yield Figure(BENCH, "all findings open", found, "s", at_most=MINUTES * 60)
    for kind, each in waits.items():
        yield Figure(BENCH, f"longest {kind} until findings", max(each), "s", at_most=WAIT)


def _answered(imported: Import, actor: Any) -> Import:
    """Every question about a network answered, as somebody does on the page."""
    kind = Accounts()
    choices: dict[str, dict[str, str]] = {"network": {}, "mismatch": {}}
    for question in imported.questions:
        if question["blocks"]:
            answer = question["suggestion"] or kind.options(question)[0][0]
            choices[question["about"]][question["given"]] = answer
    again = redrafted(kind, imported, Correction(choices=choices), timezone.now())
    return correct_rows(actor=actor, imported=imported, version=1, draft=again, now=timezone.now())


def dirty(rows: int) -> bytes:
    """A list as municipalities have them: merged cells, notes, misspelt networks, the same twice."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"constant_memory": False})
    sheet = book.add_worksheet("Kanavat")
    sheet.merge_range(0, 0, 0, 5, "Some-kanavat")
    sheet.write_row(2, 0, HEADINGS)
    for number in range(rows):
        network = NETWORKS[number % len(NETWORKS)]
        host = ("facebook.com", "x.com", "instagram.com", "tiktok.com")[number % 4]
        handle = f"kanava{number % (rows - rows // 20)}"
        address = f"https://www.{host}/{handle}" if number % 7 else f"@{handle}"
        if number % 11 == 0:
            address += " (kysy Ainolta)"
        cells = [
            network, address, f"Kanava {number}", f"Yksikkö {number % 220:03}",
            ("käytössä", "", "varalla", "ehkä")[number % 4], f"tili{number}@mallila.example",
            f"Ihminen {number % 900}", "", "tiedonsaanti; vuorovaikutus", "Kerrotaan asioista. " * 3,
        ]  # fmt: skip
        sheet.write_row(number + 3, 0, cells)
    book.close()
    return content.getvalue()


def _until(done: Any) -> None:
    until = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(0.05)


@contextmanager
def _slow_locks() -> Iterator[list[float]]:
    """Seconds for which this process holds its longest transaction."""
    held: list[float] = [0.0]
    began = 0.0

    def look(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal began
        inside = connection.in_atomic_block
        began = began if inside and began else time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            held.append(time.perf_counter() - began)
            if not inside:
                began = 0.0

    with connection.execute_wrapper(look):
        yield held


@contextmanager
def _beside(person: Any) -> Iterator[dict[str, list[float]]]:
    """Somebody saves and reads all the while; how long each took."""
    waits: dict[str, list[float]] = {"save": [0.0], "page": [0.0]}
    stop = threading.Event()

    def work() -> None:
        client = Client(headers={"host": "localhost"})
        client.force_login(person)
        client.get(reverse("web:home"))
        number = 0
        while not stop.is_set():
            number += 1
            began = time.perf_counter()
            scheme = ("light", "dark")[number % 2]
            change_settings(
                actor=person, person=person, language="fi", scheme=scheme, now=timezone.now()
            )
            waits["save"].append(time.perf_counter() - began)
            began = time.perf_counter()
            client.get(reverse("web:home"))
            waits["page"].append(time.perf_counter() - began)
            time.sleep(0.05)
        connection.close()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        yield waits
    finally:
        stop.set()
        thread.join(30)
