"""What screening finds in a text, with the severity and clause that the policy in force gives it (M3)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from torilla.guideline.policies import current_policy
from torilla.people.models import Person, Standing, Unit
from torilla.policy import Policy
from torilla.screening.context import Context
from torilla.screening.objection import Objection
from torilla.screening.screen import screen


@dataclass(frozen=True, slots=True)
class Judged:
    """An objection and what it is worth: "stop", "ground" or "notice", by which clause."""

    objection: Objection
    severity: str
    clause: str


def judged(objections: list[Objection], policy: Policy) -> list[Judged]:
    """The objections that the policy asks for, in their order."""
    asked = policy.screening
    return [
        Judged(each, asked[each.kind].severity, asked[each.kind].clause)
        for each in objections
        if each.kind in asked
    ]


def screened(text: str, now: datetime) -> list[Judged]:
    """What may not stand in a text, or not without a ground. The text is kept nowhere."""
    policy = current_policy(now)
    return judged(screen(text, context(policy, now)), policy)


def context(policy: Policy, now: datetime) -> Context:
    """What the municipality says of itself in public: its people in their role, its own addresses."""
    on = timezone.localdate(now)
    own = policy.own(on=on)
    serving = Standing.objects.at(now).values("person")
    names = Person.objects.filter(pk__in=serving, erased_at=None).values_list("name", flat=True)
    units = Unit.objects.exclude(role_address="").values_list("role_address", flat=True)
    own["emails"] = own.get("emails", frozenset()) | frozenset(units)
    return Context(people=frozenset(names), **own)
