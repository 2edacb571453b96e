"""A model of the tests' own, with everything that core gives to models. It is in no app."""

from django.db import models

from torilla.core.crypto import EncryptedTextField
from torilla.core.history import Span
from torilla.core.records import Recorded
from torilla.core.work import Leased


class Errand(Recorded, Leased, Span):
    """Something that Aino is to fetch from the market square."""

    what = models.CharField(max_length=50, default="bread")
    secret = EncryptedTextField(null=True)

    class Meta(Span.Meta):
        app_label = "market"
