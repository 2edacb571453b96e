"""Which work account is whose, and what the provider is asked with whether it still vouches."""

from datetime import datetime

from django.conf import settings
from django.db import models

from torilla.core.crypto import EncryptedTextField
from torilla.core.records import Belongs, Recorded


class WorkAccount(Recorded):
    """A person's account at the provider, by the id that stays when name and address change.

    `refresh_token` asks the provider anew when it is due (`due_at`); None when there is none, or it
    vouches no longer. When somebody signed in is not kept.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="work_account"
    )
    issuer = models.CharField(max_length=500)
    subject = models.CharField(max_length=255)
    since = models.DateTimeField()
    refresh_token = EncryptedTextField(null=True)
    due_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "subject"], name="a_work_account_is_one_persons"
            )
        ]

    def belongs_to(self, now: datetime) -> Belongs:
        return self.person.belongs_to(now)
