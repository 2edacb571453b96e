"""Those who are pictured, their consents and the uses, as seen by somebody."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from torilla.media.models import Consent, Pictured, Use
from torilla.media.queries import assets_seen_by
from torilla.people.models import Person
from torilla.people.permissions import headed_units
from torilla.register.models import AccountRecord, Stewardship


def _seen(person: Person, now: datetime) -> Any:
    return assets_seen_by(person, now).order_by().values("pk")


def pictured_seen_by(person: Person, pk: int, now: datetime) -> Pictured | None:
    """That one in a picture, if the person may see the picture."""
    rows = Pictured.objects.filter(asset__in=_seen(person, now), pk=pk)
    return rows.select_related("asset__unit").first()


def consent_seen_by(person: Person, pk: int, now: datetime) -> Consent | None:
    """That consent, if the person may see the picture."""
    rows = Consent.objects.filter(pictured__asset__in=_seen(person, now), pk=pk)
    return rows.select_related("pictured__asset__unit").first()


def use_seen_by(person: Person, pk: int, now: datetime) -> Use | None:
    """That use: seen with the picture, and by whoever serves the account where it was published."""
    served = Stewardship.objects.at(now).filter(person=person).values("account")
    kept = AccountRecord.objects.at(now).filter(unit__in=headed_units(person, now=now))
    rows = Use.objects.filter(
        Q(asset__in=_seen(person, now))
        | Q(account__in=served)
        | Q(account__in=kept.values("account")),
        pk=pk,
    )
    return rows.select_related("asset__unit", "account", "used_by").first()
