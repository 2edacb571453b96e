"""What the worker does at each tick: notice what others did, look at what time changed, run jobs."""

import logging
from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import Error as DatabaseError
from django.db import close_old_connections, connection
from django.utils import timezone

from torilla.config.sources import SOURCES
from torilla.config.versions import refuse_unfit_database
from torilla.core.models import Job
from torilla.core.work import new_owner, release_dead, run_due
from torilla.duties.feed import drain, look_again
from torilla.duties.models import Mail, TeamsCard
from torilla.people.models import Import

log = logging.getLogger("torilla.worker")


class Patience:
    """A database that is gone is waited for; the log says so once, not at each try."""

    def __init__(self) -> None:
        self.waiting = False

    @contextmanager
    def wait(self) -> Generator[None]:
        """Run the block; when the database is gone, end it without an error."""
        try:
            yield
            self.waiting = False
        except DatabaseError as error:
            if not self.waiting:
                log.warning("the database cannot be used, waiting for it: %s", error)
            self.waiting = True
            connection.close()


def take_over(now: datetime) -> None:
    """What a killed worker of this machine held is free at once, not when its lease ends.

    Raises ImproperlyConfigured when the database is not one to work on.
    """
    refuse_unfit_database()
    for rows in (Job.objects, Mail.objects, TeamsCard.objects, Import.objects):
        release_dead(rows.all(), now)


class Background:
    """One worker's turn after turn."""

    def __init__(self) -> None:
        self.owner, self.patience = new_owner(), Patience()
        self.jobs_at = self.clean_at = datetime.min.replace(tzinfo=timezone.get_current_timezone())
        self.begun = False

    def tick(self) -> None:
        """One turn, at most a few milliseconds when nothing has happened."""
        now = timezone.now()
        with self.patience.wait():
            self._turn(now)
        if now >= self.clean_at:
            self.clean_at = now + timedelta(seconds=60)
            close_old_connections()

    def _turn(self, now: datetime) -> None:
        if not self.begun:
            take_over(now)
            self.begun = True
        drain(SOURCES, now)
        if now >= self.jobs_at:
            look_again(SOURCES, now)
            run_due(now, self.owner)
            self.jobs_at = now + timedelta(seconds=1)
