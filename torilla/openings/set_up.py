"""How far the setting up of an account is: each item with what is done, by whom, when, or what is missing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from torilla.guideline.policies import current_policy
from torilla.guideline.texts import reason as in_words
from torilla.openings import checklist
from torilla.openings.checklist import Item, rules_of
from torilla.openings.models import Application, Check
from torilla.people.models import Person
from torilla.policy import Breach, NoValue, Policy
from torilla.register.facts import account_facts
from torilla.register.lifecycle import OPENING
from torilla.register.models import Account, Seen, Stewardship

DONE, LEFT, OPEN = "done", "left", "open"

ROLES = {
    "lead": Stewardship.Role.LEAD,
    "substitute": Stewardship.Role.SUBSTITUTE,
    "administrators": Stewardship.Role.ADMINISTRATOR,
}
SIGHTS = {
    "keeper": frozenset({Seen.What.KEEPER}),
    "links": frozenset({Seen.What.UNIT_PAGE, Seen.What.LIST_PAGE, Seen.What.BACK}),
}
FIELDS = {
    "role_address": ("role_address",),
    "record": ("unit", "kind", "aims", "audiences"),
    "plan": ("plan",),
}
"""Which fields of the record each item fills."""


@dataclass(frozen=True)
class Point:
    """One item as it stands.

    `state`: done, left (out, with `note` as the reason) or open; `why`: what is missing, in sentences;
    `leavable`: whether it may be left out with a reason. `who`, `at`: whose act it was and when; `named`:
    whom it names.
    """

    item: Item
    state: str
    clause: str
    why: tuple[str, ...] = ()
    leavable: bool = False
    who: str = ""
    at: datetime | None = None
    note: str = ""
    named: tuple[str, ...] = ()


@dataclass(frozen=True)
class Act:
    """Whose act something was, when, and whom it names."""

    who: str
    at: datetime
    named: tuple[str, ...] = ()


def checklist_of(application: Application, now: datetime) -> list[Point]:
    """Every item that this application needs, in order."""
    looking = _Looking(application, now)
    return [looking.point(item) for item in checklist.ITEMS if looking.needed(item)]


def missing(points: Iterable[Point]) -> list[Point]:
    """What keeps the account from being taken into use."""
    return [point for point in points if point.state == OPEN]


def leavable(breach: Breach) -> bool:
    """Whether what the rule asks may be left out with a reason.

    What the guideline demands may not, unless the policy lets it go on with a reason; what it recommends
    may, and so may what the product adds.
    """
    if breach.enforcement == "block":
        return False
    return breach.enforcement == "reason" or breach.force != "shall" or breach.basis == "added"


class _Looking:
    """One look at an application's account; the rules are asked once."""

    def __init__(self, application: Application, now: datetime) -> None:
        self.application, self.now = application, now
        self.account: Account | None = application.account
        self.policy = current_policy(now)
        self.checks = {c.item: c for c in application.checks.select_related("done_by")}
        self.broken = dict(_broken(self.account, self.policy, now))
        self.note = None
        if self.account is not None:
            notes = self.account.credentials.open().select_related("noted_by")
            self.note = notes.first()

    def needed(self, item: Item) -> bool:
        if item is checklist.CONDITIONS:
            return bool(conditions(self.application))
        if item is checklist.TWO_STEP:
            return two_step_asked(self.policy, self.now)
        if item is checklist.AGREED:
            return any(rule in self.policy.rules for rule in item.rules)
        if item is checklist.DUTY:
            return item.rules[0] in self.policy.rules and lead_of(self.application) is not None
        return True

    def point(self, item: Item) -> Point:
        check = self.checks.get(item.key)
        breaches = [self.broken[rule] for rule in rules_of(item) if rule in self.broken]
        breaches.sort(key=lambda each: each.rule_id)
        clause = (breaches[0].clause or "") if breaches else item.clause
        if self._done(item, breaches, check):
            return _done(item, clause, self._act(item, check), check)
        why = tuple(in_words(b.reason.msgid, b.reason.values) for b in breaches)
        may_leave = not item.binding or (bool(breaches) and all(map(leavable, breaches)))
        may_leave = may_leave and self.account is not None
        if check is not None and may_leave and not item.by_hand:
            who = check.done_by.name if check.done_by else ""
            return Point(item, LEFT, clause, why, True, who, check.done_at, check.reason)
        return Point(item, OPEN, clause, why, may_leave)

    def _done(self, item: Item, breaches: list[Breach], check: Check | None) -> bool:
        if item.by_hand:
            return check is not None
        if self.account is None:
            return False
        if item is checklist.LOGINS:
            return self.note is not None
        if item is checklist.TWO_STEP:
            return self.note is not None and self.note.two_step
        if item is checklist.PLAN:
            return bool(self.account.records.get(until=None).plan.strip())
        if item is checklist.AGREED and not self.account.stewardships.open().exists():
            return False
        return not breaches

    def _act(self, item: Item, check: Check | None) -> Act | None:
        if item.by_hand and check is not None:
            return Act(check.done_by.name if check.done_by else "", check.done_at)
        assert self.account is not None  # noqa: S101  (nothing else is done without it)
        if item is checklist.ACCOUNT:
            first = self.account.records.select_related("changed_by").order_by("since", "pk")[0]
            return Act(_name(first.changed_by), first.since)
        if item.key in ROLES:
            return _named(self.account, ROLES[item.key], self.now)
        if item.key in SIGHTS:
            rows = self.account.seen.open().filter(what__in=SIGHTS[item.key], present=True)
            row = rows.select_related("seen_by").order_by("-since").first()
            return Act(row.seen_by.name, row.since) if row else None
        if item in (checklist.LOGINS, checklist.TWO_STEP) and self.note is not None:
            return Act(self.note.noted_by.name, self.note.since)
        return _filled(self.account, FIELDS[item.key]) if item.key in FIELDS else None


def _done(item: Item, clause: str, act: Act | None, check: Check | None) -> Point:
    note = check.reason if item.by_hand and check is not None else ""
    if act is None:
        return Point(item, DONE, clause, note=note)
    return Point(item, DONE, clause, (), False, act.who, act.at, note, act.named)


def _broken(account: Account | None, policy: Policy, now: datetime) -> Iterator[tuple[str, Breach]]:
    if account is None:
        return
    for looked in account_facts([account.pk], now, policy, states=(OPENING,)):
        for breach in policy.evaluate(looked.facts, on=timezone.localdate(now)):
            yield breach.rule_id, breach


def _named(account: Account, role: str, now: datetime) -> Act | None:
    rows = list(
        account.stewardships.at(now)
        .filter(role=role)
        .select_related("person", "named_by")
        .order_by("since", "pk")
    )
    if not rows:
        return None
    return Act(_name(rows[-1].named_by), rows[-1].since, tuple(row.person.name for row in rows))


def _filled(account: Account, fields: tuple[str, ...]) -> Act:
    """By whom and when these fields got what they hold."""
    rows = account.records.select_related("changed_by").order_by("-since", "-pk")
    latest, *earlier = rows
    for row in earlier:
        if any(getattr(row, field) != getattr(latest, field) for field in fields):
            break
        latest = row
    return Act(_name(latest.changed_by), latest.since)


def _name(person: Person | None) -> str:
    return person.name if person else "Torilla"


def lead_of(application: Application) -> Person | None:
    """Who was first named as the lead updater of the account being opened."""
    if application.account is None:
        return None
    leads = application.account.stewardships.open().filter(role=Stewardship.Role.LEAD)
    row = leads.select_related("person").order_by("since", "pk").first()
    return row.person if row else None


def conditions(application: Application) -> list[Any]:
    """The decisions of the last round that were made on a condition."""
    rows = application.decisions.filter(round=application.round, outcome="approved")
    return list(rows.exclude(condition="").select_related("body", "person"))


def two_step_asked(policy: Policy, now: datetime) -> bool:
    """Whether the policy asks for two-step sign-in to accounts."""
    try:
        asked = policy.parameter("credentials.two_step", on=timezone.localdate(now)).value
    except NoValue:
        return False
    return bool(asked)
