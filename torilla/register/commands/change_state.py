from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.core.lifecycle import IllegalMove
from torilla.register.commands._common import changed_record, current, look_again, report
from torilla.register.lifecycle import OPENING, AccountStates
from torilla.register.models import Account, AccountRecord


@command(permission="register.close", subject="account")
def change_state(
    *, actor: Any, account: Account, version: int, state: str, now: datetime
) -> AccountRecord:
    """Lay an account in reserve, take it into use again, or close it.

    Closing ends every stewardship. Raises Changed, and Refused when the state cannot follow, or the
    account is being opened: it comes into use, or goes, by its checklist (`openings`).
    """
    if current(account, now).state == OPENING:
        raise Refused(
            _("The account is being opened: its checklist takes it into use."),
            clause="C2",
            remedy=_("Go on with the checklist, or withdraw the application."),
        )
    return moved(actor=actor, account=account, version=version, state=state, now=now)


def moved(
    *, actor: Any, account: Account, version: int | None, state: str, now: datetime
) -> AccountRecord:
    """Move the account to a state within a command, and tell of it (C5)."""
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
    never_in_use = before.state == OPENING and state == "closed"
    if not never_in_use:  # that one was never told of
        report(account=account, record=after, what="account", actor=actor, now=now)
    look_again([account.pk], now)
    return after


def _end_rights(account: Account, actor: Any, now: datetime) -> None:
    for stewardship in account.stewardships.open():
        stewardship.until = max(now, stewardship.since)
        stewardship.ended_by = actor if getattr(actor, "pk", None) else None
        stewardship.save(update_fields=["until", "ended_by"])
        audit.record(stewardship, "register.stewardship.ended", actor=actor, at=now)
