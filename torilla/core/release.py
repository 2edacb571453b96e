"""Letting go out what was held back since a restore."""

from datetime import datetime
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.core.models import Restoration
from torilla.core.quiet import OUTBOXES


class Drop(TextChoices):
    """What of that which waits is never sent."""

    OLD = "old", _("Drop what waited already when the backup was made; send the rest")
    EVERYTHING = "everything", _("Drop all that waits now; send only what comes from now on")
    NOTHING = "nothing", _("Send all that waits")


@command(permission="core.release", subject="restoration")
def release(*, actor: Any, restoration: Restoration, drop: str, now: datetime) -> int:
    """Lets go out what was held back since the restore; returns how much was dropped instead.

    drop: a value of `Drop`. Refused when somebody has released it meanwhile.
    """
    waiting = Restoration.objects.select_for_update().filter(released_at=None)
    if restoration.pk not in {row.pk for row in waiting}:
        raise Refused(_("Somebody has released it already."))
    dropped = {}
    for name, outbox in OUTBOXES.items():
        rows = outbox.waiting()
        if drop == Drop.NOTHING:
            continue
        if drop == Drop.OLD:
            rows = rows.filter(queued_at__lte=restoration.made_at)
        dropped[name] = outbox.drop(rows, actor, now)
    waiting.update(released_at=now)
    audit.record(
        restoration, "core.released", actor=actor, at=now, choice=Drop(drop).value, dropped=dropped
    )
    return sum(dropped.values())
