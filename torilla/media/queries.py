"""Reading the library, always as seen by somebody, at a moment."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from torilla.media.ending import has_ended
from torilla.media.facts import facts_of
from torilla.media.lacking import usable
from torilla.media.models import ACTING, Asset, Derivative, Licence, Words
from torilla.people.models import Person
from torilla.people.permissions import allows, headed_units, reach
from torilla.register.models import AccountRecord, Stewardship
from torilla.screening import pictures

SEE = "media.see"


def assets_seen_by(person: Person, now: datetime) -> QuerySet[Asset]:
    """The assets that the person may see, the newest first, removed ones too."""
    rows = Asset.objects.select_related("unit__parent__parent", "added_by")
    if reach(person, now=now).everywhere(SEE):
        return rows
    return rows.filter(
        Q(added_by=person)
        | Q(unit__in=headed_units(person, now=now))
        | Q(unit__in=_units_acted_for(person, now))
    )


def _units_acted_for(person: Person, now: datetime) -> QuerySet[AccountRecord]:
    """The units in whose accounts the person acts."""
    accounts = Stewardship.objects.at(now).filter(person=person, role__in=ACTING).values("account")
    rows: QuerySet[AccountRecord] = AccountRecord.objects.at(now).filter(account__in=accounts)
    return rows.exclude(unit=None).values("unit")  # type: ignore[return-value]


def library(person: Person, now: datetime, *, text: str = "", which: str = "") -> QuerySet[Asset]:
    """What is in the library for the person. `which`: "usable", "lacking" or "" for both."""
    rows = assets_seen_by(person, now).exclude(state="removed")
    if text:
        words = Words.objects.filter(asset=OuterRef("pk"), alternative__icontains=text)
        credits = Licence.objects.filter(asset=OuterRef("pk"), ended_at=None)
        rows = rows.filter(
            Q(title__icontains=text)
            | Exists(words)
            | Exists(credits.filter(Q(credit__icontains=text) | Q(author__icontains=text)))
        )
    if which == "usable":
        rows = rows.filter(usable(now))
    elif which == "lacking":
        rows = rows.exclude(pk__in=Asset.objects.filter(usable(now)).values("pk"))
    return with_parts(rows)


def with_parts(rows: QuerySet[Asset]) -> QuerySet[Asset]:
    """Along with the assets what a list of them shows."""
    in_force = Licence.objects.filter(ended_at=None)
    return rows.prefetch_related(
        "words", "derivatives", "pictured__consents", Prefetch("licences", queryset=in_force)
    )


def asset_seen_by(person: Person, pk: int, now: datetime) -> Asset | None:
    """That asset, or None where there is none or the person may not see it."""
    found = assets_seen_by(person, now).filter(pk=pk).first()
    return found if found and allows(person, SEE, found, now=now) else None


def derivative_seen_by(person: Person, pk: int, name: str, now: datetime) -> Derivative | None:
    """What is shown of an asset under a name, if the person may see the asset.

    The day counts, not only what the clock has done: what has ended is not shown though no worker runs.
    """
    seen = assets_seen_by(person, now).filter(pk=pk).order_by().values("pk")
    found = Derivative.objects.filter(asset__in=seen, name=name).first()
    if found is None or has_ended(facts_of(found.asset, (), now)):
        return None
    return found


def near(asset: Asset, person: Person, now: datetime) -> list[Asset]:
    """Assets that look like this one, of those that the person sees."""
    if not asset.phash:
        return []
    others = assets_seen_by(person, now).exclude(state="removed").exclude(pk=asset.pk)
    hashes = others.exclude(phash="").order_by().values_list("pk", "phash")
    alike = [pk for pk, phash in hashes if pictures.distance(asset.phash, phash) <= pictures.NEAR]
    return list(with_parts(others.filter(pk__in=alike))) if alike else []
