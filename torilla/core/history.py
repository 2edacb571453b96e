"""History is rows with *since* and *until*, never a replay of the log."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q


class SpanQuerySet(models.QuerySet[Any]):
    """Rows that were in force at a moment, or still are."""

    def at(self, moment: datetime) -> Self:
        """Rows in force at the moment: since <= moment < until (no until: still in force)."""
        return self.filter(Q(until=None) | Q(until__gt=moment), since__lte=moment)

    def open(self) -> Self:
        """Rows that have not ended."""
        return self.filter(until=None)


class Span(models.Model):
    """A row that is in force from `since` until `until`; until is null while it goes on."""

    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    objects = SpanQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="%(app_label)s_%(class)s_ends_after_it_began",
            )
        ]
