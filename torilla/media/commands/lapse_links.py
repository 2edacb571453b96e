"""Links that nobody answered by in time stop being waited for."""

from datetime import datetime

from django.db import transaction

from torilla.core import audit
from torilla.core.actors import SYSTEM
from torilla.media.lifecycle import ConsentStates
from torilla.media.models import Consent


def lapse_links(now: datetime) -> int:
    """Links that nobody answered by in time stop being waited for; how many."""
    with transaction.atomic():
        rows = list(Consent.objects.select_for_update().filter(state="asked", link_until__lte=now))
        for row in rows:
            ConsentStates.check(row.state, "lapsed")
        Consent.objects.filter(pk__in=[row.pk for row in rows]).update(state="lapsed")
        entries = [audit.Entry(row, "media.consent.lapsed") for row in rows]
        audit.record_many(entries, actor=SYSTEM, at=now)
    return len(rows)
