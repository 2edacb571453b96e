from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.connectors.address import Address
from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.register.commands._common import (
    changed_record,
    current,
    differences,
    look_again,
    report,
)
from torilla.register.lifecycle import OPENING
from torilla.register.models import Account, AccountRecord

PERSONAL = frozenset({"role_address", "purpose", "plan"})
"""May be somebody's own address (S1 asks for another) or name somebody: beside the log, not in it."""


@command(permission="register.change", subject="account")
def change_account(
    *,
    actor: Any,
    account: Account,
    version: int,
    changes: dict[str, Any],
    now: datetime,
    address: Address | None = None,
) -> AccountRecord:
    """Correct what the register says of an account; the earlier record stays as history.

    `version` is the id of the record shown. Raises Changed when somebody saved another meanwhile,
    Refused when the new address belongs to another account or network.
    """
    if address is not None:
        _move(account, address)
        changes = changes | {"address": address.url}
    before = current(account, now)
    after = changed_record(account=account, version=version, actor=actor, now=now, **changes)
    changed = differences(before, after)
    audit.record(
        account, "register.account.changed", actor=actor, at=now,
        personal=_personal(changed),
        changes={name: both for name, both in changed.items() if name not in PERSONAL},
    )  # fmt: skip
    if changed and after.state != OPENING:  # that one is told of when it comes into use
        report(account=account, record=after, what="account", actor=actor, now=now)
    look_again([account.pk], now)
    return after


def _personal(changed: dict[str, Any]) -> dict[str, str]:
    values = {}
    for name in PERSONAL & changed.keys():
        values[f"{name}_before"], values[name] = changed[name]
    return {name: value for name, value in values.items() if value}


def _move(account: Account, address: Address) -> None:
    """The network let the account change its handle: same account, new address."""
    if address.network != account.network:
        raise Refused(
            _("The address is on another network."),
            field="address",
            remedy=_("Add it as an account of its own."),
        )
    taken = Account.objects.filter(network=address.network, handle=address.handle)
    if taken.exclude(pk=account.pk).exists():
        raise Refused(_("Another account of the register has this address."), field="address")
    account.handle = address.handle
    account.save(update_fields=["handle"])
