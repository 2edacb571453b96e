"""A rule: one sentence of the guideline that a machine can check."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from torilla.policy.kinds import Kind
from torilla.policy.messages import Reason

Check = Callable[[Any, Any], Reason | None]
Turns = Callable[[Any, Any], datetime | None]

RULES: dict[str, "Rule"] = {}


@dataclass(frozen=True)
class Rule:
    """A declared rule.

    `clause` is the clause whose demand it is (None: an addition of the product), `also` others that
    may list it as their cover; `params` the kinds of its parameters; `turns(facts, params)` when
    time alone may next change the answer. Its sentence is the catalogue message with the context
    "rule" and the rule's id.
    """

    id: str
    clause: str | None
    also: tuple[str, ...]
    facts: type
    params: Mapping[str, Kind]
    check: Check
    turns: Turns | None
    compliant: Sequence[Any] = field(repr=False)
    violating: Sequence[Any] = field(repr=False)
    example: Mapping[str, Any] = field(repr=False)


def rule(
    id: str,
    *,
    clause: str | None,
    facts: type,
    compliant: Sequence[Any],
    violating: Sequence[Any],
    also: tuple[str, ...] = (),
    params: Mapping[str, Kind] | None = None,
    example: Mapping[str, Any] | None = None,
    turns: Turns | None = None,
) -> Callable[[Check], Check]:
    """Declares a rule. `example` holds the parameters under which its examples are looked at."""

    def declare(check: Check) -> Check:
        if id in RULES:
            raise ValueError(f"two rules are called {id}")
        RULES[id] = Rule(
            id=id,
            clause=clause,
            also=also,
            facts=facts,
            params=params or {},
            check=check,
            turns=turns,
            compliant=compliant,
            violating=violating,
            example=example or {},
        )
        return check

    return declare
