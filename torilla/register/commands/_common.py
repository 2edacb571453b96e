"""What several commands of the register share: changing a record, telling of it, looking again."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_noop

from torilla.core.command import Changed
from torilla.duties.commands.reevaluate import reevaluate
from torilla.duties.commands.tell import tell
from torilla.register.models import Account, AccountRecord, Report, Stewardship
from torilla.register.sources import ACCOUNTS, MUNICIPALITY

FIELDS = (
    "name", "address", "kind", "unit", "state", "role_address", "purpose", "aims", "audiences",
    "purposes", "plan",
)  # fmt: skip


def current(account: Account, now: datetime) -> AccountRecord:
    """The record in force, locked until the transaction ends."""
    record: AccountRecord = AccountRecord.objects.select_for_update().get(
        account=account, until=None
    )
    return record


def changed_record(
    *, account: Account, version: int | None, actor: Any, now: datetime, **changes: Any
) -> AccountRecord:
    """Close the record in force and open one with `changes`.

    `version` is the id of the record that the person was shown; `Changed` when another is in force.
    """
    before = current(account, now)
    if version is not None and version != before.pk:
        raise Changed(before, by=changer(before), at=before.since)
    values = {name: getattr(before, name) for name in FIELDS} | changes
    before.until = now
    before.save(update_fields=["until"])
    return AccountRecord.objects.create(
        account=account,
        since=now,
        changed_by=actor if getattr(actor, "pk", None) else None,
        **values,
    )


def changer(record: AccountRecord) -> str:
    """Who made the record, by name; what the program itself wrote is the program's."""
    return record.changed_by.name if record.changed_by else "Torilla"


def differences(before: AccountRecord, after: AccountRecord) -> dict[str, Any]:
    """Which fields changed, as plain values for the log."""
    return {
        name: [_plain(getattr(before, name)), _plain(getattr(after, name))]
        for name in FIELDS
        if getattr(before, name) != getattr(after, name)
    }


def _plain(value: Any) -> Any:
    return value.audit_name if hasattr(value, "audit_name") else value


def report(
    *,
    account: Account,
    record: AccountRecord,
    what: str,
    actor: Any,
    now: datetime,
    stewardship: Stewardship | None = None,
) -> Report:
    """Tell whom the policy says (K4: the named; C5: the account), and keep what was told."""
    values = {"account": record.name}
    role = ""
    if stewardship is not None:
        values["person"] = stewardship.person.audit_name
        role = stewardship.role
    message = _TOLD[what, role]
    if stewardship is None and account.reports.filter(what=what).exists():
        message = _CHANGED
    notice = tell(
        message=message,
        values=values,
        subject=account,
        subject_name=record.name,
        clause="K4" if stewardship else "C5",
        actor=actor,
        now=now,
    )
    return Report.objects.create(
        account=account, stewardship=stewardship, what=what, at=now, notice=notice
    )


_CHANGED = gettext_noop("The details of {account} changed in the register of accounts")
"""Of an account that was reported before: the same words twice would tell nothing."""

_TOLD = {
    ("account", ""): gettext_noop("{account} is in the register of accounts"),
    ("named", "lead"): gettext_noop("{person} is now the lead updater of {account}"),
    ("named", "substitute"): gettext_noop("{person} is now a substitute in {account}"),
    ("named", "administrator"): gettext_noop("{person} is now an administrator of {account}"),
    ("named", "updater"): gettext_noop("{person} is now an updater of {account}"),
    ("ended", "lead"): gettext_noop("{person} is no longer the lead updater of {account}"),
    ("ended", "substitute"): gettext_noop("{person} is no longer a substitute in {account}"),
    ("ended", "administrator"): gettext_noop("{person} is no longer an administrator of {account}"),
    ("ended", "updater"): gettext_noop("{person} is no longer an updater of {account}"),
}


def look_again(accounts: Collection[int], now: datetime) -> None:
    """What the rules say of these accounts, in the same transaction as the change."""
    reevaluate(ACCOUNTS, accounts, now)
    reevaluate(MUNICIPALITY, None, now)
