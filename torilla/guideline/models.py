"""The adopted guideline: its files, its words, its history, what breaks it and who is excused."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from torilla.core.history import Span
from torilla.core.records import Belongs, Recorded

PERSON = settings.AUTH_USER_MODEL


class PolicyFile(Recorded):
    """A loaded policy file; never changed. The newest is in force."""

    name = models.CharField(max_length=100)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()


class Document(Recorded):
    """The municipality's own document as it was loaded; the newest one counts."""

    name = models.CharField(max_length=200)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()


class Binding(models.Model):
    """Where a clause stands in a document: offsets in characters of its text."""

    class State(models.TextChoices):
        BOUND = "bound", _("found")
        STALE = "stale", _("stale clause")
        MISSING = "missing", _("not found")

    document = models.ForeignKey(Document, models.CASCADE, related_name="bindings")
    clause = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State.choices)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    text = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=16, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "clause"], name="bound_once")]


class Handling(Recorded):
    """A body handled the guideline: when, in which section, with what outcome ("" = not known).

    `date` is as much as is known of it: "2022-06-07", "2022-06", "2022" or "".
    """

    class Outcome(models.TextChoices):
        PREPARED = "prepared", _("prepared")
        RETURNED = "returned", _("returned for further preparation")
        PROPOSED = "proposed", _("proposed for approval")
        APPROVED = "approved", _("approved")
        REJECTED = "rejected", _("rejected")

    case_number = models.CharField(max_length=50, blank=True)
    body = models.CharField(max_length=200, blank=True)
    date = models.CharField(max_length=10, blank=True)
    section = models.CharField(max_length=20, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)

    class Meta:
        ordering = ["id"]


class InForce(Recorded):
    """Since when the guideline is in force, as the municipality said it; the newest row counts."""

    since = models.DateField()
    said_at = models.DateTimeField()


class Waiver(Recorded, Span):
    """An exception to one rule for one subject: by whom, why, until when."""

    rule = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    granted_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    reason = models.TextField()

    class Meta(Span.Meta):
        indexes = [models.Index(fields=["subject_kind", "subject_id"])]


class Finding(Recorded):
    """A standing condition that is broken; closes by itself when put right.

    `unit` answers for the subject, `person` is whom it concerns; `holder` is the position that is to
    put it right within `days`.
    """

    source = models.CharField(max_length=40)
    rule = models.CharField(max_length=60)
    clause = models.CharField(max_length=10, blank=True)
    force = models.CharField(max_length=10, blank=True)
    basis = models.CharField(max_length=60)
    enforcement = models.CharField(max_length=10)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    subject_name = models.CharField(max_length=300)
    subject_address = models.CharField(max_length=500, blank=True)
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, related_name="findings")
    person = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    message = models.TextField()
    values = models.JSONField(default=dict)
    holder = models.CharField(max_length=40)
    days = models.PositiveIntegerField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    waiver = models.ForeignKey(Waiver, models.PROTECT, null=True, related_name="findings")

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"]),
            models.Index(fields=["closed_at", "source"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "subject_kind", "subject_id"],
                condition=Q(closed_at=None),
                name="one_open_finding",
            )
        ]

    def belongs_to(self, now: datetime) -> Belongs:
        return self.unit.belongs_to(now) if self.unit is not None else Belongs()


class Look(models.Model):
    """When a subject must be looked at again although nothing happens: only time passes."""

    source = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    next_look_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "subject_id"], name="one_look")]


class Tally(models.Model):
    """How often something was done in the whole municipality: one number, of nobody and of no day."""

    name = models.CharField(max_length=40, primary_key=True)
    number = models.PositiveBigIntegerField(default=0)
