"""What several commands on an asset share."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from torilla.core import audit
from torilla.core.command import Refused
from torilla.media.lifecycle import AssetStates
from torilla.media.models import Asset
from torilla.people.models import Person


def locked(asset: Asset) -> Asset:
    """The asset, locked for this transaction, so that of two changes one waits. Refused when removed."""
    current = Asset.objects.select_for_update(of=("self",)).select_related("unit").get(pk=asset.pk)
    if current.state == "removed":
        raise Refused(
            _("The picture was removed from the library."),
            remedy=_("Add it again if it is needed."),
        )
    return current


def person_of(actor: Any) -> Person:
    """Who acts; pictures are added and answered for by people."""
    if not isinstance(actor, Person):
        raise TypeError(f"{actor} is nobody")
    return actor


def settle(asset: Asset, *, actor: Any, at: datetime) -> None:
    """Into the library once the right is stated and it is told whether somebody can be recognised."""
    if asset.state != "incoming" or not asset.pictured_people:
        return
    if not asset.licences.filter(ended_at=None).exists():
        return
    AssetStates.check(asset.state, "library")
    asset.state = "library"
    asset.save(update_fields=["state"])
    audit.record(asset, "media.asset.ready", actor=actor, at=at)
