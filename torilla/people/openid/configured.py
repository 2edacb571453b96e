"""What the operator has set of the work account; read and checked by `config.openid`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from torilla.outgoing import Secret

DEFAULT_CHECK_MINUTES = 15
"""How often the provider is asked whether it still vouches for whoever is signed in (basis: added)."""


@dataclass(frozen=True)
class Claims:
    """The names of the claims; "" where none is read. `a.b` is b within a."""

    subject: str = "sub"
    email: str = "email"
    name: str = "name"
    roles: str = "roles"
    unit: str = ""
    supervisor: str = ""


@dataclass(frozen=True)
class Place:
    """What a role gives: a position, of the unit of this name where it is one of a unit."""

    position: str
    unit: str = ""


@dataclass(frozen=True, eq=False)
class WorkAccounts:
    """The provider and the table by which its claims become persons, units and positions.

    email_domains: addresses of these are matched with the register's at the first sign-in, when the
    provider says that they are verified; none: never. add_people: who is not in the register comes
    into it where a role or unit of theirs stands in the table. only: passwords let nobody in but by
    the emergency account. check_minutes: 0 for never.
    """

    issuer: str
    client_id: str
    secret: Secret
    name: str = ""
    only: bool = False
    check_minutes: int = DEFAULT_CHECK_MINUTES
    email_domains: frozenset[str] = frozenset()
    add_people: bool = False
    claims: Claims = Claims()
    roles: Mapping[str, Place] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
