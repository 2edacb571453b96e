"""Appending to the audit log, one commit each, beside the same row saved by Django's ORM alone."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from benchmarks.clock import timed
from benchmarks.entries import Named, details, make_plain_table, plain
from benchmarks.figures import Figure
from benchmarks.sizes import Size
from torilla.core import audit
from torilla.core.chain import canonical

BENCH = "audit-append"
BLOCKS = 10


def run(size: Size) -> Iterator[Figure]:
    """Blocks of the two in turn, so that both meet the same moments of the machine."""
    now = timezone.now()
    make_plain_table()
    each = size.appends // BLOCKS
    appended = saved = 0.0
    for block in range(BLOCKS):
        numbers = range(1 + block * each, 1 + (block + 1) * each)
        appended += timed(lambda numbers=numbers: _append(numbers, now))
        saved += timed(lambda numbers=numbers: _save(numbers, now))
    yield Figure(
        BENCH,
        "one entry a commit",
        each * BLOCKS / appended,
        "entries/s",
        reference="the row saved by Django's ORM",
        reference_value=each * BLOCKS / saved,
        ratio_at_least=0.5,
    )


def _append(numbers: range, now: datetime) -> None:
    actor = Named("people.person:17")
    for number in numbers:
        subject = Named(f"register.account:{number % 10_000}")
        at = now + timedelta(microseconds=number)
        audit.record(subject, "register.steward.named", actor=actor, at=at, **details(number))


def _save(numbers: range, now: datetime) -> None:
    for number in numbers:
        plain(number, now, canonical(details(number))).save(force_insert=True)
