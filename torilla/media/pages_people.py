"""The part of an asset's page that tells who can be recognised."""

from datetime import datetime
from typing import Any

from torilla.media.models import Asset
from torilla.people.models import Person


def people_part(asset: Asset, reader: Person, now: datetime) -> dict[str, Any]:
    """What `media/people_part.html` shows."""
    return {"told": asset.get_pictured_people_display() if asset.pictured_people else ""}
