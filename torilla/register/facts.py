"""From the register's rows to what the rules may look at, in bulk: a query a table, never one an account."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone

from torilla.people.models import Absence
from torilla.policy.facts import LINKS, AccountFacts
from torilla.register.models import AccountRecord, Confirmation, Report, Seen, Stewardship

CLOSED = "closed"
PRESENT_ROLES = frozenset({"lead", "substitute", "updater"})

Days = list[tuple[date, date]]
"""Spans of days, both ends included, in order and apart."""


@dataclass
class Side:
    """What hangs on one account beside its record."""

    roles: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    seen: dict[str, bool] = field(default_factory=dict)
    confirmed_at: datetime | None = None
    untold: list[datetime] = field(default_factory=list)
    account_told: bool = False


def account_facts(ids: Collection[int] | None, now: datetime) -> Iterator[tuple[Any, AccountFacts]]:
    """Pairs of the record's values (id, name, address, unit) and the facts, of accounts not closed."""
    sides = _sides(ids, now)
    away = _absences(now)
    rows = _of(AccountRecord.objects.at(now).exclude(state=CLOSED), ids).values(
        "account_id", "account__network", "account__registered_at", "name", "address", "kind",
        "unit_id", "state", "role_address", "aims", "audiences",
    )  # fmt: skip
    for row in rows.iterator(chunk_size=2000):
        side = sides.get(row["account_id"]) or Side()
        yield row, _facts(row, side, away, now)


def _facts(row: dict[str, Any], side: Side, away: dict[int, Days], now: datetime) -> AccountFacts:
    people = set().union(*(side.roles[r] for r in PRESENT_ROLES if r in side.roles))
    return AccountFacts(
        now=now,
        network=row["account__network"],
        kind=row["kind"],
        unit=row["unit_id"] is not None,
        state=row["state"],
        leads=len(side.roles.get("lead", ())),
        substitutes=len(side.roles.get("substitute", ())),
        administrators=len(side.roles.get("administrator", ())),
        updaters=len(side.roles.get("updater", ())),
        role_address=row["role_address"],
        aims=tuple(row["aims"]),
        audiences=tuple(row["audiences"]),
        keeper_stated=side.seen.get("keeper_stated"),
        links={link: side.seen.get(link) for link in LINKS},
        confirmed_at=side.confirmed_at,
        in_register_since=row["account__registered_at"],
        untold=tuple(sorted(side.untold)),
        account_told=side.account_told,
        uncovered_absences=tuple(all_away(people, away)),
    )


def _of(rows: QuerySet[Any], ids: Collection[int] | None) -> QuerySet[Any]:
    return rows if ids is None else rows.filter(account_id__in=ids)


def _sides(ids: Collection[int] | None, now: datetime) -> dict[int, Side]:
    sides: dict[int, Side] = defaultdict(Side)
    stewards = _of(Stewardship.objects.at(now), ids).values_list("account_id", "role", "person_id")
    for account, role, person in stewards.iterator(chunk_size=10_000):
        sides[account].roles[role].add(person)
    seen = _of(Seen.objects.at(now), ids).values_list("account_id", "what", "present")
    for account, what, present in seen.iterator(chunk_size=10_000):
        sides[account].seen[what] = present
    confirmed = _of(Confirmation.objects.all(), ids).values("account_id")
    for row in confirmed.annotate(at=Max("confirmed_at")).iterator(chunk_size=10_000):
        sides[row["account_id"]].confirmed_at = row["at"]
    _add_reports(sides, ids)
    return sides


def _add_reports(sides: dict[int, Side], ids: Collection[int] | None) -> None:
    reports = _of(Report.objects.all(), ids)
    untold = reports.filter(notice__delivered_at=None).exclude(what=Report.What.ACCOUNT)
    for account, at in untold.values_list("account_id", "at").iterator(chunk_size=10_000):
        sides[account].untold.append(at)
    told = reports.filter(what=Report.What.ACCOUNT, notice__delivered_at__isnull=False)
    for account in told.values_list("account_id", flat=True).iterator(chunk_size=10_000):
        sides[account].account_told = True


def _absences(now: datetime) -> dict[int, Days]:
    """Absences not yet over, by person."""
    today = timezone.localdate(now)
    away: dict[int, Days] = defaultdict(list)
    rows = Absence.objects.filter(last_day__gte=today).order_by("first_day")
    for person, first, last in rows.values_list("person_id", "first_day", "last_day"):
        spans = away[person]
        if spans and first <= spans[-1][1] + timedelta(days=1):
            spans[-1] = (spans[-1][0], max(spans[-1][1], last))
        else:
            spans.append((first, last))
    return away


def all_away(people: Collection[int], away: dict[int, Days]) -> Days:
    """The days on which every one of `people` is away; none when there is nobody at all."""
    if not people or any(person not in away for person in people):
        return []
    first, *others = (away[person] for person in people)
    common = list(first)
    for spans in others:
        common = [
            (max(a, c), min(b, d)) for a, b in common for c, d in spans if max(a, c) <= min(b, d)
        ]
    return common
