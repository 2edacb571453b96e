from datetime import datetime
from typing import IO, Any

from django.utils.translation import gettext as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.media import store
from torilla.media.commands._library import locked
from torilla.media.ending import has_ended
from torilla.media.facts import facts_of
from torilla.media.models import Asset


@command(permission="media.see_original", subject="asset")
def open_original(*, actor: Any, asset: Asset, now: datetime) -> IO[bytes]:
    """Hand out the file as it came, with all that it tells; who took it when stands in the log.

    Refused once a right or consent has ended: the original is a picture too.
    """
    current = locked(asset)
    if has_ended(facts_of(current, (), now)):
        raise Refused(
            _("The right or a consent has ended, so the original is not handed out."),
            remedy=_("See on the page of the picture what is missing."),
        )
    try:
        file = store.place(store.ORIGINALS, current.sha256).open("rb")
    except FileNotFoundError:
        raise Refused(
            _("The original is not in the store."), remedy=_("Tell the ICT specialist.")
        ) from None
    audit.record(current, "media.original.taken", actor=actor, at=now)
    return file
