"""Who looks after an account today: while its leads are away its substitutes do, on the day itself.

It is read from the absences, two dates each and never a reason, so nobody has to switch anything.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from torilla.core.alphabet import place
from torilla.guideline.policies import current_policy
from torilla.people.models import Absence, Person
from torilla.register.agreed import agreed_at
from torilla.register.models import AccountRecord, Stewardship

LOOKS_AFTER = ("lead", "substitute")


@dataclass
class Today:
    """Of one account: its leads who are away today, and its substitutes who are there."""

    away: list[Person] = field(default_factory=list)
    standing_in: list[Person] = field(default_factory=list)


def today(accounts: Collection[int], now: datetime) -> dict[int, Today]:
    """The accounts among these whose leads are all away today, by id."""
    rows = list(
        Stewardship.objects.at(now)
        .filter(account__in=accounts, role__in=LOOKS_AFTER)
        .select_related("person")
    )
    people = {row.person_id for row in rows}
    day = timezone.localdate(now)
    absent = Absence.objects.filter(person__in=people, first_day__lte=day, last_day__gte=day)
    away = set(absent.values_list("person_id", flat=True))
    if not away:
        return {}
    agreed = agreed_at(now, current_policy(now), people)
    acting = [row for row in rows if agreed.in_effect(row.person_id, row.from_before)]
    found: dict[int, Today] = {}
    for account in {row.account_id for row in acting if row.role == "lead"}:
        leads = _named(acting, account, "lead")
        if all(lead.pk in away for lead in leads):
            there = [one for one in _named(acting, account, "substitute") if one.pk not in away]
            found[account] = Today(leads, there)
    return found


def _named(rows: Collection[Stewardship], account: int, role: str) -> list[Person]:
    people = [row.person for row in rows if row.account_id == account and row.role == role]
    return sorted(people, key=lambda person: place(person.name))


def stands_in(person: Person, now: datetime) -> list[AccountRecord]:
    """The accounts that the person looks after today because their leads are away."""
    mine = Stewardship.objects.at(now).filter(person=person, role="substitute")
    accounts = set(mine.values_list("account_id", flat=True))
    if not accounts:
        return []
    found = today(accounts, now)
    ids = [pk for pk, each in found.items() if person in each.standing_in]
    records = AccountRecord.objects.open().filter(account__in=ids).exclude(state="closed")
    return sorted(records, key=lambda record: place(record.name))
