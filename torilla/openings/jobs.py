"""What is done for applications by the clock."""

from contextlib import suppress
from datetime import datetime

from django.utils import timezone

from torilla.core.actors import SYSTEM
from torilla.core.command import Refused
from torilla.core.work import job
from torilla.openings.commands.expire import WARNED, expire, needed
from torilla.openings.commands.forget_ended import forget_ended
from torilla.openings.lapsing import due


@job("openings.lapse", every=3600)
def lapse(now: datetime) -> None:
    """Applications that nobody goes on with are told of, and end."""
    for application in due(timezone.localdate(now), WARNED):
        if needed(application, now):
            with suppress(Refused):  # somebody was faster than the clock
                expire(actor=SYSTEM, application=application, now=now)


@job("openings.forget", every=24 * 3600)
def forget(now: datetime) -> None:
    """What was written in applications that came to nothing two years ago goes, with their files."""
    forget_ended(now)
