"""Permissions whose last day has passed end by the clock."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from torilla.core.actors import SYSTEM
from torilla.matters.commands._common import locked
from torilla.matters.commands.end import ended
from torilla.matters.models import Disclosure


def end_over(now: datetime) -> int:
    """End what may be told no longer; the askers are told. Returns how many ended."""
    over = Disclosure.objects.filter(state="granted", until__lt=timezone.localdate(now))
    return sum(_end(each, now) for each in over.order_by("pk"))


@transaction.atomic
def _end(found: Disclosure, now: datetime) -> int:
    row = locked(found)
    if row.state != "granted":  # somebody ended it meanwhile
        return 0
    ended(row, SYSTEM, now)
    return 1
