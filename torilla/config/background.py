"""What the worker does at each tick: notice what others did, look at what time changed, run jobs."""

import logging
from datetime import datetime, timedelta

from django.db import Error as DatabaseError
from django.db import close_old_connections, connection
from django.utils import timezone

from torilla.config.sources import SOURCES
from torilla.core.models import Job
from torilla.core.work import new_owner, release_dead, run_due
from torilla.duties.feed import drain, look_again
from torilla.duties.models import Mail, TeamsCard
from torilla.people.models import Import

log = logging.getLogger("torilla.worker")


class Background:
    """One worker's turn after turn; a database that is gone is waited for."""

    def __init__(self) -> None:
        self.owner = new_owner()
        self.jobs_at = self.clean_at = datetime.min.replace(tzinfo=timezone.get_current_timezone())
        self.waiting = self.begun = False

    def tick(self) -> None:
        """One turn, at most a few milliseconds when nothing has happened."""
        now = timezone.now()
        try:
            if not self.begun:
                self._take_over(now)
            drain(SOURCES, now)
            if now >= self.jobs_at:
                look_again(SOURCES, now)
                run_due(now, self.owner)
                self.jobs_at = now + timedelta(seconds=1)
            self.waiting = False
        except DatabaseError as error:
            if not self.waiting:
                log.warning("the database cannot be used, waiting for it: %s", error)
            self.waiting = True
            connection.close()
        if now >= self.clean_at:
            self.clean_at = now + timedelta(seconds=60)
            close_old_connections()

    def _take_over(self, now: datetime) -> None:
        """What a killed worker of this machine held is free at once, not when its lease ends."""
        release_dead(Job.objects.all(), now)
        release_dead(Mail.objects.all(), now)
        release_dead(TeamsCard.objects.all(), now)
        release_dead(Import.objects.all(), now)
        self.begun = True
