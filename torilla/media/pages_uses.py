"""The part of an asset's page that tells where it was published."""

from datetime import datetime
from typing import Any

from torilla.media.models import Asset
from torilla.people.models import Person


def uses_part(asset: Asset, reader: Person, now: datetime) -> dict[str, Any]:
    """What `media/uses_part.html` shows."""
    return {"uses": list(asset.uses.select_related("account").all())}
