"""What awaits whom until when, what they were told of it, and whether it reached them."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from torilla.core.leased import Leased
from torilla.core.records import Belongs, Recorded
from torilla.duties.holders import posts
from torilla.people.positions import POSITIONS

PERSON = settings.AUTH_USER_MODEL
HOLDER = "holder"
"""The step of a reminder that speaks to whoever holds the duty; other steps name a position."""


class Notice(Recorded):
    """Something that must be told (K4, C5): one duty to read it for each position that is told.

    `message` is an English message with `{placeholders}`; a value "people.person:17" stands for that
    person's name, so that the name is nowhere else. Delivered when every position has been told.
    """

    class How(models.TextChoices):
        MAIL = "mail", _("by mail")
        READ = "read", _("marked as read")

    clause = models.CharField(max_length=10)
    message = models.TextField()
    values = models.JSONField(default=dict)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    made_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True, blank=True)
    delivered_how = models.CharField(max_length=10, choices=How.choices, blank=True)
    delivered_to = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_id"])]


class Duty(Recorded):
    """What somebody must now do. Held by a person, a position (of a unit) or a body.

    `message` and `values` say what where neither a finding nor a notice does, as those of a notice.
    """

    class Kind(models.TextChoices):
        PUT_RIGHT = "put_right", _("put right")
        READ = "read", _("read")
        ACT = "act", _("to do")

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
    message = models.TextField(blank=True)
    values = models.JSONField(default=dict, blank=True)
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

    @property
    def demanded_by(self) -> str:
        """The clause that demands it; "" for what the product adds, be it in support of a clause."""
        return "" if self.basis == "added" else self.clause

    def belongs_to(self, now: datetime) -> Belongs:
        """Theirs whom it awaits now, and theirs to whom it was passed on."""
        passed = self.reminders.exclude(to=HOLDER).values_list("person_id", flat=True)
        return Belongs(persons=posts(now, [self]).awaited(self) | frozenset(passed))


class Sending(Recorded, Leased):
    """Something to be handed over once. A send of unknown fate is never tried again.

    queued → sending → sent | unknown | failed; back to queued only when nothing left this machine;
    dropped when all that it tells of was done before it went.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting to be sent")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        UNKNOWN = "unknown", _("unknown whether it went")
        FAILED = "failed", _("was not sent")
        DROPPED = "dropped", _("no longer needed")

    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def mark(self) -> str:
        """What this try is called where it went: to look for it there."""
        return f"torilla.{self._meta.model_name}.{self.pk}.{self.fence}"


class Mail(Sending):
    """One mail to one person. `collects`: what comes up until it goes is added to it."""

    person = models.ForeignKey(PERSON, models.PROTECT, related_name="mails")
    collects = models.BooleanField(default=False)

    @property
    def mark(self) -> str:
        return f"torilla.{self.pk}.{self.fence}"


class TeamsCard(Sending):
    """One card to one channel of Teams: that of `unit`, or the municipality's (none).

    The channel's address is a password and stands in the settings alone.
    """

    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, related_name="+")
    duties = models.ManyToManyField(Duty, related_name="teams_cards")


class NoticeChoice(Recorded):
    """How often a person wants mail of their duties; without a row at once."""

    class Often(models.TextChoices):
        AT_ONCE = "at_once", _("at once")
        DAILY = "daily", _("once a day, when my duty hours begin")
        WEEKLY = "weekly", _("once a week, when my first duty hours begin")

    person = models.OneToOneField(PERSON, models.PROTECT, related_name="notice_choice")
    often = models.CharField(max_length=10, choices=Often.choices, default=Often.AT_ONCE)

    def belongs_to(self, now: datetime) -> Belongs:
        return self.person.belongs_to(now)


class CalendarLink(Recorded):
    """The address under which a calendar reads a person's duties; only its hash is kept."""

    person = models.OneToOneField(PERSON, models.PROTECT, related_name="calendar_link")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def belongs_to(self, now: datetime) -> Belongs:
        return self.person.belongs_to(now)


class Reminder(models.Model):
    """A person was told of a duty at a step, once: by a mail, or in the page alone (no mail).

    `to` is "holder" or the position to which the step passes the duty on.
    """

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="reminders")
    step = models.PositiveSmallIntegerField()
    to = models.CharField(max_length=40)
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="reminders")
    at = models.DateTimeField()
    mail = models.ForeignKey(Mail, models.PROTECT, null=True, related_name="lines")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["duty", "step", "person"], name="told_once_a_step")
        ]
