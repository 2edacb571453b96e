"""Tokens by which programs act for a person, and the answers that are given again."""

from datetime import datetime

from django.conf import settings
from django.db import models

from torilla.core.crypto import EncryptedTextField
from torilla.core.records import Belongs, Recorded


class Token(Recorded):
    """A person's token for a program. Only its hash is kept; the day of its last use, no more."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="api_tokens")
    name = models.CharField(max_length=100)
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    def belongs_to(self, now: datetime) -> Belongs:
        return self.person.belongs_to(now)


class Answer(models.Model):
    """What a writing call was answered, kept a day: the same call sent again gets the same answer.

    `key` is SHA-256 of person and Idempotency-Key, `fingerprint` of method, address and body. `body`
    is None once somebody was erased: the call is known still, and not done again.
    """

    key = models.CharField(max_length=64, primary_key=True)
    fingerprint = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)
    status = models.PositiveSmallIntegerField(default=0)
    content_type = models.CharField(max_length=50, default="application/json")
    body = EncryptedTextField(null=True)

    def __str__(self) -> str:
        return self.key
