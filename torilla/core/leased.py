"""The columns of a row that falls due and is worked under a lease (used through `work`)."""

from django.db import models


class Leased(models.Model):
    """Work as a row: due at a time, held by one worker at a time.

    due_at: when it is to be done (null: not due). lease_until and lease_owner: who works on it and
    until when the others keep off. fence: grows with each claim, so that a worker that slept past
    its lease cannot write. attempts: claims so far. last_error: why the latest attempt failed.
    """

    due_at = models.DateTimeField(null=True, blank=True, db_index=True)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    lease_owner = models.CharField(max_length=100, blank=True, default="", editable=False)
    fence = models.PositiveIntegerField(default=0, editable=False)
    attempts = models.PositiveIntegerField(default=0, editable=False)
    last_error = models.TextField(blank=True, default="", editable=False)

    class Meta:
        abstract = True
