"""Where facts come from: what each package lets the rules look at, and what makes it stale.

A package declares its sources (`register/sources.py`); the configuration layer gives the worker a tuple
of all of them. Nothing registers itself.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from torilla.policy import Policy

POLICY = "guideline.policy"
"""The source name of the Look row that waits for a dated value of the policy to come into force."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """One subject with its facts, and what a finding about it is shown with.

    unit_id: the unit that answers for it. person_ids: the persons whom it concerns, the first of whom
    names the supervisor where a rule's holder is "supervisor". next_look_at: when to look again
    although nothing happens, where the source knows more than the rules' own turns.
    """

    subject_id: int
    facts: Any
    name: str
    address: str = ""
    unit_id: int | None = None
    person_ids: tuple[int, ...] = ()
    next_look_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """An entry of the change feed: the action, the subject's kind ("register.account") and id, the details."""

    action: str
    kind: str
    subject_id: int | None
    details: Mapping[str, Any]


Stale = Callable[[Sequence[Change]], Collection[int] | None]
"""From the changes of one action to the ids that they make stale; None means every subject."""


def itself(changes: Sequence[Change]) -> set[int]:
    """The subject of the entry is what has to be looked at."""
    return {change.subject_id for change in changes if change.subject_id is not None}


def everything(changes: Sequence[Change]) -> None:
    """Every subject has to be looked at."""


def detail(name: str) -> Stale:
    """The entry's detail `name` holds the id, or a list of ids, of what has to be looked at."""

    def named(changes: Sequence[Change]) -> set[int]:
        found: set[int] = set()
        for change in changes:
            value = change.details.get(name)
            found.update(value if isinstance(value, list) else [] if value is None else [value])
        return found

    return named


@dataclass(frozen=True)
class FactSource:
    """A kind of subject that standing rules look at.

    name: of the source, kept on findings. facts: the type of `policy.facts` that it makes.
    subject_kind: account, unit, person, position, … (`duties.tasks.PAGES`). load(ids or None for all, now,
    policy): the subjects there are now, in bulk; one that is not given any more has its findings closed.
    stale_by: action → which of the subjects it makes stale, "people." for every action that begins so;
    an action of one's own commands is left out where the command looks again itself. A new policy and a
    waiver are seen to for every source.
    """

    name: str
    facts: type
    subject_kind: str
    load: Callable[[Collection[int] | None, datetime, Policy], Iterable[Loaded]]
    stale_by: Mapping[str, Stale] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash(self.name)
