"""Of whom an asset may be shown: whether it is told who can be recognised, and what is missing of them."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from torilla.guideline import texts
from torilla.guideline.policies import current_policy
from torilla.media.facts import facts_of, shown, with_facts
from torilla.media.models import Asset, Pictured
from torilla.policy import Breach
from torilla.policy.facts import MediaFacts

PEOPLE = frozenset(
    {
        "media.people-told", "media.never-shown", "media.consent-stands", "media.child-consented",
        "media.adult-allowed",
    }
)  # fmt: skip
"""Rules on those who are seen; the others are on the right."""


def cleared(now: datetime) -> Q:
    """Assets that nobody who is seen in them keeps from being used."""
    told = Asset.objects.filter(pictured_people=Asset.People.SOMEBODY).exclude(state="removed")
    found = [each.pk for each in with_facts(told) if not _breaches(facts_of(each, (), now), now)]
    return Q(pictured_people=Asset.People.NOBODY) | Q(pk__in=found)


def lacking_people(asset: Asset, now: datetime) -> Iterator[str]:
    """What is missing of those who are seen, in words."""
    for breach in _breaches(facts_of(asset, (), now), now):
        yield texts.reason(breach.reason.msgid, breach.reason.values)


def breach_of(pictured: Pictured, now: datetime) -> Breach | None:
    """What keeps this one person from being shown; None where nothing does."""
    facts = MediaFacts(now=now, people="somebody", persons=(shown(pictured),))
    return next(iter(_breaches(facts, now)), None)


def _breaches(facts: MediaFacts, now: datetime) -> list[Breach]:
    found = current_policy(now).evaluate(facts, on=timezone.localdate(now))
    return [each for each in found if each.rule_id in PEOPLE]
