"""`/metrics` in Prometheus' text format, for whoever has the token; without a token set it is not there.

Nothing is counted while the program runs: every figure is read from the database when somebody asks,
so several web processes and workers need not agree on anything.
"""

import logging
import shutil
from collections.abc import Iterable, Iterator
from datetime import datetime
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily

from torilla.core import audit, feed, last_backup
from torilla.core.workers import look
from torilla.duties.feed import CURSOR
from torilla.duties.models import Duty, Mail, Sending, TeamsCard
from torilla.guideline.models import Finding
from torilla.web.metric_list import BY_NAME

log = logging.getLogger(__name__)

UNSENT = (
    Sending.State.QUEUED,
    Sending.State.SENDING,
    Sending.State.UNKNOWN,
    Sending.State.FAILED,
)
Sample = tuple[str, float, str]
"""A metric's name, its value, and the value of its label ("" for none)."""


def page(request: HttpRequest) -> HttpResponse:
    """The figures, for a request with `Authorization: Bearer TORILLA_METRICS_TOKEN`."""
    token = settings.METRICS_TOKEN
    if not token:
        raise Http404
    if not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {token}"):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    figures = generate_latest(REGISTRY)
    return HttpResponse(
        figures, content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"}
    )


def samples(now: datetime) -> Iterator[Sample]:
    """Every figure of this moment."""
    yield "torilla_version", 1, version("torilla")
    yield "torilla_disk_free_bytes", shutil.disk_usage(settings.HOME.path).free, ""
    if backed_up := last_backup.made_at(settings.HOME.path):
        yield "torilla_backup_last_success_timestamp_seconds", backed_up.timestamp(), ""
    try:
        read = [*_of_work(now), *_of_notices(), *_of_duties(now), *_of_the_log()]
    except DatabaseError as error:
        log.warning("the metrics cannot read the database: %s", type(error).__name__)
        yield "torilla_database_up", 0, ""
        return
    yield "torilla_database_up", 1, ""
    yield from read


def _of_work(now: datetime) -> Iterator[Sample]:
    found = look(now)
    if found.beat is not None:
        yield "torilla_worker_beat_age_seconds", found.beat, ""
    yield "torilla_jobs_due", found.due, ""
    yield "torilla_jobs_oldest_due_seconds", found.late, ""
    for name, times in found.failing.items():
        yield "torilla_job_failures", times, name


def _of_notices() -> Iterator[Sample]:
    kinds: tuple[tuple[str, type[Sending]], ...] = (
        ("torilla_mails", Mail),
        ("torilla_teams_cards", TeamsCard),
    )
    for name, kind in kinds:
        rows = kind._default_manager.filter(state__in=UNSENT).order_by().values_list("state")
        counted = dict(rows.annotate(n=Count("pk")))
        yield from ((name, counted.get(state, 0), state) for state in UNSENT)


def _of_duties(now: datetime) -> Iterator[Sample]:
    findings = Finding.objects.filter(closed_at=None)
    found: dict[str, Any] = findings.aggregate(
        plain=Count("pk", filter=Q(waiver=None)), waived=Count("pk", filter=~Q(waiver=None))
    )
    yield "torilla_findings_open", found["plain"], "no"
    yield "torilla_findings_open", found["waived"], "yes"
    duties = Duty.objects.filter(closed_at=None)
    found = duties.aggregate(open=Count("pk"), late=Count("pk", filter=Q(due_at__lt=now)))
    yield "torilla_duties_open", found["open"], ""
    yield "torilla_duties_overdue", found["late"], ""


def _of_the_log() -> Iterator[Sample]:
    length = audit.head().id
    yield "torilla_audit_entries", length, ""
    yield "torilla_feed_lag_entries", max(0, length - feed.position(CURSOR)), ""


class Figures:
    """What Prometheus' library asks at each scrape."""

    def collect(self) -> Iterable[GaugeMetricFamily]:
        families: dict[str, GaugeMetricFamily] = {}
        for name, value, label in samples(timezone.now()):
            metric = BY_NAME[name]
            family = families.setdefault(
                name, GaugeMetricFamily(name, metric.says, labels=metric.labels)
            )
            family.add_metric([label] if metric.labels else [], value)
        return families.values()

    def describe(self) -> Iterable[GaugeMetricFamily]:
        """Asked when it is registered: that it need not read the database then."""
        return []


REGISTRY = CollectorRegistry()
REGISTRY.register(Figures())
ProcessCollector(registry=REGISTRY)
