"""The audit log as the change feed: readers with a cursor notice what lower packages did.

Ids are given out under the head's lock and without gaps, so whoever has read up to an id has
missed nothing before it.
"""

from django.db import connection

from torilla.core.models import AuditEntry, FeedCursor

_NEWER = (
    "SELECT EXISTS (SELECT 1 FROM core_auditentry WHERE id > "
    "COALESCE((SELECT position FROM core_feedcursor WHERE name = %s), 0))"
)


def newer(name: str) -> bool:
    """Whether there are entries that this reader has not dealt with.

    Asked several times a second all day, so in plain SQL: the ORM would work ten times as long.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NEWER, [name])
        return bool(cursor.fetchone()[0])


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
