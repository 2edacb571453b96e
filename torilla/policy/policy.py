"""One municipality's policy: its clauses, how hard each rule bites, its dated parameters."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from torilla.policy.messages import Reason
from torilla.policy.rule import RULES, Rule

Texts = Mapping[str, str]
"""The same text in fi, sv and en."""


class NoValue(LookupError):
    """A parameter that the policy does not set, or not yet on that day."""


@dataclass(frozen=True)
class Parameter:
    """A value in force: on what basis, with what note (empty where there is none), since when."""

    value: Any
    basis: str
    note: Texts
    since: date | None


Dated = tuple[Parameter, ...]
"""The values of one parameter, oldest first."""


def in_force(values: Dated, on: date) -> Parameter | None:
    """The value in force on a day; None before the first."""
    begun = [each for each in values if each.since is None or each.since <= on]
    return begun[-1] if begun else None


@dataclass(frozen=True)
class Municipality:
    """`name` has fi and sv, `languages` the municipality's own; `code` is Statistics Finland's."""

    code: str
    name: Texts
    website: str
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """The guideline as a document; "" and None are not known."""

    title: str
    language: str
    case: str
    preparer: str
    in_force: date | None


@dataclass(frozen=True)
class Handling:
    """A body handled the guideline; `outcome` is one of OUTCOMES; "" and None are not known."""

    body: str
    date: date | None
    section: str
    case: str
    outcome: str


@dataclass(frozen=True)
class SeedAccount:
    """An account that the guideline lists; `kind` is "" where the text leaves it open."""

    network: str
    address: str
    kind: str
    clause: str


@dataclass(frozen=True)
class Span:
    """Where a clause stands: first and last words, which occurrence of the first, a fingerprint."""

    first: str
    last: str
    nth: int
    fingerprint: str


@dataclass(frozen=True)
class Clause:
    """A demand of the guideline. `note` is empty or says what the text leaves open."""

    id: str
    where: str
    force: str
    gist: Texts
    span: Span | None
    covered_by: tuple[str, ...]
    note: Texts


@dataclass(frozen=True)
class RuleSetting:
    """How hard a rule bites. `force` is its own or its clause's ("none" without a clause)."""

    enforcement: str
    basis: str
    force: str
    holder: str
    days: int
    decided_by: str
    note: Texts
    params: Mapping[str, Dated]


@dataclass(frozen=True)
class Screened:
    """What a kind of find is worth: "stop", "ground" or "notice", by which clause, on what basis."""

    severity: str
    clause: str
    basis: str


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that the facts break: who is to put it right, and within how many days."""

    rule_id: str
    clause: str | None
    force: str
    basis: str
    enforcement: str
    reason: Reason
    holder: str
    days: int


_Plan = list[tuple[Rule, RuleSetting, SimpleNamespace]]

_PLANS_KEPT = 64
_OWN = "screening.own_"


@dataclass(frozen=True)
class Policy:
    """A loaded policy file. `languages` are those in which every gist is given."""

    id: str
    municipality: Municipality
    document: Document
    clauses: Mapping[str, Clause]
    rules: Mapping[str, RuleSetting]
    parameters: Mapping[str, Dated]
    accounts: tuple[SeedAccount, ...]
    history: tuple[Handling, ...]
    position_names: Mapping[str, Texts]
    screening: Mapping[str, Screened]
    languages: tuple[str, ...] = ("fi", "sv", "en")
    _plans: dict[tuple[type, date], _Plan] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def parameter(self, name: str, *, on: date) -> Parameter:
        """The parameter in force on a day: a general one, or a rule's as "<rule id>.<parameter>".

        Raises NoValue where the policy sets none, or none yet on that day.
        """
        values = self.parameters.get(name) or self._of_rule(name)
        found = in_force(values, on)
        if found is None:
            raise NoValue(f"{self.id} sets no {name} on {on.isoformat()}")
        return found

    def own(self, *, on: date) -> dict[str, frozenset[str]]:
        """What the municipality gives of itself in public, by what it is (parameters.OWN).

        Its website's domain is among its e-mail addresses.
        """
        found = {
            name.removeprefix(_OWN): parameter.value
            for name, values in self.parameters.items()
            if name.startswith(_OWN) and (parameter := in_force(values, on)) is not None
        }
        domain = urlsplit(self.municipality.website).hostname
        if domain:
            address = "@" + domain.removeprefix("www.")
            found["emails"] = found.get("emails", frozenset()) | {address}
        return found

    def _of_rule(self, name: str) -> Dated:
        rule_id, _, key = name.rpartition(".")
        setting = self.rules.get(rule_id)
        return setting.params.get(key, ()) if setting else ()

    def evaluate(self, facts: object, *, on: date) -> tuple[Breach, ...]:
        """What the facts break, by the rules and values in force on a day."""
        broken = []
        for rule, setting, params in self._plan(type(facts), on):
            reason = rule.check(facts, params)
            if reason is not None:
                broken.append(_breach(rule, setting, reason))
        return tuple(broken)

    def next_look(self, facts: object, *, on: date) -> datetime | None:
        """When time alone may next change what `evaluate` says of these facts; None: never.

        A dated value that comes into force is not among it: that day everything is looked at again.
        """
        moments = [
            rule.turns(facts, params)
            for rule, _setting, params in self._plan(type(facts), on)
            if rule.turns is not None
        ]
        return min((moment for moment in moments if moment is not None), default=None)

    def next_change(self, *, after: date) -> date | None:
        """The next day on which a dated value comes into force."""
        dated = list(self.parameters.values())
        dated += [values for each in self.rules.values() for values in each.params.values()]
        days = [value.since for values in dated for value in values if value.since]
        return min((day for day in days if day > after), default=None)

    def _plan(self, facts: type, on: date) -> _Plan:
        """The rules on a type of facts with their parameters on a day, worked out once a day."""
        plan = self._plans.get((facts, on))
        if plan is None:
            if len(self._plans) >= _PLANS_KEPT:
                self._plans.clear()
            plan = list(self._work_out(facts, on))
            self._plans[facts, on] = plan
        return plan

    def _work_out(self, facts: type, on: date) -> _Plan:
        plan: _Plan = []
        for rule_id, setting in self.rules.items():
            rule = RULES[rule_id]
            values = {key: in_force(dated, on) for key, dated in setting.params.items()}
            if rule.facts is facts and None not in values.values():
                params = SimpleNamespace(**{k: v.value for k, v in values.items() if v})
                plan.append((rule, setting, params))
        return plan


def _breach(rule: Rule, setting: RuleSetting, reason: Reason) -> Breach:
    return Breach(
        rule_id=rule.id,
        clause=rule.clause,
        force=setting.force,
        basis=setting.basis,
        enforcement=setting.enforcement,
        reason=reason,
        holder=setting.holder,
        days=setting.days,
    )
