from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.connectors.address import Address
from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.people.models import Unit
from torilla.register.commands._common import look_again, report
from torilla.register.models import Account, AccountRecord


@command(permission="register.add", subject="unit")
def add_account(
    *,
    actor: Any,
    unit: Unit | None,
    address: Address,
    name: str,
    now: datetime,
    kind: str = "",
) -> Account:
    """Put an account that exists into the register (C4); it is reported as C5 says.

    Raises Refused when the register has it already, open or closed.
    """
    account, record = enter(actor=actor, unit=unit, address=address, name=name, kind=kind, now=now)
    report(account=account, record=record, what="account", actor=actor, now=now)
    look_again([account.pk], now)
    return account


def enter(
    *,
    actor: Any,
    unit: Unit | None,
    address: Address,
    name: str,
    now: datetime,
    kind: str = "",
    state: str = "active",
    **known: Any,
) -> tuple[Account, AccountRecord]:
    """Make the rows of an account within a command; `known`: other fields of its record.

    Raises Refused when the register has it already, open or closed.
    """
    there = Account.objects.filter(network=address.network, handle=address.handle).first()
    if there is not None:
        raise Refused(
            _("This account is in the register already: %(name)s.")
            % {"name": there.records.latest("since").name},
            field="address",
            remedy=_("Open its page and change what is not right."),
        )
    account = Account.objects.create(
        network=address.network, handle=address.handle, registered_at=now
    )
    record = AccountRecord.objects.create(
        account=account,
        since=now,
        name=name,
        address=address.url,
        kind=kind,
        unit=unit,
        state=state,
        changed_by=actor if getattr(actor, "pk", None) else None,
        **known,
    )
    audit.record(
        account, "register.account.added", actor=actor, at=now,
        network=address.network, handle=address.handle, name=name, kind=kind,
        unit=unit.audit_name if unit else None,
    )  # fmt: skip
    return account, record
