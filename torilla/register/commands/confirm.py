from datetime import datetime
from typing import Any

from torilla.core import audit
from torilla.core.command import Changed, command
from torilla.register.commands._common import changer, current, look_again
from torilla.register.models import Account, Confirmation


@command(permission="register.confirm", subject="account")
def confirm(*, actor: Any, account: Account, version: int, now: datetime) -> Confirmation:
    """The owner says that the record shown is true (C5). Changed when it is no longer the one."""
    record = current(account, now)
    if record.pk != version:
        raise Changed(record, by=changer(record), at=record.since)
    confirmation = Confirmation.objects.create(
        account=account, record=record, confirmed_by=actor, confirmed_at=now
    )
    audit.record(account, "register.account.confirmed", actor=actor, at=now, record=record.pk)
    look_again([account.pk], now)
    return confirmation
