"""The audit log with its head and its personal values; cursors, jobs, used form tokens, restores."""

from typing import Any, NoReturn

from django.db import models

from torilla.core.leased import Leased
from torilla.core.records import Recorded


class AuditEntry(models.Model):
    """One thing that happened: written once by `audit.record`, never changed (triggers refuse)."""

    # IntegerField, for on SQLite it is the table's own row number: no second index to write.
    id = models.IntegerField(primary_key=True, editable=False)
    at = models.DateTimeField()
    actor = models.CharField(max_length=200)
    action = models.CharField(max_length=100)
    subject = models.CharField(max_length=200)
    details = models.TextField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["subject", "id"], name="core_auditentry_subject")]
        verbose_name_plural = "audit entries"

    def __str__(self) -> str:
        return f"{self.id} {self.action} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("the audit log is append-only: use audit.record")

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("the audit log is append-only")


class AuditSecret(models.Model):
    """A personal value of an entry, beside the chain: erasing value and salt breaks nothing."""

    entry = models.ForeignKey(AuditEntry, models.PROTECT, related_name="secrets")
    name = models.CharField(max_length=100)
    salt = models.CharField(max_length=32, null=True)
    value = models.TextField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "name"], name="core_auditsecret_once")
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.name}"


class AuditHead(models.Model):
    """The one row that says where the chain ends; its lock puts the writers in line."""

    id = models.IntegerField(primary_key=True, default=1, editable=False)
    last_id = models.IntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="core_audithead_one")]

    def __str__(self) -> str:
        return f"{self.last_id} {self.hash}"


class FeedCursor(models.Model):
    """How far a reader of the change feed has come: the id of the last entry it has dealt with."""

    name = models.CharField(max_length=100, primary_key=True)
    position = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.position}"


class Job(Leased):
    """Work that comes round every so many seconds; the handlers are in `work.JOBS`."""

    name = models.CharField(max_length=100, unique=True)
    every = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.name


class SubmittedToken(models.Model):
    """A form's one-time token that was used, as SHA-256; forgotten after a day."""

    token = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.token


class Restoration(Recorded):
    """This database came back from a backup; nothing is sent until it is released (`quiet`)."""

    backup = models.CharField(max_length=32)
    made_at = models.DateTimeField()
    restored_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.backup
