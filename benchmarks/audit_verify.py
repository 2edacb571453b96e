"""Verifying the audit log, every column compared, beside reading and hashing the bytes alone."""

import hashlib
from collections.abc import Iterator

from django.db import connection, transaction
from django.utils import timezone

from benchmarks.clock import taking, timed
from benchmarks.entries import fill_log
from benchmarks.figures import Figure
from benchmarks.sizes import Size
from torilla.core import audit

BENCH = "audit-verify"
QUERY = (
    "SELECT id, actor, action, subject, details, previous, hash FROM core_auditentry ORDER BY id"
)


def run(size: Size) -> Iterator[Figure]:
    """The whole log once each way."""
    fill_log(size.entries, timezone.now())
    read = timed(_read_and_hash)
    with taking() as taken:
        found = audit.verify()
    if not found.ok:
        raise AssertionError(str(found))
    yield Figure(
        BENCH,
        f"{found.entries:,} entries",
        found.entries / taken.seconds,
        "entries/s",
        at_least=50_000,
        reference="read and hash the bytes",
        reference_value=found.entries / read,
        more={"peak_megabytes": round(taken.peak, 1)},
    )


def _read_and_hash() -> None:
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(QUERY)
        while rows := cursor.fetchmany(2000):
            for row in rows:
                hashlib.sha256("\n".join(map(str, row)).encode()).hexdigest()
