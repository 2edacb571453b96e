from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.media.commands._library import locked
from torilla.media.models import Asset, Subtitles
from torilla.media.vtt import BadSubtitles, read


@command(permission="media.change", subject="asset")
def set_subtitles(*, actor: Any, asset: Asset, language: str, vtt: str, now: datetime) -> None:
    """A video's subtitles in one language; an empty text takes them away."""
    current = locked(asset)
    if current.kind != Asset.Kind.VIDEO:
        raise Refused(_("Only videos have subtitles."))
    if not vtt.strip():
        current.subtitles.filter(language=language).delete()
    else:
        try:
            text = read(vtt)
        except BadSubtitles as bad:
            raise Refused(bad.message, field="vtt", remedy=bad.remedy) from bad
        Subtitles.objects.update_or_create(asset=current, language=language, defaults={"vtt": text})
    audit.record(
        current, "media.subtitles.changed", actor=actor, at=now,
        language=language, there=bool(vtt.strip()),
    )  # fmt: skip
