from datetime import datetime
from typing import Any

from torilla.core import audit
from torilla.core.command import command
from torilla.media.commands._library import locked
from torilla.media.models import Asset, Words


@command(permission="media.change", subject="asset")
def change_words(
    *, actor: Any, asset: Asset, language: str, alternative: str, caption: str, now: datetime
) -> Words:
    """What is said of an asset in one language. The log says that it changed, never what was written."""
    current = locked(asset)
    words, _new = Words.objects.update_or_create(
        asset=current,
        language=language,
        defaults={"alternative": alternative, "caption": caption},
    )
    audit.record(
        current, "media.words.changed", actor=actor, at=now,
        language=language, alternative=bool(alternative), caption=bool(caption),
    )  # fmt: skip
    return words
