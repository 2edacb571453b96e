"""Whether features at the level of one person may be on (Acts 449/2007 and 759/2004)."""

from datetime import datetime

from django.utils import timezone

from torilla.people.models import CooperationRecord


def per_person_features(now: datetime) -> bool:
    """Whether it was handled in co-operation, by the municipality's own record, on this day or before."""
    return CooperationRecord.objects.filter(handled_on__lte=timezone.localdate(now)).exists()
