"""The workers of several machines: Celery runs the same jobs, and the database decides what is due.

A message says only *look*, so a lost or doubled one is harmless: the row is still due, or is claimed
by one worker. `celery -A torilla.config.celery worker` runs as often as there is need, `… beat` gives
the time (two of them give it twice, which changes nothing). docs/howto/with-celery.md.
"""

import logging.config
import os
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "torilla.config.settings")

import django  # noqa: E402  (it reads the line above)

django.setup()

from celery import Celery, signals  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.exceptions import ImproperlyConfigured  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from torilla.config.background import Patience, take_over  # noqa: E402
from torilla.config.sources import SOURCES  # noqa: E402
from torilla.core.discretion import hide_in_tracebacks  # noqa: E402
from torilla.core.work import due_jobs, know_jobs, new_owner, run_named  # noqa: E402
from torilla.duties.feed import drain, look_again  # noqa: E402

if not settings.BROKER_URL:
    raise ImproperlyConfigured("Celery needs TORILLA_BROKER_URL: write redis://host:6379/0.")

NOTICE = 0.5
"""Seconds between two looks at what others did; a page that was saved waits up to one for it."""
JOBS = 1
"""Seconds between two looks at which jobs are due."""
STALE = 5
"""Seconds after which a message is not worth reading: a newer one has come."""
LOCK = 0x746F72696C6C61
"""PostgreSQL's advisory lock of whoever looks at the changes: "torilla" in ASCII."""

app = Celery("torilla", broker=settings.BROKER_URL)
app.conf.update(
    task_ignore_result=True,
    task_default_queue="torilla",
    # Who works long on one job must not keep messages that others could read.
    worker_prefetch_multiplier=1,
    worker_send_task_events=False,
    broker_connection_retry_on_startup=True,
    # In memory: the schedule has nothing to remember.
    beat_scheduler="celery.beat:Scheduler",
    beat_max_loop_interval=NOTICE,
    beat_schedule={
        "notice": {"task": "torilla.notice", "schedule": NOTICE, "options": {"expires": STALE}},
        "jobs": {"task": "torilla.start_jobs", "schedule": JOBS, "options": {"expires": STALE}},
    },
    CELERY_DB_REUSE_MAX=1000,
)
patience = Patience()


@app.task(name="torilla.notice")
def notice() -> None:
    """Look at what others did and at what time changed, unless another worker is at it."""
    now = timezone.now()
    with patience.wait(), _alone() as alone:
        if alone:
            drain(SOURCES, now)
            look_again(SOURCES, now)


@app.task(name="torilla.start_jobs")
def start_jobs() -> None:
    """Say which jobs are due, a message each, so that several workers share them."""
    with patience.wait():
        for name in due_jobs(timezone.now()):
            run.apply_async([name], expires=STALE)


@app.task(name="torilla.run")
def run(name: str) -> None:
    """Run this job, unless another worker has it or it is not due any more."""
    with patience.wait():
        run_named(name, timezone.now(), new_owner())


@contextmanager
def _alone() -> Generator[bool]:
    """Whether nobody else is in this block; PostgreSQL gives the lock of a dead process back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        alone = bool(cursor.fetchone()[0])
        try:
            yield alone
        finally:
            if alone:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


@signals.setup_logging.connect
def own_logs(**_: Any) -> None:
    """Celery logs as everything else does."""
    hide_in_tracebacks()
    logging.config.dictConfig(settings.LOGGING)


@signals.worker_process_init.connect
def begin(**_: Any) -> None:
    """A worker's process begins."""
    now = timezone.now()
    with patience.wait():
        take_over(now)
        know_jobs(now)
