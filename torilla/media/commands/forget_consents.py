"""Who gave a consent, and the paper, go two years after it ended or its picture was removed."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from torilla.core import audit
from torilla.core.actors import SYSTEM
from torilla.media.models import Consent, Paper, Pictured

KEPT = timedelta(days=730)
"""So long somebody may still ask by whose word a picture was shown. That there was a consent, and when, stays."""


def forget_consents(now: datetime) -> int:
    """Empty names, children's views, links and papers; how many consents and persons lost something.

    While another consent on the same person holds nothing goes: by the names one sees who has changed their mind.
    """
    before = now - KEPT
    day = timezone.localdate(before)
    over = (
        Q(withdrawn_at__lt=before)
        | Q(state="declined", answered_at__lt=before)
        | Q(state="given", until__lt=day)
        | Q(state__in=("lapsed", "cancelled"), asked_at__lt=before)
        | Q(pictured__asset__removed_at__lt=before)
    )
    gone = Q(pictured__asset__removed_at__lt=before)
    holding = Consent.objects.filter(pictured=OuterRef("pictured"), state="given", until__gte=day)
    rows = Consent.objects.filter(over).filter(gone | ~Exists(holding))
    some = ~Q(giver="") | ~Q(child_view="") | ~Q(link="") | Q(paper__isnull=False)
    with transaction.atomic():
        ids = list(rows.filter(some).values_list("pk", flat=True))
        Paper.objects.filter(consent__in=ids).delete()
        Consent.objects.filter(pk__in=ids).update(giver="", child_view="", link="")
        people = Pictured.objects.filter(asset__removed_at__lt=before).exclude(
            label="", name="", ground_note=""
        )
        emptied = people.update(label="", name="", ground_note="", adult_on=None)
        if ids or emptied:
            details = {"consents": len(ids), "people": emptied}
            audit.record_many(
                [audit.Entry(SYSTEM, "media.consents.forgotten", details)], actor=SYSTEM, at=now
            )
    return len(ids) + emptied
