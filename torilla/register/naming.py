"""Who names the people of an account (K4): the owner; who acts for the owner is the policy's parameter."""

from datetime import datetime

from django.utils import timezone

from torilla.guideline.policies import current_policy
from torilla.people.models import Person
from torilla.people.permissions import allows, reach, whose
from torilla.people.positions import HEAD_OF_UNIT, SET_UP_PERSON
from torilla.register.models import Account


def namer_of(now: datetime) -> str:
    """The position that names for a unit today."""
    position: str = (
        current_policy(now).parameter("stewards.named_by", on=timezone.localdate(now)).value
    )
    return position


def names_for(person: Person, account: Account, *, now: datetime) -> bool:
    """Whether the person names to this account; the set-up person stands in for everybody."""
    if not allows(person, "register.name_steward", account, now=now):
        return False
    mine = reach(person, now=now)
    namer = namer_of(now)
    if SET_UP_PERSON in mine.positions:
        return True
    if namer == HEAD_OF_UNIT:
        return bool(mine.headed & whose(account, now).units)
    return namer in mine.positions
