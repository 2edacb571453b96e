"""What the register holds of a person or a unit; see `people.hooks`."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.text import format_lazy

from torilla.guideline.held import erased_name
from torilla.people.hooks import Held
from torilla.people.models import Person, Unit
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
    """The accounts in which the person acts; each right ends before the person can go."""
    rows = Stewardship.objects.open().filter(person=person)
    names = dict(
        AccountRecord.objects.open()
        .filter(account__in=rows.values("account"))
        .values_list("account", "name")
    )
    for row in rows:
        what = format_lazy(
            "{account}, {role}", account=names[row.account_id], role=row.get_role_display()
        )
        yield Held(what, reverse("register:account", args=[row.account_id]))


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
