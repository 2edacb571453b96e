"""Home, the register and one account, beside plain Django views of the same rows."""

import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks import bare
from benchmarks.clock import busy, percentile
from benchmarks.figures import Figure
from benchmarks.people import signed_in
from benchmarks.sizes import Size
from benchmarks.standing_rules import evaluate
from torilla.guideline.models import Finding
from torilla.people.models import Holding

BENCH = "pages"
ROUNDS = 5
RATIO, MILLISECONDS, QUERIES = 1.5, 100, 10
REFERENCE = "bare Django view"


@dataclass
class Page:
    """A page as somebody reads it, and how long each time took and worked (milliseconds)."""

    path: str
    cookie: str
    took: list[tuple[float, float]] = field(default_factory=list)
    bare: list[tuple[float, float]] = field(default_factory=list)
    queries: int = 0
    size: int = 0


class Site:
    """All of Django from the WSGI call on, without a network."""

    def __init__(self) -> None:
        self.handler = WSGIHandler()

    def get(self, page: Page) -> bytes:
        environ = RequestFactory(SERVER_NAME="localhost", HTTP_COOKIE=page.cookie)._base_environ(
            PATH_INFO=page.path
        )
        said: list[str] = []
        response = self.handler(environ, lambda status, _headers: said.append(status))
        body = b"".join(response)
        response.close()
        if said != ["200 OK"]:
            raise AssertionError(f"{page.path}: {said}")
        return body

    def times(self, page: Page, count: int) -> list[tuple[float, float]]:
        self.get(page)
        seconds = [busy(lambda: self.get(page)) for _time in range(count)]
        return [(1000 * took, 1000 * worked) for took, worked in seconds]


def run(size: Size) -> Iterator[Figure]:
    """Both sites in turn, so that both meet the same moments of the machine."""
    evaluate(timezone.now())
    pages = dict(_pages())
    for page in pages.values():
        _look(page)
    for _round in range(ROUNDS):
        ours = Site()
        for page in pages.values():
            page.took += ours.times(page, max(1, size.requests // ROUNDS))
        with override_settings(ROOT_URLCONF=bare.__name__, MIDDLEWARE=bare.MIDDLEWARE):
            plain = Site()
            for page in pages.values():
                page.bare += plain.times(page, max(1, size.requests // ROUNDS))
    for what, page in pages.items():
        yield from _figures(what, page)


def _pages() -> Iterator[tuple[str, Page]]:
    heads = Holding.objects.filter(position="head_of_unit", until=None).exclude(unit__parent=None)
    broken = Finding.objects.filter(subject_kind="account", unit__in=heads.values("unit"))
    account = broken.order_by("pk")[0]
    readers = {
        "set-up person": Holding.objects.get(position="set_up_person").person,
        "manager": Holding.objects.get(position="municipal_manager").person,
        "head of unit": heads.get(unit=account.unit).person,
    }
    for who, person in readers.items():
        cookie = signed_in(person)
        yield f"home, {who}", Page("/", cookie)
        yield f"register, {who}", Page("/accounts/", cookie)
        yield f"account, {who}", Page(f"/accounts/{account.subject_id}/", cookie)


def _look(page: Page) -> None:
    """How many queries the page takes when nothing is to be read for the first time."""
    site = Site()
    site.get(page)
    with CaptureQueriesContext(connection) as queries:
        page.size = len(site.get(page))
    page.queries = len(queries)


def _figures(what: str, page: Page) -> Iterator[Figure]:
    took, worked = zip(*page.took, strict=True)
    bare_took, bare_worked = zip(*page.bare, strict=True)
    yield Figure(
        BENCH,
        f"{what}: median",
        statistics.median(took),
        "ms",
        reference=REFERENCE,
        reference_value=statistics.median(bare_took),
        ratio_at_most=RATIO,
        more={
            "bytes": page.size,
            "processor_ms": round(statistics.median(worked), 2),
            "bare_processor_ms": round(statistics.median(bare_worked), 2),
        },
    )
    yield Figure(
        BENCH,
        f"{what}: 95th percentile",
        percentile(took, 95),
        "ms",
        at_most=MILLISECONDS,
        more={"processor_ms": round(percentile(worked, 95), 2)},
    )
    yield Figure(BENCH, f"{what}: queries", page.queries, "queries", at_most=QUERIES)
