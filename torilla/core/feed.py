"""The audit log as the change feed: readers with a cursor notice what lower packages did.

Ids are given out under the head's lock and without gaps, so whoever has read up to an id has
missed nothing before it.
"""

from torilla.core.models import AuditEntry, FeedCursor


def position(name: str) -> int:
    """The id of the last entry that this reader has dealt with; 0 before the first."""
    place = FeedCursor.objects.filter(name=name).values_list("position", flat=True).first()
    return place or 0


def entries_after(position: int, limit: int = 500) -> list[AuditEntry]:
    """The next entries, oldest first."""
    return list(AuditEntry.objects.filter(id__gt=position).order_by("id")[:limit])


def advance(name: str, to: int) -> None:
    """Say that everything up to this id is dealt with; a cursor never goes back."""
    moved = FeedCursor.objects.filter(name=name, position__lt=to).update(position=to)
    if not moved:
        FeedCursor.objects.bulk_create([FeedCursor(name=name, position=to)], ignore_conflicts=True)
