from datetime import datetime
from typing import Any

from torilla.core import audit
from torilla.core.command import command
from torilla.register.commands._common import look_again
from torilla.register.models import Account, Seen


@command(permission="register.note_seen", subject="account")
def note_seen(
    *, actor: Any, account: Account, what: str, present: bool, page: str, now: datetime
) -> Seen:
    """Note what one saw on the network or the site (C14): there or not, on which page, when."""
    Seen.objects.open().filter(account=account, what=what).update(until=now)
    seen = Seen.objects.create(
        account=account, what=what, present=present, page=page, seen_by=actor, since=now
    )
    audit.record(
        account, "register.account.seen", actor=actor, at=now, what=what, present=present, page=page
    )
    look_again([account.pk], now)
    return seen
