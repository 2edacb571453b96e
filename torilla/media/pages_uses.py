"""The part of an asset's page that tells where it was published."""

from datetime import datetime
from typing import Any

from torilla.media.models import Asset
from torilla.people.models import Person


def uses_part(asset: Asset, reader: Person, now: datetime) -> dict[str, Any]:
    """What `media/uses_part.html` shows; what must be removed comes first."""
    uses = list(asset.uses.select_related("account", "used_by", "removed_by"))
    uses.sort(key=lambda use: use.remove_by is None or use.removed_at is not None)
    may = asset.state != "removed" and reader.may("media.note_use", asset, now=now)
    return {"asset": asset, "uses": uses, "may": may}
