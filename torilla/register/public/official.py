"""Is this account the municipality's? Four answers, never "official" and never "fake"."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from torilla.connectors import registry
from torilla.connectors.address import Address, Ambiguous, NotRecognised
from torilla.connectors.messages import Reason
from torilla.register.public.snapshot import Public

LONGEST = 500
"""So much of what somebody pastes is looked at."""


class Kind(StrEnum):
    IN_REGISTER = "in-register"
    CLOSED = "closed"
    NOT_IN_REGISTER = "not-in-register"
    NOT_RECOGNISED = "not-recognised"


@dataclass(frozen=True)
class Answer:
    """What the register says of an address or a name.

    `account` is the one found; `others` the municipality's accounts on the same network, where the
    one asked for is not among them; `reason` why an address could not be read.
    """

    kind: Kind
    account: dict[str, Any] | None = None
    network: str = ""
    others: list[dict[str, Any]] = field(default_factory=list)
    reason: Reason | None = None


def check(public: Public, text: str) -> Answer:
    """Look an address or a name up, in whatever form it is written."""
    try:
        return _look_up(public, [registry.read(text[:LONGEST])])
    except Ambiguous as several:
        return _look_up(public, list(several.candidates))
    except NotRecognised as error:
        return Answer(Kind.NOT_RECOGNISED, reason=error.reason)


def _look_up(public: Public, read: list[Address]) -> Answer:
    wanted = {(address.network, address.handle) for address in read}
    found = [a for a in public.content["accounts"] if (a["network"], a["handle"]) in wanted]
    live = [account for account in found if account["state"] != "closed"]
    if live:
        return Answer(Kind.IN_REGISTER, account=live[0])
    if found:
        return Answer(Kind.CLOSED, account=found[0])
    network = read[0].network if len(read) == 1 else ""
    others = [a for a in public.accounts if not network or a["network"] == network]
    name = registry.network(network).name if network else ""
    return Answer(Kind.NOT_IN_REGISTER, network=name, others=others)
