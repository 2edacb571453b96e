"""From an asset, its right and those seen in it to what the rules may look at."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from torilla.media.models import Asset, Consent, Licence, Pictured
from torilla.policy.facts import Answered, MediaFacts, PersonShown


def with_facts(assets: "QuerySet[Asset]") -> "QuerySet[Asset]":
    """The assets with all that `facts_of` reads, in three queries however many they are."""
    return assets.prefetch_related(
        Prefetch("licences", Licence.objects.filter(ended_at=None)), "pictured__consents"
    )


def facts_of(asset: Asset, networks: Collection[str], now: datetime) -> MediaFacts:
    """What the rules look at before `asset` is used on `networks` (their slugs; none: anywhere)."""
    licence = next((each for each in asset.licences.all() if each.ended_at is None), None)
    return MediaFacts(
        now=now,
        networks=frozenset(networks),
        right=licence is not None,
        right_networks=frozenset(licence.channels) if licence else frozenset(),
        right_until=licence.until if licence else None,
        people=asset.pictured_people,
        persons=tuple(shown(each) for each in asset.pictured.all()),
    )


def shown(pictured: Pictured) -> PersonShown:
    """One who is pictured, with the answers that count."""
    return PersonShown(
        label=pictured.label,
        child=pictured.child,
        adult_on=pictured.adult_on,
        ground=pictured.ground,
        never=pictured.never,
        answers=tuple(_answered(each) for each in that_count(pictured.consents.all())),
    )


def _answered(consent: Consent) -> Answered:
    return Answered(
        by=consent.capacity,
        state=consent.state,
        until=consent.until,
        networks=frozenset(consent.channels),
    )


def that_count(consents: Iterable[Consent]) -> Iterator[Consent]:
    """Without what its giver has answered anew since: a mind may be changed both ways.

    Only somebody's own later answer takes the place of theirs, and one that is later than their withdrawal,
    not only than what they withdrew. To be told of the public task is no answer. A guardian is known by the
    name that they gave; of an answer without a name nobody can say whose it was, so it stays.
    """
    kept = list(consents)
    for consent in kept:
        if not any(_takes_the_place_of(later, consent) for later in kept):
            yield consent


def _takes_the_place_of(later: Consent, consent: Consent) -> bool:
    said, later_said = (each.withdrawn_at or each.answered_at for each in (consent, later))
    if said is None or later_said is None or later.pk == consent.pk:
        return False
    if (said, consent.pk) > (later_said, later.pk) or not _is_an_answer(later):
        return False
    return later.capacity == consent.capacity and (
        consent.capacity == Consent.Capacity.SELF
        or (bool(consent.giver) and _plain(later.giver) == _plain(consent.giver))
    )


def _is_an_answer(consent: Consent) -> bool:
    return consent.basis == Consent.Basis.CONSENT or consent.state == "withdrawn"


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
