"""What was written in questions goes two years after their end; that there was one, and when, stays."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from torilla.core import audit
from torilla.core.actors import SYSTEM
from torilla.duties.commands.forget_old import NOBODY
from torilla.duties.models import Duty
from torilla.matters.models import Disclosure

KEPT = timedelta(days=730)
"""24 months: as long as a complaint of what was published is likely, and as agreements are kept."""

WORDS = ("about", "wanted", "audience", "granted", "granted_audience", "reason")
"""What people wrote. The case number stays: it says which matter was decided on, and nothing of it."""


def forget_old(now: datetime) -> int:
    """Take the words out of questions that came to an end before that; how many lost some."""
    with transaction.atomic():
        forgotten = without_words(Disclosure.objects.filter(ended_at__lt=now - KEPT))
        if forgotten:
            entry = audit.Entry(SYSTEM, "matters.forgotten", {"disclosures": forgotten})
            audit.record_many([entry], actor=SYSTEM, at=now)
    return forgotten


def without_words(rows: QuerySet[Disclosure]) -> int:
    """Empty what people wrote in these, also as tasks call them; how many of them had something."""
    some = Q()
    for field in WORDS:
        some |= ~Q(**{field: ""})
    ids = list(rows.filter(some).values_list("pk", flat=True))
    Duty.objects.filter(subject_kind="disclosure", subject_id__in=ids).update(subject_name=NOBODY)
    return Disclosure.objects.filter(pk__in=ids).update(**dict.fromkeys(WORDS, ""))
