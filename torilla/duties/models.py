"""What awaits whom until when, what they were told of it, and whether it reached them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from torilla.core.records import Belongs, Recorded
from torilla.core.work import Leased
from torilla.people.positions import POSITIONS

PERSON = settings.AUTH_USER_MODEL


class Notice(Recorded):
    """Something a position must be told (K4, C5), and how and when it was delivered."""

    class How(models.TextChoices):
        MAIL = "mail", _("by mail")
        READ = "read", _("marked as read")

    clause = models.CharField(max_length=10)
    message = models.TextField()
    values = models.JSONField(default=dict)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    position = models.CharField(max_length=40, choices=POSITIONS)
    made_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True, blank=True)
    delivered_how = models.CharField(max_length=10, choices=How.choices, blank=True)
    delivered_to = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_id"])]


class Duty(Recorded):
    """What somebody must now do. Held by a person, a position (of a unit) or a body."""

    class Kind(models.TextChoices):
        PUT_RIGHT = "put_right", _("put right")
        READ = "read", _("read")

    class Outcome(models.TextChoices):
        DONE = "done", _("done")
        LAPSED = "lapsed", _("no longer needed")

    kind = models.CharField(max_length=20, choices=Kind.choices)
    clause = models.CharField(max_length=10, blank=True)
    basis = models.CharField(max_length=60)
    finding = models.ForeignKey(
        "guideline.Finding", models.PROTECT, null=True, related_name="duties"
    )
    notice = models.ForeignKey(Notice, models.PROTECT, null=True, related_name="duties")
    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    subject_name = models.CharField(max_length=300)
    holder_person = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="duties")
    holder_position = models.CharField(max_length=40, choices=POSITIONS, blank=True)
    holder_unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, related_name="+")
    holder_body = models.ForeignKey("people.Body", models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    next_step = models.PositiveSmallIntegerField(default=0)
    next_step_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["closed_at", "due_at"]),
            models.Index(fields=["next_step_at"]),
            models.Index(fields=["subject_kind", "subject_id"]),
            models.Index(fields=["holder_position", "holder_unit"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(holder_person__isnull=False)
                | ~Q(holder_position="")
                | Q(holder_body__isnull=False),
                name="somebody_holds_it",
            ),
            models.UniqueConstraint(
                fields=["finding"], condition=Q(closed_at=None), name="one_duty_a_finding"
            ),
        ]

    def belongs_to(self, now) -> Belongs:
        return Belongs(persons=frozenset({self.holder_person_id} if self.holder_person_id else ()))


class Mail(Recorded, Leased):
    """One mail to one person. A send of unknown fate is never tried again."""

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting to be sent")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        UNKNOWN = "unknown", _("unknown whether it went")
        FAILED = "failed", _("was not sent")

    person = models.ForeignKey(PERSON, models.PROTECT, related_name="mails")
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)


class MailLine(models.Model):
    """Which duty and which step a mail tells of; a step is told to a person once."""

    mail = models.ForeignKey(Mail, models.CASCADE, related_name="lines")
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="lines")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    step = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["duty", "step", "person"], name="told_once_a_step")
        ]
