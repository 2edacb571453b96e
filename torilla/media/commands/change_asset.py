from datetime import datetime
from typing import Any

from torilla.core import audit
from torilla.core.command import command
from torilla.media.commands._library import locked
from torilla.media.models import Asset
from torilla.people.models import Unit


@command(permission="media.change", subject="asset")
def change_asset(*, actor: Any, asset: Asset, title: str, unit: Unit | None, now: datetime) -> None:
    """Its title and its unit, whose people then see and change it."""
    current = locked(asset)
    current.title, current.unit = title, unit
    current.save(update_fields=["title", "unit"])
    audit.record(
        current, "media.asset.changed", actor=actor, at=now, unit=unit.pk if unit else None
    )
