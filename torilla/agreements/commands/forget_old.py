"""What was written in an agreement goes two years after its end; that there was one, and when, stays."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from torilla.agreements.models import Agreement
from torilla.core import audit
from torilla.core.actors import SYSTEM

KEPT = timedelta(days=730)
"""24 months: two rounds of the yearly discussion in which supervisor and employee look back at what was
agreed. After that nobody needs the words, and the address of somebody's own profile least of all."""

WORDS = (
    "scope", "answer", "reason", "network", "address", "for_work_profile", "for_own_profile",
)  # fmt: skip
"""What people wrote."""


def forget_old(now: datetime) -> int:
    """Take the words out of agreements that ended, or came to nothing, before that; how many lost some."""
    before = timezone.localdate(now) - KEPT
    over = Q(state="agreed", last_day__lt=before) | Q(state="ended", ended_on__lt=before)
    nothing = Q(
        state__in=("declined", "withdrawn"), proposed_at__lt=now - KEPT, last_day__lt=before
    )
    with transaction.atomic():
        forgotten = without_words(Agreement.objects.filter(over | nothing))
        if forgotten:
            entry = audit.Entry(SYSTEM, "agreements.forgotten", {"agreements": forgotten})
            audit.record_many([entry], actor=SYSTEM, at=now)
    return forgotten


def without_words(rows: QuerySet[Agreement]) -> int:
    """Empty what people wrote in these agreements; how many of them had something."""
    some = Q()
    for field in WORDS:
        some |= ~Q(**{field: ""})
    return rows.filter(some).update(**dict.fromkeys(WORDS, ""))
