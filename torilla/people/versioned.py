"""Records that two people may edit at once."""

from django.conf import settings
from django.db import models


class Versioned(models.Model):
    """A record that two people may edit at once: a change says which version it was made from."""

    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True
