"""What may be told of a matter in preparation: who asked, who answered, what, to whom, until when (M4, L5)."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from torilla.core.records import Belongs, Recorded
from torilla.matters.lifecycle import DisclosureStates
from torilla.people.models import Body

PERSON = settings.AUTH_USER_MODEL


class Disclosure(Recorded):
    """One question and its answer. Asked of the preparing official or of the body that decides.

    `about` is the document or matter, `wanted` what the asker would tell, `audience` to whom. `granted` is
    what may be told, in the answerer's words; `until` the last day on which it may.
    """

    state = models.CharField(max_length=10, choices=DisclosureStates.choices())
    case_number = models.CharField(max_length=60, blank=True)
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
    granted = models.TextField(blank=True)
    granted_audience = models.CharField(max_length=300, blank=True)
    until = models.DateField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["case_number", "state"], name="disclosure_of_case")]
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
        return Belongs(persons=frozenset({self.asked_by_id}), deciders=frozenset(deciders))
