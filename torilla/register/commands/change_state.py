from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.core.lifecycle import IllegalMove
from torilla.register.commands._common import changed_record, current, look_again, report
from torilla.register.lifecycle import AccountStates
from torilla.register.models import Account, AccountRecord


@command(permission="register.close", subject="account")
def change_state(
    *, actor: Any, account: Account, version: int, state: str, now: datetime
) -> AccountRecord:
    """Lay an account in reserve, take it into use again, or close it.

    Closing ends every stewardship. Raises Changed, and Refused when the state cannot follow.
    """
    before = current(account, now)
    try:
        AccountStates.check(before.state, state)
    except IllegalMove as error:
        raise Refused(_("The account is in that state already.")) from error
    after = changed_record(account=account, version=version, actor=actor, now=now, state=state)
    if state == "closed":
        _end_rights(account, actor, now)
    audit.record(
        account, "register.account.state", actor=actor, at=now, before=before.state, after=state
    )
    report(account=account, record=after, what="account", actor=actor, now=now)
    look_again([account.pk], now)
    return after


def _end_rights(account: Account, actor: Any, now: datetime) -> None:
    for stewardship in account.stewardships.open():
        stewardship.until = max(now, stewardship.since)
        stewardship.ended_by = actor if getattr(actor, "pk", None) else None
        stewardship.save(update_fields=["until", "ended_by"])
        audit.record(stewardship, "register.stewardship.ended", actor=actor, at=now)
