"""Entries of the audit log as Torilla writes them every day, and the same row as a plain model."""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection, models

from torilla.core import audit


class Named:
    """Something with a name in the log."""

    def __init__(self, name: str) -> None:
        self.audit_name = name


class PlainEntry(models.Model):
    """The columns and indexes of `AuditEntry`, without chain, head or triggers."""

    id = models.IntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=200)
    action = models.CharField(max_length=100)
    subject = models.CharField(max_length=200)
    details = models.TextField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        app_label = "benchmarks"
        ordering = ["id"]
        indexes = [models.Index(fields=["subject", "id"], name="plain_entry_subject")]


def make_plain_table() -> None:
    with connection.schema_editor() as editor:
        editor.create_model(PlainEntry)


def details(number: int) -> dict[str, Any]:
    """What a naming records: about 250 characters."""
    return {
        "account": f"register.account:{number % 10_000}",
        "person": f"people.person:{number % 20_000}",
        "role": "substitute",
        "version": number,
        "name": "Yksikkö 017 · facebook 1017",
        "address": "https://facebook.com/mallila1017",
        "aims": ["information", "service"],
    }


def entry(number: int) -> audit.Entry:
    subject = Named(f"register.account:{number % 10_000}")
    return audit.Entry(subject, "register.steward.named", details(number))


def plain(number: int, now: datetime, text: str) -> PlainEntry:
    """The same row, ready to be saved; its hash is as long and as little alike."""
    return PlainEntry(
        id=number,
        at=now + timedelta(microseconds=number),
        actor="people.person:17",
        action="register.steward.named",
        subject=f"register.account:{number % 10_000}",
        details=text,
        previous=f"{number * 0x9E3779B97F4A7C15 % 2**64:064x}",
        hash=f"{(number + 1) * 0x9E3779B97F4A7C15 % 2**64:064x}",
    )


def fill_log(count: int, now: datetime) -> None:
    """Append so many entries, thousands at a time."""
    actor = Named("people.person:17")
    for start in range(0, count, 5000):
        some = range(start, min(start + 5000, count))
        audit.record_many([entry(number) for number in some], actor=actor, at=now)
