"""What the disclosure permissions do by the clock."""

from datetime import datetime

from torilla.core.work import job
from torilla.matters.commands.end_over import end_over
from torilla.matters.commands.forget_old import forget_old


@job("matters.ends", every=600)
def end_permissions(now: datetime) -> None:
    """A permission whose last day has passed ends, and the asker hears of it (M4)."""
    end_over(now)


@job("matters.forget", every=24 * 3600)
def forget(now: datetime) -> None:
    """What was written in questions that ended two years ago goes."""
    forget_old(now)
