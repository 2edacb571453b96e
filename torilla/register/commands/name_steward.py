from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from torilla.agreements.models import Agreement
from torilla.agreements.queries import valid_for
from torilla.core import audit
from torilla.core.actors import SYSTEM
from torilla.core.command import Refused, command
from torilla.guideline.policies import current_policy
from torilla.people.models import Person
from torilla.people.positions import NAMES
from torilla.register.agreed import blocks, needs_agreement
from torilla.register.commands._common import current, look_again, report
from torilla.register.models import Account, Stewardship
from torilla.register.naming import namer_of, names_for


@command(permission="register.name_steward", subject="account")
def name_steward(
    *,
    actor: Any,
    account: Account,
    person: Person,
    role: str,
    now: datetime,
    since: datetime | None = None,
) -> Stewardship:
    """The owner names somebody who acts in the account's name (K4); the manager is told.

    `since` may lie ahead, not behind. The agreement on the person's working time that is valid on that day
    stays with the stewardship (K2). Raises Refused for a closed account, a person who has left, a date in
    the past, one who has the role already, one who needs an agreement and has none where the policy makes
    `stewards.agreement` block, and where it lets another position name for a unit (`stewards.named_by`).
    """
    since = since or now
    _check_namer(actor, account, now)
    _check(account, current(account, now).state, person, role, since, now)
    agreement = _agreement(person, since, now)
    return named(
        actor=actor, account=account, person=person, role=role, since=since, now=now,
        agreement=agreement,
    )  # fmt: skip


def named(
    *,
    actor: Any,
    account: Account,
    person: Person,
    role: str,
    since: datetime,
    now: datetime,
    agreement: Agreement | None = None,
    from_before: bool = False,
) -> Stewardship:
    """Make the row within a command, and tell of it; `from_before`: one that was there already (K2)."""
    stewardship = Stewardship.objects.create(
        account=account,
        person=person,
        role=role,
        since=since,
        agreement=agreement,
        from_before=from_before,
        named_by=actor if getattr(actor, "pk", None) else None,
    )
    audit.record(
        stewardship, "register.steward.named", actor=actor, at=now,
        account=account.audit_name, person=person.audit_name, role=role, since=since.isoformat(),
        agreement=agreement.audit_name if agreement else None,
    )  # fmt: skip
    record = current(account, now)
    report(
        account=account, record=record, what="named", actor=actor, now=now, stewardship=stewardship
    )
    look_again([account.pk], now)
    return stewardship


def _check_namer(actor: Any, account: Account, now: datetime) -> None:
    if actor is SYSTEM or names_for(actor, account, now=now):
        return
    namer = NAMES[namer_of(now)]
    raise Refused(
        _("You cannot name people to this account: the %(position)s names them.")
        % {"position": namer},
        clause="K4",
        remedy=_("Ask the %(position)s.") % {"position": namer},
    )


def _agreement(person: Person, since: datetime, now: datetime) -> Agreement | None:
    """What the person's naming rests on; None where there is nobody to agree with, or nobody insists."""
    found = valid_for(person, timezone.localdate(since))
    if found is None and blocks(current_policy(now)) and needs_agreement(person, now):
        raise Refused(
            _("%(name)s has no agreement on working time with the supervisor for that day.")
            % {"name": person.name},
            clause="K2",
            field="person",
            remedy=_(
                "Agree on it first: %(name)s or the supervisor proposes it, the other one agrees. "
                "Then name."
            )
            % {"name": person.name},
        )
    return found


def _check(
    account: Account, state: str, person: Person, role: str, since: datetime, now: datetime
) -> None:
    if state == "closed":
        raise Refused(_("The account is closed: nobody can be named to it."), clause="K4")
    if not person.is_active or person.erased_at:
        raise Refused(
            _("%(name)s does not work here any more.") % {"name": person.name},
            field="person",
            remedy=_("Choose somebody else."),
        )
    if since < now.replace(hour=0, minute=0, second=0, microsecond=0):
        raise Refused(
            _("The first day lies in the past: a right begins today at the earliest."),
            field="since",
        )
    if account.stewardships.open().filter(person=person, role=role).exists():
        raise Refused(
            _("%(name)s has this role in the account already.") % {"name": person.name},
            field="person",
        )
