"""`python -m tests.faults.consented plant|withdraw`: a consent by which a picture is used, and its withdrawal."""

import sys
from datetime import datetime, timedelta

import django

django.setup()

from django.utils import timezone  # noqa: E402

from torilla.media.commands.withdraw_consent import withdraw_consent  # noqa: E402
from torilla.media.links import LinkHolder  # noqa: E402
from torilla.media.models import Asset, Consent  # noqa: E402
from torilla.people.models import Person  # noqa: E402
from torilla.register.models import AccountRecord  # noqa: E402


def plant(now: datetime) -> None:

    aino = Person.objects.get(name__startswith="Aino ")
    record = AccountRecord.objects.at(now).filter(name__startswith="Kirjasto").first()
    asset = Asset.objects.create(
        kind="picture", state="library", title="Lukuhetki", unit=record.unit, added_by=aino,
        added_at=now, sha256="0" * 64, size=1, format="JPEG", pictured_people="somebody",
    )  # fmt: skip
    asset.derivatives.create(name="medium", format="WEBP", size=1, sha256="0" * 64)
    asset.licences.create(
        author="Aino", source="own", ground="own_work", recorded_by=aino, recorded_at=now
    )
    reader = asset.pictured.create(label="lukija", child=True, recorded_by=aino, recorded_at=now)
    reader.consents.create(
        state="given", basis="consent", capacity="guardian", how="link", purpose="mainos",
        until=now.date() + timedelta(days=365), language="fi", link="1" * 64, giver="Hanna Mäki",
        asked_by=aino, asked_at=now, answered_at=now,
    )  # fmt: skip
    asset.uses.create(account=record.account, place=record.name, used_by=aino, used_at=now)


def withdraw(now: datetime) -> None:

    consent = Consent.objects.get(giver="Hanna Mäki")
    withdraw_consent(actor=LinkHolder(consent), consent=consent, now=now)


if __name__ == "__main__":
    {"plant": plant, "withdraw": withdraw}[sys.argv[1]](timezone.now())
