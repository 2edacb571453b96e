"""Applications to open an account (C2, C6–C14): what was asked, who decided what, how it was set up."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from torilla.core.records import Belongs, Recorded
from torilla.openings.lifecycle import ApplicationStates
from torilla.people.models import Body, Holding, Membership, Supervision, Unit
from torilla.register.models import Account

PERSON = settings.AUTH_USER_MODEL
SECTIONS = 9


class Application(Recorded):
    """A unit's request to open an account. `round` counts its proposals: a returned one is proposed anew.

    `umbrella`: why the umbrella account cannot carry this (C15), asked before anything else.
    `expires_on`: the day on which it lapses where nobody goes on with it. `reasons` by rule: why it was
    proposed although that rule does not hold.
    """

    title = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="applications")
    network = models.CharField(max_length=30)
    umbrella = models.TextField(blank=True)
    state = models.CharField(max_length=20, choices=ApplicationStates.choices(), default="drafted")
    made_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    proposed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    round = models.PositiveSmallIntegerField(default=0)
    expires_on = models.DateField(null=True)
    reasons = models.JSONField(default=dict)
    account = models.OneToOneField(Account, models.PROTECT, null=True, related_name="application")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["state", "expires_on"], name="application_state")]

    def __str__(self) -> str:
        return self.title

    def belongs_to(self, now: datetime) -> Belongs:
        """The unit's, its writers', their supervisors', and theirs who decide on it."""
        people = {self.made_by_id, *self.writers.values_list("person_id", flat=True)}
        if self.proposed_by_id:
            people.add(self.proposed_by_id)
        chiefs = Supervision.objects.at(now).filter(person__in=people)
        return Belongs(
            units=frozenset(unit.pk for unit in self.unit.line()),
            persons=frozenset(people),
            supervisors=frozenset(chiefs.values_list("supervisor_id", flat=True)),
            deciders=self._deciders(now),
        )

    def _deciders(self, now: datetime) -> frozenset[int]:
        """Those who were asked in any round: who held the place since then, be it no longer."""
        rows = self.decisions.filter(asked_at__isnull=False)
        found: set[int] = set()
        bodies, positions = Q(pk=None), Q(pk=None)
        for row in rows.values("asked_at", "decider", "body", "person"):
            sat = Q(since__lte=now) & (Q(until=None) | Q(until__gte=row["asked_at"]))
            if row["body"]:
                bodies |= Q(body=row["body"]) & sat
            elif row["person"]:
                found.add(row["person"])
            else:
                positions |= Q(position=row["decider"], unit=None) & sat
        if bodies != Q(pk=None):
            found |= set(Membership.objects.filter(bodies).values_list("person_id", flat=True))
        if positions != Q(pk=None):
            found |= set(Holding.objects.filter(positions).values_list("person_id", flat=True))
        return frozenset(found)


class Writer(Recorded):
    """Somebody who writes in an application beside the one who began it."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="writers")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    added_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "person"], name="a_writer_once")
        ]

    def belongs_to(self, now: datetime) -> Belongs:
        return self.application.belongs_to(now)


class Section(Recorded):
    """One of the nine sections as last saved. `answers` by question (questions.py); `version` counts saves."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="sections")
    number = models.PositiveSmallIntegerField()
    answers = models.JSONField(default=dict)
    ready = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="a_section_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=SECTIONS), name="one_of_nine_sections"
            ),
        ]

    def belongs_to(self, now: datetime) -> Belongs:
        return self.application.belongs_to(now)


class Attachment(Recorded):
    """A file that belongs to an application; its bytes apart, so that a list does not read them."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()

    def belongs_to(self, now: datetime) -> Belongs:
        return self.application.belongs_to(now)


class AttachmentBytes(models.Model):
    """What is in an attachment."""

    attachment = models.OneToOneField(Attachment, models.CASCADE, related_name="bytes")
    content = models.BinaryField()


class Decision(Recorded):
    """What one decider of a step is asked, and what was decided. A row for each decider, made at the proposal.

    `decider` is the policy's word for it (`opening.deciders`): a body, a position or the supervisor;
    `body`, or `person` for the supervisor, is who that is here. `any`: one approval in the step is enough.
    Of a body: `recorded_by` its secretary, with meeting date and section.
    """

    class Outcome(models.TextChoices):
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned with questions")
        DECLINED = "declined", _("declined")
        DEFERRED = "deferred", _("moved to a later meeting")
        LAPSED = "lapsed", _("no longer needed")

    application = models.ForeignKey(Application, models.PROTECT, related_name="decisions")
    round = models.PositiveSmallIntegerField()
    step = models.PositiveSmallIntegerField()
    any = models.BooleanField(default=False)
    decider = models.CharField(max_length=40)
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="decisions")
    person = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    meeting_on = models.DateField(null=True)
    section = models.CharField(max_length=20, blank=True)
    condition = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    resources_confirmed = models.BooleanField(default=False)

    class Meta:
        ordering = ["round", "step", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "round", "step", "decider"], name="asked_once_in_a_round"
            ),
            models.UniqueConstraint(
                fields=["body", "meeting_on", "section"],
                condition=~Q(section=""),
                name="a_section_of_a_meeting_once",
            ),
        ]

    def belongs_to(self, now: datetime) -> Belongs:
        return self.application.belongs_to(now)


class ChainException(Recorded):
    """A way around the chain (C2 says "as a rule"): who decided so, when, why; `steps` are left out."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="exceptions")
    round = models.PositiveSmallIntegerField()
    steps = models.JSONField()
    decided_by = models.CharField(max_length=200)
    decided_on = models.DateField()
    reason = models.TextField()
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    def belongs_to(self, now: datetime) -> Belongs:
        return self.application.belongs_to(now)


class Check(Recorded):
    """An item of the set-up checklist that somebody did or left out with a reason (checklist.py)."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="checks")
    item = models.CharField(max_length=30)
    reason = models.TextField(blank=True)
    done_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "item"], name="checked_once")]

    def belongs_to(self, now: datetime) -> Belongs:
        return self.application.belongs_to(now)
