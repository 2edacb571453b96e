"""What the register holds of a person or a unit; see `people.hooks`."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from torilla.agreements.hooks import Served
from torilla.core.alphabet import Alphabetical
from torilla.guideline.held import erased_name
from torilla.people.hooks import Held
from torilla.people.models import Person, Unit
from torilla.register.commands.end_stewardship import end_stewardship
from torilla.register.commands.name_steward import name_steward
from torilla.register.facts import unseen_removals
from torilla.register.models import AccountRecord, Credential, Stewardship

COVERS = frozenset(
    {
        "register.accountrecord.changed_by",
        "register.stewardship.person",
        "register.stewardship.named_by",
        "register.stewardship.ended_by",
        "register.stewardship.removal_seen_by",
        "register.seen.seen_by",
        "register.confirmation.confirmed_by",
        "register.inquiry.answered_by",
        "register.publicswitch.switched_by",
        "register.channelline.recorded_by",
        "register.credential.noted_by",
    }
)


def held_by(person: Person, now: datetime) -> Iterator[Held]:
    """The accounts in which the person acts, each right of which ends before the person can go; and of
    rights that ended those which nobody has seen gone on the network."""
    rows = Stewardship.objects.open().filter(person=person)
    unseen = unseen_removals().filter(person=person)
    names = dict(
        AccountRecord.objects.open()
        .filter(account__in=[row.account_id for row in (*rows, *unseen)])
        .values_list("account", "name")
    )
    for row in rows:
        what = format_lazy(
            "{account}, {role}", account=names[row.account_id], role=row.get_role_display()
        )
        yield Held(
            what,
            reverse("register:account", args=[row.account_id]),
            key=row.audit_name,
            hand_over=partial(_pass_right, row),
            end=partial(end_stewardship, stewardship=row),
        )
    for row in unseen:
        told = _("{account}, {role}: ended, not yet seen removed on the network")
        what = format_lazy(told, account=names[row.account_id], role=row.get_role_display())
        yield Held(what, reverse("register:removals", args=[row.account_id]), ends_first=False)


def _pass_right(right: Stewardship, *, to: Person, actor: Any, now: datetime) -> None:
    """The new one is named first, so that the account is never without; who has the role keeps it."""
    named = Stewardship.objects.open().filter(account=right.account, role=right.role, person=to)
    if not named.exists():
        name_steward(actor=actor, account=right.account, person=to, role=right.role, now=now)
    end_stewardship(actor=actor, stewardship=right, now=now)


def serves(person: Person, now: datetime) -> Iterator[Served]:
    """The accounts to which the person is named, and who stands in for them there (C9)."""
    rows = Stewardship.objects.at(now).filter(person=person).order_by("account", "role")
    accounts = rows.values("account")
    records = AccountRecord.objects.open().filter(account__in=accounts)
    names = dict(records.values_list("account", "name"))
    stand_in: dict[int, list[str]] = defaultdict(list)
    others = Stewardship.objects.at(now).filter(account__in=accounts, role="substitute")
    named = others.exclude(person=person).order_by(Alphabetical("person__name"))
    for account, name in named.values_list("account", "person__name"):
        stand_in[account].append(name)
    for row in rows:
        yield Served(
            names[row.account_id],
            row.get_role_display(),
            tuple(stand_in[row.account_id]),
            reverse("register:account", args=[row.account_id]),
        )


def hangs_on(unit: Unit, now: datetime) -> Iterator[Held]:
    """The accounts that the unit owns."""
    for record in AccountRecord.objects.open().filter(unit=unit).exclude(state="closed"):
        yield Held(record.name, reverse("register:account", args=[record.account_id]))


def exported(person: Person) -> dict[str, Any]:
    """In which accounts the person has acted, and when."""
    rows = Stewardship.objects.filter(person=person).order_by("since", "pk")
    return {
        "stewardships": [
            {
                "account": row.account.records.latest("since").name,
                "role": row.role,
                "since": row.since.isoformat(),
                "until": row.until.isoformat() if row.until else None,
            }
            for row in rows.select_related("account")
        ],
        "login_records": [
            {
                "account": row.account.records.latest("since").name,
                "noted_at": row.since.isoformat(),
            }
            for row in Credential.objects.filter(noted_by=person).order_by("since", "pk")
        ],
    }


def forget(person: Person, now: datetime) -> None:
    """Takes the name out of what was noted on who opens a login."""
    for row in Credential.objects.filter(opened_by__icontains=person.name):
        name = re.compile(re.escape(person.name), re.IGNORECASE)
        row.opened_by = name.sub(erased_name(person), row.opened_by)[:200]
        row.save(update_fields=["opened_by"])
