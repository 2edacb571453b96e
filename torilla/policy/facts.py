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

    `kind` is "" while not known; `unit` whether an owner is known; `address` what the role address is
    (address.py: role, personal, foreign, unclear, none); the four counts are of persons now named to the
    role; `keeper_stated` and `links` (the three of `LINKS`) are None where nobody has looked; `untold`
    since when each naming or removal has not reached those who must be told; `account_told` whether the
    account itself has; `uncovered_absences` first and last day (both included) of each time when no lead,
    substitute or updater is present; `unagreed` how many are named and do not act, for their working time
    is not agreed (the four counts are without them), `unagreed_before` how many act without an agreement,
    named before it was asked for; `longest_gap` hours of an ordinary week in which nobody is on duty, at
    the most (None: nobody's duty times are known), `reply_hours` the policy's reply time (None: it sets
    none); `unseen_removals` when each right ended of which nobody has seen on the network that it is gone.
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
    address: str = "none"
    aims: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    keeper_stated: bool | None = None
    links: Mapping[str, bool | None] = field(default_factory=dict)
    confirmed_at: datetime | None = None
    in_register_since: datetime
    untold: tuple[datetime, ...] = ()
    account_told: bool = False
    uncovered_absences: tuple[tuple[date, date], ...] = ()
    unagreed: int = 0
    unagreed_before: int = 0
    longest_gap: int | None = None
    reply_hours: int | None = None
    unseen_removals: tuple[datetime, ...] = ()


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


@dataclass(frozen=True, kw_only=True)
class AgreementFacts:
    """One agreement, proposed or in force (K2, K3, K6–K8, C16, L1, S2, S3).

    `kind` "working_time" or "own_profile"; `state` "proposed" or "agreed"; `supervised` whether the person
    has a supervisor now, and `same_supervisor` whether it is the one who agreed; `duty_times` whether any
    are known, and `duty_times_confirmed` that both sides looked at them; `elected` whether the person is an
    elected official too. Of an own profile: `profile` "private" or "work", `weighed` whether both sides of
    K7 are written, `founded_on` "own" or "work" address as the person states it. `last_day` the day on which
    it ends, `warned` so many days before which that is said (0: never), `renewed` whether a later one follows.
    """

    now: datetime
    kind: str
    state: str = "agreed"
    supervised: bool = True
    same_supervisor: bool = True
    duty_times: bool = True
    duty_times_confirmed: bool = True
    elected: bool = False
    work_matters_only: bool = False
    profile: str = ""
    weighed: bool = False
    founded_on: str = ""
    first_day: date
    last_day: date
    warned: int = 0
    renewed: bool = False


@dataclass(frozen=True, kw_only=True)
class OpeningFacts:
    """One application as its sections stand (C2, C6–C14).

    `filled` names the questions that are answered (openings/questions.py); the counts are of persons
    named in it; `lead_agreed` whether the responsible updater's working time is agreed; `line` the channel
    line on its network ("" where none is settled); `address` how the role address looks (address.py:
    "role", "personal", "foreign", "unclear", "" for none); `measures` the kinds of the measures of each goal,
    "audience" for counts of followers, likes and members; `interval` days between posts at the most.
    """

    now: datetime
    network: str
    umbrella_weighed: bool = False
    filled: frozenset[str] = frozenset()
    lead: bool = False
    lead_agreed: bool = False
    hours: float = 0
    substitutes: int = 0
    interval: int | None = None
    committed: bool = False
    resources_confirmed: bool = False
    line: str = ""
    address: str = ""
    address_reason: bool = False
    administrators: int = 0
    administrators_reason: bool = False
    measures: tuple[tuple[str, ...], ...] = ()
    links: frozenset[str] = frozenset()
    keeper_text: bool = False


@dataclass(frozen=True, kw_only=True)
class Answered:
    """One consent on a pictured person: `by` "self" or "guardian"; `state` of ConsentStates; its last day.

    `networks` where it holds (empty: everywhere).
    """

    by: str
    state: str
    until: date
    networks: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class PersonShown:
    """Somebody recognisable in a picture; `label` tells who is meant, `adult_on` when a child turns 18.

    `ground` says why an adult is shown without consent ("" where nothing does), `never` that a picture of
    them is not used.
    """

    label: str
    child: bool = False
    adult_on: date | None = None
    ground: str = ""
    never: bool = False
    answers: tuple[Answered, ...] = ()

    def is_child(self, on: date) -> bool:
        """Whether they are a child on a day; one whose birthday is not known stays one."""
        return self.child and (self.adult_on is None or on < self.adult_on)


@dataclass(frozen=True, kw_only=True)
class MediaFacts:
    """A picture or video that somebody would use on `networks` (M5); none is anywhere.

    `right` whether the right to use it is recorded, `right_networks` where it holds (empty: everywhere),
    `right_until` its last day; `people` "nobody", "somebody" or "" where it is not told.
    """

    now: datetime
    networks: frozenset[str] = frozenset()
    right: bool = True
    right_networks: frozenset[str] = frozenset()
    right_until: date | None = None
    people: str = "nobody"
    persons: tuple[PersonShown, ...] = ()
