"""Since when nobody has gone on with an application, and which are due to be looked at."""

from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from torilla.openings.models import Application

LAPSING = ("drafted", "returned", "approved")
"""States that wait for whoever applies; where others decide, nothing lapses."""


def touched_at(application: Application) -> datetime:
    """When somebody last wrote in the application, or it came to its state."""
    moments = [application.made_at]
    for rows, field in (
        (application.sections, "changed_at"),
        (application.attachments, "added_at"),
        (application.writers, "added_at"),
        (application.decisions.filter(decided_at__isnull=False), "decided_at"),
    ):
        moments += rows.order_by(f"-{field}").values_list(field, flat=True)[:1]
    return max(moments)


def due(today: date, warned: int) -> QuerySet[Application]:
    """Applications whose last day is unknown, near or gone."""
    near = Q(expires_on=None) | Q(expires_on__lte=today + timedelta(days=warned))
    rows: QuerySet[Application] = Application.objects.filter(near, state__in=LAPSING)
    return rows.order_by("pk")
