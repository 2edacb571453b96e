"""What the agreements do by the clock."""

from datetime import datetime

from torilla.agreements.commands.follow_proposals import follow_proposals
from torilla.agreements.commands.forget_old import forget_old
from torilla.agreements.commands.warn_of_ends import warn_of_ends
from torilla.core.work import job


@job("agreements.ends", every=600)
def tell_of_ends(now: datetime) -> None:
    """Both sides hear of an agreement that ends, thirty, seven and one day before it (K2)."""
    warn_of_ends(now)


@job("agreements.proposals", every=30)
def keep_proposals(now: datetime) -> None:
    """Who is asked follows who supervises now."""
    follow_proposals(now)


@job("agreements.forget", every=24 * 3600)
def forget(now: datetime) -> None:
    """What was written in agreements that ended two years ago goes."""
    forget_old(now)
