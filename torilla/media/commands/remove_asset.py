from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.duties.commands.ask import settle
from torilla.media.commands._library import locked
from torilla.media.lifecycle import AssetStates
from torilla.media.models import Asset
from torilla.media.sweeping import drop_unknown


@command(permission="media.remove", subject="asset")
def remove_asset(*, actor: Any, asset: Asset, now: datetime) -> None:
    """Delete an asset's files, words and subtitles. That there was one, its right and its uses stay."""
    current = locked(asset)
    if current.uses.filter(removed_at=None).exists():
        raise Refused(
            _("The picture is still in use."),
            remedy=_("Take it down where it was published first, and note that here."),
        )
    AssetStates.check(current.state, "removed")
    files = [each.sha256 for each in current.derivatives.all()]
    current.derivatives.all().delete()
    current.words.all().delete()
    current.subtitles.all().delete()
    current.licences.filter(ended_at=None).update(ended_at=now)
    current.state, current.removed_at, current.phash = "removed", now, ""
    current.save(update_fields=["state", "removed_at", "phash"])
    audit.record(current, "media.asset.removed", actor=actor, at=now, sha256=current.sha256)
    settle(subject=current, actor=actor, now=now)
    transaction.on_commit(lambda: drop_unknown([current.sha256], files))
