"""What is done for pictures by the clock."""

import logging
from datetime import datetime

from torilla.core.work import job
from torilla.media import showing, sweeping
from torilla.media.commands.end_by_clock import end_by_clock
from torilla.media.commands.forget_consents import forget_consents
from torilla.media.commands.lapse_links import lapse_links
from torilla.media.commands.reconcile import reconcile

log = logging.getLogger(__name__)


@job("media.sweep", every=3600)
def sweep(now: datetime) -> None:
    """Files that nobody finished, and those that no row knows of, go after a day."""
    sweeping.sweep(now)


@job("media.ends", every=600)
def follow_ends(now: datetime) -> None:
    """Unanswered links lapse; what ended with a day is not shown any more, and its removal is asked for (M5)."""
    lapse_links(now)
    end_by_clock(now)


@job("media.show", every=60)
def show_again(now: datetime) -> None:
    """What was hidden and may be used again gets its copies back, made anew from the original."""
    showing.show_again(now)


@job("media.withdrawals", every=600)
def keep_ledger(now: datetime) -> None:
    """The ledger of withdrawals and the database know the same."""
    done = reconcile(now)
    if done.broken:
        log.error("withdrawals.changed", extra={"lines": list(done.broken)})


@job("media.forget", every=24 * 3600)
def forget(now: datetime) -> None:
    """Who gave a consent goes two years after its end."""
    forget_consents(now)
