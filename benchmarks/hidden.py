"""What one may not see beside what is not there: whoever measures the time learns nothing."""

import logging
import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory, override_settings
from django.utils import timezone

from benchmarks.clock import busy
from benchmarks.figures import Figure
from benchmarks.people import signed_in
from benchmarks.sizes import Size
from benchmarks.standing_rules import evaluate
from torilla.api.commands.make_token import make_token
from torilla.api.scopes import SCOPES
from torilla.duties.models import Duty
from torilla.duties.queries import duty_seen_by
from torilla.people.models import Holding, Person
from torilla.people.queries import people_seen_by
from torilla.register.models import AccountRecord
from torilla.register.queries import records_seen_by

BENCH = "hidden"
RATIO = 1.15
NOWHERE = 999_999_999


@dataclass
class Pair:
    """One address with an id that the reader may not see, and with one that there is not."""

    path: str
    hidden: int
    headers: dict[str, str]
    took: dict[int, list[float]] = field(default_factory=dict)

    def ask(self, handler: WSGIHandler, pk: int) -> bytes:
        environ = RequestFactory(SERVER_NAME="localhost", **self.headers)._base_environ(
            PATH_INFO=self.path.format(pk)
        )
        said: list[str] = []
        response = handler(environ, lambda status, _headers: said.append(status))
        body = b"".join(response)
        response.close()
        if said != ["404 Not Found"]:
            raise AssertionError(f"{environ['PATH_INFO']}: {said} {body[:200]!r}")
        return body

    def measure(self, handler: WSGIHandler, pk: int) -> None:
        took, _worked = busy(lambda: self.ask(handler, pk))
        self.took.setdefault(pk, []).append(1000 * took)


def run(size: Size) -> Iterator[Figure]:
    """Both in turn, so that both meet the same moments of the machine."""
    logging.getLogger("django.request").setLevel(logging.ERROR)  # each 404 would be a line of it
    evaluate(timezone.now())
    handler = WSGIHandler()
    with override_settings(API_CALLS_A_MINUTE=1_000_000):
        for what, pair in _pairs():
            for pk in (pair.hidden, NOWHERE):
                pair.ask(handler, pk)
            for number in range(size.requests * 2):
                order = (pair.hidden, NOWHERE) if number % 2 else (NOWHERE, pair.hidden)
                for pk in order:
                    pair.measure(handler, pk)
            yield _figure(what, pair)


def _pairs() -> Iterator[tuple[str, Pair]]:
    """As the head of a unit sees it: what is of the units below is there, the rest is not."""
    heads = Holding.objects.filter(position="head_of_unit", until=None).exclude(unit__parent=None)
    held = heads.order_by("pk").select_related("person")[0]
    reader, now = held.person, timezone.now()
    seen = records_seen_by(reader, now=now, at=now).values("account")
    accounts = AccountRecord.objects.filter(until=None).exclude(account__in=seen)
    people = Person.objects.exclude(pk__in=people_seen_by(reader, now).values("pk"))
    open_ = Duty.objects.filter(closed_at=None).order_by("-pk").values_list("pk", flat=True)
    subjects = {
        "account": ("accounts", accounts.order_by("-account")[0].account_id),
        "person": ("people", people.order_by("-pk")[0].pk),
        "task": ("tasks", next(pk for pk in open_ if duty_seen_by(reader, pk, now) is None)),
    }
    made = make_token(
        actor=reader, person=reader, name=BENCH, scopes=list(SCOPES), days=1, now=now
    )  # fmt: skip
    page, api = signed_in(reader), f"Bearer {made.secret}"
    for what, (path, pk) in subjects.items():
        yield f"{what}, page", Pair(f"/{path}/{{}}/", pk, {"HTTP_COOKIE": page})
        yield f"{what}, interface", Pair(f"/api/v1/{path}/{{}}", pk, {"HTTP_AUTHORIZATION": api})


def _figure(what: str, pair: Pair) -> Figure:
    """The slower of the two beside the faster: a difference tells, whichever way it goes."""
    medians = {pk: statistics.median(took) for pk, took in pair.took.items()}
    return Figure(
        BENCH,
        f"{what}: the slower",
        max(medians.values()),
        "ms",
        reference="the faster of the two",
        reference_value=min(medians.values()),
        ratio_at_most=RATIO,
        more={
            "hidden_ms": round(medians[pair.hidden], 3),
            "nowhere_ms": round(medians[NOWHERE], 3),
        },
    )
