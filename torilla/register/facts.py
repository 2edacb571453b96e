"""From the register's rows to what the rules may look at, in bulk: a query a table, never one an account."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from torilla.guideline.addresses import judging
from torilla.people.models import Absence
from torilla.policy import Policy
from torilla.policy.address import Judged
from torilla.policy.facts import LINKS, AccountFacts
from torilla.policy.policy import NoValue
from torilla.register.agreed import Agreed, agreed_at
from torilla.register.duty_gaps import Week, duty_weeks, longest_gap
from torilla.register.lifecycle import IN_USE
from torilla.register.models import AccountRecord, Confirmation, Report, Seen, Stewardship

PRESENT_ROLES = frozenset({"lead", "substitute", "updater"})
REPLY = "reply.hours"

Days = list[tuple[date, date]]
"""Spans of days, both ends included, in order and apart."""


@dataclass
class Side:
    """What hangs on one account beside its record.

    `roles` holds whose stewardship is in effect, `unagreed` whose is not, `before` of those in effect
    who have not agreed yet; `turns` when time alone changes any of it.
    """

    roles: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    unagreed: set[int] = field(default_factory=set)
    before: set[int] = field(default_factory=set)
    turns: list[datetime] = field(default_factory=list)
    seen: dict[str, bool] = field(default_factory=dict)
    confirmed_at: datetime | None = None
    untold: list[datetime] = field(default_factory=list)
    account_told: bool = False
    unseen: list[datetime] = field(default_factory=list)


@dataclass(frozen=True)
class _Around:
    """What is the same for all accounts: absences, duty times, the reply time, how an address is judged."""

    away: dict[int, Days]
    weeks: dict[int, Week]
    reply_hours: int | None
    address: Callable[[str], Judged]


@dataclass(frozen=True)
class Looked:
    """An account as it was found: the record's values (id, name, address, unit), its facts, and when
    they change although nobody does anything."""

    row: Any
    facts: AccountFacts
    next_look_at: datetime | None


def account_facts(
    ids: Collection[int] | None,
    now: datetime,
    policy: Policy,
    states: Collection[str] = IN_USE,
) -> Iterator[Looked]:
    """The accounts (None: all) that are in one of these states."""
    sides = _sides(ids, now, policy)
    people = None if ids is None else {p for side in sides.values() for p in _present(side)}
    around = _Around(_absences(now), duty_weeks(people), _reply_hours(policy, now), judging(now))
    rows = _of(AccountRecord.objects.at(now).filter(state__in=states), ids).values(
        "account_id", "account__network", "account__registered_at", "name", "address", "kind",
        "unit_id", "state", "role_address", "aims", "audiences",
    )  # fmt: skip
    for row in rows.iterator(chunk_size=2000):
        side = sides.get(row["account_id"]) or Side()
        yield Looked(row, _facts(row, side, around, now), min(side.turns, default=None))


def _present(side: Side) -> set[int]:
    """Those who look after the account."""
    return set().union(*(side.roles[r] for r in PRESENT_ROLES if r in side.roles))


def _reply_hours(policy: Policy, now: datetime) -> int | None:
    try:
        return int(policy.parameter(REPLY, on=timezone.localdate(now)).value)
    except NoValue:
        return None


def _facts(row: dict[str, Any], side: Side, around: _Around, now: datetime) -> AccountFacts:
    people = _present(side)
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
        address=around.address(row["role_address"]).kind,
        aims=tuple(row["aims"]),
        audiences=tuple(row["audiences"]),
        keeper_stated=side.seen.get("keeper_stated"),
        links={link: side.seen.get(link) for link in LINKS},
        confirmed_at=side.confirmed_at,
        in_register_since=row["account__registered_at"],
        untold=tuple(sorted(side.untold)),
        account_told=side.account_told,
        uncovered_absences=tuple(all_away(people, around.away)),
        unagreed=len(side.unagreed),
        unagreed_before=len(side.before),
        longest_gap=longest_gap(around.weeks[p] for p in people if p in around.weeks),
        reply_hours=around.reply_hours,
        unseen_removals=tuple(sorted(side.unseen)),
    )


def _of(rows: QuerySet[Any], ids: Collection[int] | None) -> QuerySet[Any]:
    return rows if ids is None else rows.filter(account_id__in=ids)


def _sides(ids: Collection[int] | None, now: datetime, policy: Policy) -> dict[int, Side]:
    sides: dict[int, Side] = defaultdict(Side)
    _add_stewards(sides, ids, now, policy)
    seen = _of(Seen.objects.at(now), ids).values_list("account_id", "what", "present")
    for account, what, present in seen.iterator(chunk_size=10_000):
        sides[account].seen[what] = present
    confirmed = _of(Confirmation.objects.all(), ids).values("account_id")
    for row in confirmed.annotate(at=Max("confirmed_at")).iterator(chunk_size=10_000):
        sides[row["account_id"]].confirmed_at = row["at"]
    _add_reports(sides, ids)
    ended = _of(unseen_removals(), ids).filter(until__lte=now).values_list("account_id", "until")
    for account, until in ended.iterator(chunk_size=10_000):
        sides[account].unseen.append(until)
    return sides


def unseen_removals() -> QuerySet[Stewardship]:
    """Rights that ended and that nobody has seen gone on the network; not those given to the same again."""
    same = {name: OuterRef(name) for name in ("account", "person", "role")}
    again = Stewardship.objects.open().filter(**same)
    asked = Stewardship.objects.filter(removal_asked=True, removal_seen_at=None)
    return asked.filter(until__isnull=False).exclude(Exists(again))


def _add_stewards(
    sides: dict[int, Side], ids: Collection[int] | None, now: datetime, policy: Policy
) -> None:
    """Who acts in each account, and who is named and does not act."""
    named = Stewardship.objects.filter(Q(until=None) | Q(until__gt=now))
    values = "account_id", "role", "person_id", "from_before", "since", "until"
    rows = list(_of(named, ids).values_list(*values))
    persons = None if ids is None else {row[2] for row in rows}
    agreed = agreed_at(now, policy, persons)
    for account, role, person, before, since, until in rows:
        side = sides[account]
        if since <= now:
            _add_steward(side, role, person, before, agreed)
        turns = (since, until, agreed.turns.get(person))
        side.turns += [moment for moment in turns if moment is not None and moment > now]


def _add_steward(side: Side, role: str, person: int, from_before: bool, agreed: Agreed) -> None:
    if not agreed.in_effect(person, from_before):
        side.unagreed.add(person)
        return
    side.roles[role].add(person)
    if not agreed.agreed(person):
        side.before.add(person)


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
