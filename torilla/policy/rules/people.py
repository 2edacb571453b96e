"""Rules on the organisation, so that every duty has somebody. All are additions of the product."""

from dataclasses import replace
from types import SimpleNamespace as Params

from torilla.policy.facts import PersonFacts, PositionFacts, UnitFacts
from torilla.policy.messages import Reason
from torilla.policy.messages import noop as _
from torilla.policy.rule import rule
from torilla.policy.rules.examples import LIBRARY_UNIT, MONDAY

RITVA = PositionFacts(now=MONDAY, position="municipal_manager", holders=1)
AINO = PersonFacts(now=MONDAY, employed=True, supervised=True)


@rule(
    "people.position-filled",
    clause=None,
    facts=PositionFacts,
    compliant=[RITVA],
    violating=[replace(RITVA, holders=0)],
)
def position_filled(facts: PositionFacts, params: Params) -> Reason | None:
    """Somebody holds each position that the policy gives duties to."""
    if facts.holders == 0:
        return Reason(_("The position is vacant. Its tasks fall to the set-up person."))
    return None


@rule(
    "people.unit-has-head",
    clause=None,
    facts=UnitFacts,
    compliant=[LIBRARY_UNIT, replace(LIBRARY_UNIT, kind="municipality", heads=0)],
    violating=[replace(LIBRARY_UNIT, heads=0)],
)
def unit_has_head(facts: UnitFacts, params: Params) -> Reason | None:
    """Each unit has a head, who names for it and puts its findings right."""
    if facts.heads == 0 and facts.kind != "municipality":
        return Reason(_("The unit has no head. The head’s tasks fall to the set-up person."))
    return None


@rule(
    "people.supervisor-known",
    clause=None,
    facts=PersonFacts,
    compliant=[
        AINO,
        replace(AINO, employed=False, supervised=False),
        replace(AINO, is_manager=True, supervised=False),
    ],
    violating=[replace(AINO, supervised=False)],
)
def supervisor_known(facts: PersonFacts, params: Params) -> Reason | None:
    """Everybody employed has a supervisor on record; the municipal manager answers to the board."""
    if facts.employed and not facts.supervised and not facts.is_manager:
        return Reason(_("No supervisor is recorded."))
    return None
