"""What rules may look at: plain values only. Upper packages build these from their models.

`now` is the moment of looking, aware. A facts type is built by the lowest package that sees all of
it. Closed accounts, ended units and erased persons are not looked at.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

LINKS = ("site_unit_page", "site_list_page", "account_to_site")
"""The links of C14: from the unit's page, from the page that lists all, and back to the site."""


@dataclass(frozen=True, kw_only=True)
class AccountFacts:
    """One account of the register.

    `kind` is "" while not known; `unit` whether an owner is known; the four counts are of persons
    now named to the role; `keeper_stated` and `links` (the three of `LINKS`) are None where nobody
    has looked; `untold` since when each naming or removal has not reached those who must be told;
    `account_told` whether the account itself has; `uncovered_absences` first and last day (both
    included) of each time when no lead, substitute or updater is present.
    """

    now: datetime
    network: str
    kind: str = ""
    unit: bool = False
    state: str = "active"
    leads: int = 0
    substitutes: int = 0
    administrators: int = 0
    updaters: int = 0
    role_address: str = ""
    aims: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    keeper_stated: bool | None = None
    links: Mapping[str, bool | None] = field(default_factory=dict)
    confirmed_at: datetime | None = None
    in_register_since: datetime
    untold: tuple[datetime, ...] = ()
    account_told: bool = False
    uncovered_absences: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True, kw_only=True)
class UnitFacts:
    """One unit: its kind (`municipality` is the root), its heads, its latest inquiry (C4)."""

    now: datetime
    kind: str
    heads: int
    asked: datetime | None = None
    answered: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class PersonFacts:
    """One person: whether employed or holding an office, and whether somebody is their supervisor.

    The municipal manager (`is_manager`) answers to the board and has none.
    """

    now: datetime
    employed: bool
    supervised: bool
    is_manager: bool = False


@dataclass(frozen=True, kw_only=True)
class PositionFacts:
    """One position that exists once in the municipality, and how many hold it."""

    now: datetime
    position: str
    holders: int


@dataclass(frozen=True, kw_only=True)
class MunicipalityFacts:
    """The municipality: units recorded besides itself, networks with an umbrella account."""

    now: datetime
    units: int
    umbrellas: frozenset[str] = frozenset()
