"""Whose an e-mail address is: judged with the municipality's own domains and the names of its people."""

from collections.abc import Callable
from datetime import datetime
from functools import cache

from torilla.guideline.policies import NoPolicy, current_policy
from torilla.people.models import Person, Unit
from torilla.policy.address import Judged, Names, judge, own_domains


def domains(now: datetime) -> frozenset[str]:
    """The municipality's own: of its site, and of its units' shared addresses."""
    try:
        website = current_policy(now).municipality.website
    except NoPolicy:
        website = ""
    units = Unit.objects.filter(ended_at=None).exclude(role_address="")
    return own_domains(website, units.values_list("role_address", flat=True))


def names() -> Names:
    """Those who work here; read when the first address asks, once."""
    people = Person.objects.filter(is_active=True, erased_at=None)
    return Names(people.values_list("name", flat=True), people.values_list("email", flat=True))


def judging(now: datetime) -> Callable[[str], Judged]:
    """A judge for many addresses: what it needs is read once, and each address is judged once."""
    own, people = domains(now), names()
    return cache(lambda address: judge(address, domains=own, people=people))


def judged(address: str, now: datetime) -> Judged:
    """What `address` is: "role", "personal", "foreign", "unclear" or "none", and why."""
    return judging(now)(address)
