"""Whose stewardship takes effect: the working time is agreed with the supervisor beforehand (K2).

It is asked of the person, not of the agreement that a stewardship was named on: one that is renewed or
made anew takes over by itself, and one that ends leaves the stewardship standing without effect.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from torilla.agreements.models import Agreement
from torilla.people.models import Holding, Person, Standing
from torilla.people.positions import MUNICIPAL_MANAGER
from torilla.policy import Policy

RULE = "stewards.agreement"
EMPLOYED = (Standing.Kind.EMPLOYEE, Standing.Kind.OFFICE_HOLDER)


def asks(policy: Policy) -> bool:
    """Whether agreements are asked for here; a rule that a policy does not set is not in force."""
    return RULE in policy.rules


def blocks(policy: Policy) -> bool:
    """Whether somebody without an agreement cannot be named at all."""
    return asks(policy) and policy.rules[RULE].enforcement == "block"


def needs_none(now: datetime, persons: Collection[int] | None = None) -> frozenset[int]:
    """Of these persons (None: of all) those with nobody to agree with.

    K2 speaks of an employee and the supervisor. An elected official who is not employed has no
    supervisor, and the municipal manager answers to the board. An elected official who is employed
    too needs an agreement, and so does somebody of whom no standing is known.
    """
    standings = Standing.objects.at(now)
    employed = standings.filter(kind__in=EMPLOYED).values("person")
    elected = standings.filter(kind=Standing.Kind.ELECTED).exclude(person__in=employed)
    managers = Holding.objects.at(now).filter(position=MUNICIPAL_MANAGER)
    if persons is not None:
        elected, managers = elected.filter(person__in=persons), managers.filter(person__in=persons)
    return frozenset(
        [*elected.values_list("person", flat=True), *managers.values_list("person", flat=True)]
    )


def needs_agreement(person: Person, now: datetime) -> bool:
    """Whether the person's working time has to be agreed before they act in an account."""
    return not needs_none(now, [person.pk])


@dataclass
class Agreed:
    """What is agreed with each person at a moment.

    `until`: the last day of a valid agreement, `ended`: of one that was valid before, the latest of
    several; `turns`: when an agreement next begins or ends.
    """

    asked: bool
    free: frozenset[int] = frozenset()
    until: dict[int, date] = field(default_factory=dict)
    ended: dict[int, date] = field(default_factory=dict)
    turns: dict[int, datetime] = field(default_factory=dict)

    def agreed(self, person: int) -> bool:
        """Working time is agreed, or there is nobody to agree with, or nobody asks."""
        return not self.asked or person in self.free or person in self.until

    def in_effect(self, person: int, from_before: bool) -> bool:
        """Whether a stewardship of the person takes effect.

        One from before works without an agreement until the person has first had one.
        """
        return self.agreed(person) or (from_before and person not in self.ended)


def agreed_at(now: datetime, policy: Policy, persons: Collection[int] | None = None) -> Agreed:
    """What is agreed with these persons (None: with all)."""
    if not asks(policy):
        return Agreed(asked=False)
    found = Agreed(asked=True, free=needs_none(now, persons))
    rows = Agreement.objects.filter(kind=Agreement.Kind.WORKING_TIME, state__in=("agreed", "ended"))
    if persons is not None:
        rows = rows.filter(person__in=persons)
    today = timezone.localdate(now)
    dates = rows.values_list("person_id", "first_day", "last_day", "ended_on")
    for person, first, last, ended in dates.iterator(chunk_size=10_000):
        _add(found, today, person, first, min(last, ended - timedelta(days=1)) if ended else last)
    return found


def _add(found: Agreed, today: date, person: int, first: date, last: date) -> None:
    """An agreement of the person that binds from `first` to `last`, both included."""
    if last < first:
        return
    if first <= today:
        days = found.until if last >= today else found.ended
        days[person] = max(last, days.get(person, last))
    for day in (first, last + timedelta(days=1)):
        if day > today:
            moment = datetime.combine(day, time(), timezone.get_default_timezone())
            found.turns[person] = min(moment, found.turns.get(person, moment))
