"""Copies of a picture that was hidden and may be used again are made anew from its original.

This takes seconds, so a worker does it, outside the transaction that gave the right back.
"""

import logging
from datetime import datetime

from django.db import transaction

from torilla.core import audit
from torilla.core.actors import SYSTEM
from torilla.core.command import Refused
from torilla.media import store
from torilla.media.ending import has_ended
from torilla.media.facts import facts_of, with_facts
from torilla.media.models import Asset, Derivative
from torilla.media.preparing import Prepared, prepare

AT_ONCE = 5
log = logging.getLogger(__name__)


def show_again(now: datetime) -> int:
    """Make the copies of a few assets that have none and have not ended; how many."""
    hidden = with_facts(Asset.objects.filter(derivatives=None).exclude(state="removed"))
    wanted = [each for each in hidden.order_by("pk") if not _ended(each, now)]
    return sum(_shown(each, now) for each in wanted[:AT_ONCE])


def _ended(asset: Asset, now: datetime) -> bool:
    facts = facts_of(asset, (), now)
    return has_ended(facts) or (not facts.right and asset.state == "library")


def _shown(asset: Asset, now: datetime) -> bool:
    try:
        prepared = prepare(store.place(store.ORIGINALS, asset.sha256))
    except (Refused, OSError):
        log.exception("media.not_shown_again", extra={"asset": asset.pk})
        return False
    with store.steady():
        return _recorded(asset, prepared, now)


def _recorded(asset: Asset, prepared: Prepared, now: datetime) -> bool:
    """The copies count only if nothing ended while they were made."""
    with transaction.atomic():
        Asset.objects.select_for_update().get(pk=asset.pk)
        current = with_facts(Asset.objects.filter(pk=asset.pk, derivatives=None)).first()
        if current is None or current.state == "removed" or _ended(current, now):
            return False
        Derivative.objects.bulk_create(
            Derivative(
                asset=current, name=each.name, format=each.format, width=each.width,
                height=each.height, size=each.kept.size, sha256=each.kept.sha256,
            )
            for each in prepared.shown
        )  # fmt: skip
        audit.record(current, "media.asset.shown_again", actor=SYSTEM, at=now)
    return True
