"""`python -m benchmarks.fill SIZE`: the tables, the policy and the invented municipality."""

import hashlib
import sys
from datetime import datetime, time, timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.accounts import fill_accounts  # noqa: E402
from benchmarks.organisation import fill_organisation  # noqa: E402
from benchmarks.sizes import SIZES  # noqa: E402
from torilla.guideline.models import PolicyFile  # noqa: E402
from torilla.policy import packaged  # noqa: E402


def midnight() -> datetime:
    """The first moment of today: what was filled in is as old at every run of a day."""
    zone = timezone.get_default_timezone()
    return datetime.combine(timezone.localdate(), time(), zone)


def fill(name: str) -> None:
    """Everything in one transaction, and what the database wants to know of it."""
    call_command("migrate", interactive=False, verbosity=0)
    now, size = midnight(), SIZES[name]
    with transaction.atomic():
        text = packaged("mallila")
        PolicyFile.objects.create(
            name="mallila",
            text=text,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            loaded_at=now - timedelta(days=700),
        )
        fill_accounts(size, fill_organisation(size, now), now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    fill(sys.argv[1])
