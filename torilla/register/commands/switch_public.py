"""The public pages go on or off."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.register.models import PublicSwitch
from torilla.register.public.snapshot import write


@command(permission="register.switch_public", subject=None)
def switch_public(*, actor: Any, on: bool, now: datetime) -> bool:
    """Show the register to everybody, or to nobody. Refused when it is so already.

    On this machine the pages are made at once, elsewhere by the worker within seconds.
    """
    switched = PublicSwitch.objects.select_for_update().filter(until=None).first()
    if bool(switched) == on:
        raise Refused(
            _("The public pages are on already.") if on else _("The public pages are off already.")
        )
    if switched is not None:
        switched.until = now
        switched.save(update_fields=["until"])
    else:
        switched = PublicSwitch.objects.create(
            since=now, switched_by=actor if getattr(actor, "pk", None) else None
        )
    audit.record(switched, "register.public.switched", actor=actor, at=now, on=on)
    transaction.on_commit(lambda: write(now), robust=True)
    return on
