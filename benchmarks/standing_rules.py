"""Every standing rule over everything, with all that it writes: findings, duties, log, looks."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from benchmarks.clock import taking
from benchmarks.figures import Figure
from benchmarks.sizes import Size
from torilla.config.sources import SOURCES
from torilla.core.models import AuditEntry
from torilla.duties.commands.reevaluate import reevaluate
from torilla.duties.models import Duty
from torilla.guideline.models import Finding, Look
from torilla.people.models import Absence, Holding, Person, Standing, Supervision, Unit
from torilla.register.models import (
    AccountRecord,
    Confirmation,
    Inquiry,
    Report,
    Seen,
    Stewardship,
)

BENCH = "standing-rules"
READ: dict[type[Model], tuple[str, ...]] = {
    Unit: ("pk", "name", "kind", "web_page"),
    Person: ("pk", "name"),
    Standing: ("person_id", "unit_id"),
    Holding: ("position", "unit_id"),
    Supervision: ("person_id", "supervisor_id"),
    Absence: ("person_id", "first_day", "last_day"),
    AccountRecord: (
        "account_id", "account__network", "account__registered_at", "name", "address", "kind",
        "unit_id", "state", "role_address", "aims", "audiences",
    ),
    Stewardship: ("account_id", "role", "person_id"),
    Seen: ("account_id", "what", "present"),
    Confirmation: ("account_id", "confirmed_at"),
    Report: ("account_id", "what", "at", "notice__delivered_at"),
    Inquiry: ("unit_id", "asked_at", "answered_at"),
}  # fmt: skip
WRITTEN = (Finding, Duty, AuditEntry, Look)
REFERENCE = "Django alone: read the same columns, bulk_create the same rows"
SECONDS, MEGABYTES = 3, 300


def run(size: Size) -> Iterator[Figure]:
    """Cold, with nothing changed, with one per cent changed; then Django alone."""
    now = timezone.now()
    last = {model: _last(model) for model in WRITTEN}
    with taking() as cold:
        evaluate(now)
    written = {model: list(model._base_manager.filter(pk__gt=last[model])) for model in WRITTEN}
    counts = {model.__name__: len(rows) for model, rows in written.items()}
    with taking() as unchanged:
        evaluate(now)
    changed = change_one_per_cent(now)
    with taking() as little:
        evaluate(now + timedelta(seconds=1))
    _forget(written)
    with taking() as alone:
        _django_alone(written)
    for what, taken, more in (
        ("all, nothing known before", cold, {"written": counts}),
        ("all, nothing changed", unchanged, {}),
        ("all, 1 % of accounts changed", little, {"changed": changed}),
    ):
        yield Figure(
            BENCH, f"{what}: time", taken.seconds, "s", at_most=SECONDS, reference=REFERENCE,
            reference_value=alone.seconds,
            more=more | {"processor": round(taken.worked, 2), "reference_processor": round(alone.worked, 2)},
        )  # fmt: skip
        yield Figure(
            BENCH, f"{what}: peak", taken.peak, "MB", at_most=MEGABYTES, reference=REFERENCE,
            reference_value=alone.peak, more={"above_start": round(taken.above_start, 1)},
        )  # fmt: skip


def evaluate(now: datetime) -> None:
    """As the worker does when everything has to be looked at."""
    for source in SOURCES:
        reevaluate(source, None, now)


def change_one_per_cent(now: datetime) -> int:
    """Of one account in a hundred the substitute's right ends; nobody looks again."""
    rows = Stewardship.objects.open().filter(role="substitute").order_by("pk")
    some = list(rows.values_list("pk", flat=True)[::100])
    return Stewardship.objects.filter(pk__in=some).update(until=now)


def _last(model: type[Model]) -> Any:
    return model._base_manager.order_by("-pk").values_list("pk", flat=True).first() or 0


def _django_alone(written: dict[type[Model], list[Any]]) -> None:
    for model, columns in READ.items():
        for _row in model._base_manager.values_list(*columns).iterator():
            pass
    with transaction.atomic():
        for model, rows in written.items():
            model._base_manager.bulk_create(rows, batch_size=500)


def _forget(written: dict[type[Model], list[Any]]) -> None:
    """Make place for the same rows; entries of the log cannot go, so theirs follow its end."""
    end = _last(AuditEntry)
    for number, entry in enumerate(written[AuditEntry], start=1):
        entry.id, entry.hash = end + number, f"-{number:063}"
    with connection.cursor() as cursor:
        for model in (Duty, Finding, Look):
            keys = [row.pk for row in written[model]]
            for start in range(0, len(keys), 500):
                model._base_manager.filter(pk__in=keys[start : start + 500])._raw_delete("default")
        cursor.execute("ANALYZE")
