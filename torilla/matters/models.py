"""What may be told of a matter in preparation: who asked, who answered, what, to whom, until when (M4, L5)."""

from dataclasses import replace
from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from torilla.core.records import Belongs, Recorded
from torilla.matters.lifecycle import DisclosureStates
from torilla.people.models import Body

PERSON = settings.AUTH_USER_MODEL


class Disclosure(Recorded):
    """One question and its answer. Asked of the preparing official or of the body that decides.

    `about` is the document or matter, `wanted` what the asker would tell, `audience` to whom. `granted` is
    what may be told, in the answerer's words; `until` the last day on which it may. `reason`: why it was
    refused, or ended early. `ended_at`: since when nothing comes of it any more, in whatever way.
    `case_key`: the case number as `case_numbers.key_of` makes it, by which it is found.
    """

    state = models.CharField(max_length=10, choices=DisclosureStates.choices())
    case_number = models.CharField(max_length=60, blank=True)
    case_key = models.CharField(max_length=200, blank=True)
    about = models.CharField(max_length=300)
    wanted = models.TextField()
    audience = models.CharField(max_length=300)
    asked_by = models.ForeignKey(PERSON, models.PROTECT, related_name="disclosures_asked")
    asked_at = models.DateTimeField()
    official = models.ForeignKey(
        PERSON, models.PROTECT, null=True, related_name="disclosures_to_answer"
    )
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="disclosures_to_answer")
    due_at = models.DateTimeField()
    answered_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    meeting_on = models.DateField(null=True)
    section = models.CharField(max_length=20, blank=True)
    granted = models.TextField(blank=True)
    granted_audience = models.CharField(max_length=300, blank=True)
    until = models.DateField(null=True)
    reason = models.TextField(blank=True)
    ended_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["case_key", "state"], name="disclosure_of_case")]
        constraints = [
            models.CheckConstraint(
                condition=Q(official__isnull=False, body=None)
                | Q(official=None, body__isnull=False),
                name="one_is_asked",
            )
        ]

    def belongs_to(self, now: datetime) -> Belongs:
        """The asker's; theirs to decide who are asked, or speak for the body that is."""
        deciders = {self.official_id} if self.official_id else set()
        if self.body is not None:
            deciders |= self.body.belongs_to(now).deciders
        return replace(self.asked_by.belongs_to(now), deciders=frozenset(deciders))

    @property
    def title(self) -> str:
        """What it is called in lists and tasks."""
        parts = (self.case_number, self.about)
        return ", ".join(each for each in parts if each) or _("A question whose words are gone")

    @property
    def asked(self) -> str:
        """The name of the official or the body that is asked."""
        if self.body is not None:
            return self.body.name
        return self.official.name if self.official is not None else ""

    def in_force(self, today: date) -> bool:
        """Whether it may be told on that day: the day counts, not only what the clock has done."""
        return self.state == "granted" and self.until is not None and self.until >= today
