"""Somebody is taken out who cannot be recognised after all."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.media.commands._consents import locked_pictured
from torilla.media.ending import follow
from torilla.media.models import Pictured

UNANSWERED = ("cancelled", "lapsed")


@command(permission="media.change", subject="pictured")
def remove_pictured(*, actor: Any, pictured: Pictured, now: datetime) -> None:
    """Take somebody out of a picture. Refused once they answered, or must not be shown: a no stays a no."""
    current = locked_pictured(pictured)
    if current.never or current.consents.exclude(state__in=UNANSWERED).exists():
        raise Refused(
            _("Something is recorded of this person that must stay."),
            remedy=_(
                "Cancel an unanswered question first. If the person cannot be seen any more, add the "
                "cropped picture as a new one."
            ),
        )
    asset = current.asset
    current.consents.all().delete()
    audit.record(current, "media.pictured.removed", actor=actor, at=now, asset=asset.pk)
    current.delete()
    follow(asset, actor, now)
