"""Is this account the municipality's? Four answers, never "official" and never "fake"."""

from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import Any

from torilla.connectors import registry
from torilla.connectors.address import Address, Ambiguous, NotRecognised
from torilla.connectors.messages import Reason
from torilla.register.public.snapshot import Public

LONGEST = 500
"""So much of what somebody pastes is looked at."""
OTHERS = 12
"""So many of the municipality's own accounts are shown instead."""


class Kind(StrEnum):
    IN_REGISTER = "in-register"
    CLOSED = "closed"
    NOT_IN_REGISTER = "not-in-register"
    NOT_RECOGNISED = "not-recognised"


@dataclass(frozen=True)
class Answer:
    """What the register says of an address or a name.

    `accounts`: those found, several where a name without a network was asked (`by_name`); `others`: some
    of the municipality's accounts on the same network, where the one asked for is not among them;
    `reason`: why an address could not be read.
    """

    kind: Kind
    accounts: list[dict[str, Any]] = field(default_factory=list)
    by_name: bool = False
    network: str = ""
    others: list[dict[str, Any]] = field(default_factory=list)
    reason: Reason | None = None


def check(public: Public, text: str) -> Answer:
    """Look an address or a name up, in whatever form it is written. Asks nobody."""
    try:
        return _look_up(public, [registry.read(text[:LONGEST])])
    except Ambiguous as several:
        return _look_up(public, list(several.candidates))
    except NotRecognised as error:
        return Answer(Kind.NOT_RECOGNISED, reason=error.reason)


def _look_up(public: Public, asked: list[Address]) -> Answer:
    by_name = len(asked) > 1
    keys = [(address.network, address.handle) for address in asked]
    found = [public.by_handle[key] for key in keys if key in public.by_handle]
    if live := [account for account in found if account["state"] != "closed"]:
        return Answer(Kind.IN_REGISTER, live, by_name)
    if found:
        return Answer(Kind.CLOSED, found, by_name)
    network = "" if by_name else asked[0].network
    others = islice((a for a in public.accounts if network in {"", a["network"]}), OTHERS)
    name = registry.network(network).name if network else ""
    return Answer(Kind.NOT_IN_REGISTER, by_name=by_name, network=name, others=list(others))
