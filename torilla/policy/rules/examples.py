"""The examples that rules start from: the library of Mallila, an invented municipality."""

from datetime import datetime

from torilla.policy.facts import LINKS, AccountFacts, UnitFacts
from torilla.policy.messages import HELSINKI

MONDAY = datetime(2026, 9, 7, 9, 0, tzinfo=HELSINKI)
SPRING = datetime(2026, 3, 2, 9, 0, tzinfo=HELSINKI)
SUMMER = datetime(2026, 6, 15, 9, 0, tzinfo=HELSINKI)

LIBRARY = AccountFacts(
    now=MONDAY,
    network="agora",
    kind="unit",
    unit=True,
    leads=1,
    substitutes=1,
    administrators=2,
    address="role",
    aims=("information",),
    audiences=("residents",),
    keeper_stated=True,
    links=dict.fromkeys(LINKS, True),
    confirmed_at=SUMMER,
    in_register_since=SPRING,
    account_told=True,
)

LIBRARY_UNIT = UnitFacts(now=MONDAY, kind="unit", heads=1, asked=SPRING, answered=SUMMER)
