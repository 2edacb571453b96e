from datetime import datetime
from typing import Any

from torilla.connectors import registry
from torilla.core import audit
from torilla.policy import Policy
from torilla.register.commands._common import report
from torilla.register.models import Account, AccountRecord


def seed(*, policy: Policy, actor: Any, now: datetime) -> list[Account]:
    """The accounts that the guideline's text lists, with nothing that it does not say.

    An account that the register has already is left as it is. Raises connectors' NotRecognised.
    """
    added = []
    for listed in policy.accounts:
        address = registry.read(listed.address)
        if Account.objects.filter(network=address.network, handle=address.handle).exists():
            continue
        account = Account.objects.create(
            network=address.network, handle=address.handle, registered_at=now
        )
        network = registry.network(address.network)
        record = AccountRecord.objects.create(
            account=account,
            since=now,
            name=f"{address.handle} · {network.name}",
            address=address.url,
            kind=listed.kind,
            state="active",
        )
        audit.record(
            account, "register.account.added", actor=actor, at=now,
            network=address.network, handle=address.handle, kind=listed.kind, clause=listed.clause,
        )  # fmt: skip
        report(account=account, record=record, what="account", actor=actor, now=now)
        added.append(account)
    return added
