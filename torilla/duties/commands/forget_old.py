"""Ended duties lose the person after twelve months: nobody's work is kept on record for longer."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from torilla.core import audit
from torilla.core.actors import SYSTEM
from torilla.duties.models import Duty, Mail, Notice, Reminder
from torilla.duties.texts import of_person
from torilla.people.positions import HEAD_OF_UNIT

KEPT = timedelta(days=365)
NOBODY = "–"
"""What stands where a name was."""


def forget_old(now: datetime) -> int:
    """Take persons out of duties that ended a year ago, with their reminders and mails.

    Returns how many rows lost somebody. Recorded once a round, with counts alone.
    """
    before = now - KEPT
    old = Duty.objects.filter(closed_at__lt=before)
    with transaction.atomic():
        held = old.filter(holder_person__isnull=False)
        # Somebody holds every duty, so the position that would have held it takes the place.
        counts = {
            "holders": held.update(holder_person=None, holder_position=HEAD_OF_UNIT),
            "closers": old.filter(closed_by__isnull=False).update(closed_by=None),
            "reminders": Reminder.objects.filter(duty__in=old).delete()[0],
            "mails": Mail.objects.filter(queued_at__lt=before, lines=None).delete()[0],
            "notices": Notice.objects.filter(
                delivered_at__lt=before, delivered_to__isnull=False
            ).update(delivered_to=None),
            "words": _without_names(old)
            + _without_names(Notice.objects.filter(delivered_at__lt=before)),
            "subjects": _of_agreements(old),
        }
        if any(counts.values()):
            entry = audit.Entry(SYSTEM, "duties.forgotten", counts)
            audit.record_many([entry], actor=SYSTEM, at=now)
    return sum(counts.values())


def _without_names(rows: QuerySet[Any]) -> int:
    """What a task or a notice says by itself no longer says of whom."""
    named = rows.annotate(said=Cast("values", TextField())).filter(said__contains="people.person:")
    changed = list(named.only("pk", "values"))
    for row in changed:
        row.values = {key: NOBODY if of_person(v) else v for key, v in row.values.items()}
    rows.model._default_manager.bulk_update(changed, ["values"], batch_size=500)
    return len(changed)


def _of_agreements(rows: QuerySet[Duty]) -> int:
    """A task on an agreement is called by the person's name."""
    called = rows.filter(subject_kind="agreement").exclude(subject_name=NOBODY)
    return called.update(subject_name=NOBODY)
