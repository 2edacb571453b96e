"""What the guideline says of using one picture or video now; asked anew before each use (M5)."""

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from torilla.guideline.policies import current_policy
from torilla.media.ending import has_ended
from torilla.media.facts import facts_of
from torilla.media.models import Asset
from torilla.policy import Breach

STOP = "block"


def objections_to_use(asset: Asset, networks: Collection[str], now: datetime) -> list[Breach]:
    """Why the asset is not used on `networks` now (slugs; none: anywhere); empty when it may be.

    For a list load the assets with `facts.with_facts`. One that is removed is not asked about.
    """
    facts = facts_of(asset, networks, now)
    return list(current_policy(now).evaluate(facts, on=timezone.localdate(now)))


def may_be_used(asset: Asset, networks: Collection[str], now: datetime) -> bool:
    """Whether nothing stops its use; what asks for a recorded reason does not stop it."""
    if asset.state == "removed" or has_ended(facts_of(asset, networks, now)):
        return False
    return not any(each.enforcement == STOP for each in objections_to_use(asset, networks, now))
