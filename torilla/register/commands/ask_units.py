from datetime import datetime
from typing import Any

from django.db import transaction

from torilla.core import audit
from torilla.people.models import Unit
from torilla.register.models import Inquiry


@transaction.atomic
def ask_units(*, actor: Any, now: datetime) -> int:
    """Ask every unit that was never asked which accounts it already has (C4); how many were asked.

    The municipality itself is not asked: its own accounts are those that the guideline lists.
    """
    units = Unit.objects.filter(ended_at=None, inquiries=None).exclude(kind="municipality")
    inquiries = Inquiry.objects.bulk_create(Inquiry(unit=unit, asked_at=now) for unit in units)
    audit.record_many(
        [audit.Entry(inquiry.unit, "register.inquiry.made") for inquiry in inquiries],
        actor=actor,
        at=now,
    )
    return len(inquiries)
