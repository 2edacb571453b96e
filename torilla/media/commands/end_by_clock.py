"""What ends with a day, consents, childhoods and rights, is shown no more from that day."""

from datetime import datetime

from django.db import transaction

from torilla.core.actors import SYSTEM
from torilla.media.ending import ended_by_the_clock, follow


def end_by_clock(now: datetime) -> int:
    """Hide what may not be shown since a day has passed, and ask for its removal; how many uses must go."""
    to_go = 0
    for asset in ended_by_the_clock(now):
        with transaction.atomic():
            to_go += follow(asset, SYSTEM, now)
    return to_go
