from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from torilla.connectors.address import Address
from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.duties.commands.ask import ask
from torilla.openings.commands._steps import DAYS, locked, move
from torilla.openings.models import Application
from torilla.openings.taking_over import taken_over
from torilla.people.positions import OF_A_UNIT
from torilla.register.commands.add_account import enter
from torilla.register.lifecycle import OPENING
from torilla.register.models import Account
from torilla.register.naming import namer_of, names_for
from torilla.register.queries import network_name

NAME_PEOPLE = gettext_noop("Name the people of the account that is being set up: {application}")


@command(permission="openings.set_up", subject="application")
def start_set_up(
    *, actor: Any, application: Application, address: Address, name: str, now: datetime
) -> Application:
    """The approved account is there on its network: it comes into the register as one being opened.

    What the application says of it comes along. Whoever names the people is asked to, unless the actor
    does. Raises Refused for one that is not approved, another network than was applied for, and an
    account that the register has already.
    """
    row = locked(application)
    move(row, "provisioning")
    if address.network != row.network:
        raise Refused(
            _("An account on %(network)s was approved, and this address is on %(other)s.")
            % {"network": network_name(row.network), "other": network_name(address.network)},
            clause="C2",
            field="address",
            remedy=_("Give the address of the account that was approved."),
        )
    known = taken_over(row)
    account, _record = enter(
        actor=actor, unit=row.unit, address=address, name=name, now=now, state=OPENING, **known
    )
    row.account, row.expires_on = account, None
    row.save(update_fields=["state", "account", "expires_on"])
    audit.record(row, "openings.set_up.started", actor=actor, at=now, account=account.audit_name)
    _ask_namer(row, account, actor, now)
    return row


def _ask_namer(application: Application, account: Account, actor: Any, now: datetime) -> None:
    if names_for(actor, account, now=now):
        return
    position = namer_of(now)
    ask(
        message=NAME_PEOPLE,
        values={"application": application.title},
        subject=application,
        subject_name=application.title,
        clause="K4",
        days=DAYS,
        actor=actor,
        now=now,
        position=position,
        unit=application.unit if position in OF_A_UNIT else None,
    )
