"""What an employee and the supervisor agreed (K2, K6): working time for accounts, or an own profile."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from torilla.agreements.lifecycle import AgreementStates
from torilla.core.records import Belongs, Recorded

PERSON = settings.AUTH_USER_MODEL


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Agreements by the day on which they bind."""

    def valid(self, day: date) -> "QuerySet[Agreement]":
        """In force on the day: agreed by both, begun, neither over nor ended."""
        return self.filter(
            Q(ended_on=None) | Q(ended_on__gt=day),
            state__in=("agreed", "ended"),
            first_day__lte=day,
            last_day__gte=day,
        )

    def working_time(self, day: date) -> "QuerySet[Agreement]":
        """On working time for the organisation's accounts, in force on the day (K2)."""
        return self.valid(day).filter(kind=Agreement.Kind.WORKING_TIME)


class Agreement(Recorded):
    """One agreement between a person and the supervisor, from its proposal to its end.

    Duty times and substitutes stand where they are kept and are only confirmed here. `ended_on` is the
    first day on which an ended agreement binds no longer, `reason` why it goes on against a rule that asks
    for a recorded reason.
    """

    class Kind(models.TextChoices):
        WORKING_TIME = "working_time", _("working time for accounts")
        OWN_PROFILE = "own_profile", _("own profile")

    class Profile(models.TextChoices):
        PRIVATE = "private", _("own private profile")
        WORK = "work", _("separate work profile")

    class Founded(models.TextChoices):
        OWN = "own", _("own private address")
        WORK = "work", _("work address")

    person = models.ForeignKey(PERSON, models.PROTECT, related_name="agreements")
    supervisor = models.ForeignKey(PERSON, models.PROTECT, related_name="agreements_made")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    state = models.CharField(max_length=20, choices=AgreementStates.choices())
    first_day = models.DateField()
    last_day = models.DateField()
    proposed_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    answered_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    ended_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    ended_on = models.DateField(null=True)
    renews = models.ForeignKey("self", models.PROTECT, null=True, related_name="renewals")

    scope = models.TextField()
    hours = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    duty_times_confirmed = models.BooleanField(default=False)
    substitutes_confirmed = models.BooleanField(default=False)
    work_matters_only = models.BooleanField(default=False)

    network = models.CharField(max_length=30, blank=True)
    address = models.CharField(max_length=500, blank=True)
    founded_on = models.CharField(max_length=10, choices=Founded.choices, blank=True)
    profile = models.CharField(max_length=10, choices=Profile.choices, blank=True)
    for_work_profile = models.TextField(blank=True)
    for_own_profile = models.TextField(blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["-first_day", "-pk"]
        indexes = [models.Index(fields=["person", "kind", "state"], name="agreement_of")]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="agreement_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~Q(person=F("supervisor")), name="nobody_agrees_with_themselves"
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "network", "address"],
                condition=Q(state="proposed"),
                name="one_open_proposal",
            ),
        ]

    @property
    def clause(self) -> str:
        """Which clause asks for it."""
        return "K2" if self.kind == self.Kind.WORKING_TIME else "K6"

    @property
    def bound_until(self) -> date:
        """The last day on which it binds or bound; of a proposal the one that it speaks of."""
        return self.last_day if self.ended_on is None else self.ended_on - timedelta(days=1)

    def belongs_to(self, now: datetime) -> Belongs:
        """The person's and their supervisor's of today, who leads the work whoever agreed it."""
        return self.person.belongs_to(now)


class Warned(models.Model):
    """Both sides were told that an agreement ends in so many days; once each. 0: that it has ended."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="warned")
    days = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "days"], name="warned_once")]
