"""What the claims say, read by the table of the settings; nothing is looked up or changed here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from torilla.people.openid.configured import Place, WorkAccounts
from torilla.people.openid.errors import Wrong

LONGEST = 255
VERIFIED = ("email_verified", "xms_edov")
"""By these the provider says that the address was seen to be the person's; the second is Entra ID's."""


@dataclass(frozen=True)
class Told:
    """Of one person: who, and what the table makes of it. `email` only where it may be matched with."""

    subject: str
    name: str
    email: str
    email_verified: bool
    places: frozenset[Place]
    unit: str
    supervisor: str


def told(claims: Mapping[str, Any], configured: WorkAccounts) -> Told:
    """What these claims tell. Wrong without the claim that says who it is."""
    names = configured.claims
    subject = _text(_claim(claims, names.subject))
    if not subject:
        raise Wrong(f"the claim {names.subject} is missing, which says who it is")
    email = _text(_claim(claims, names.email)).lower()
    roles = _claim(claims, names.roles)
    several = roles if isinstance(roles, list) else [roles]
    given = {role for role in several if isinstance(role, str)}
    unit = _text(_claim(claims, names.unit))
    return Told(
        subject=subject,
        name=" ".join(_text(_claim(claims, names.name)).split())[:200],
        email=email if email.partition("@")[2] in configured.email_domains else "",
        email_verified=any(claims.get(each) in (True, "true", "1", 1) for each in VERIFIED),
        places=frozenset(configured.roles[role] for role in given if role in configured.roles),
        unit=configured.units.get(unit, ""),
        supervisor=_text(_claim(claims, names.supervisor)),
    )


def _claim(claims: Mapping[str, Any], name: str) -> Any:
    """The claim of this name, or, when there is none, what `a.b` leads to within others."""
    if not name or name in claims:
        return claims.get(name)
    found: Any = claims
    for part in name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _text(value: object) -> str:
    """A text of one line that is not too long; "" for anything else."""
    if not isinstance(value, str) or len(value) > LONGEST or re.search(r"[\x00-\x1f\x7f]", value):
        return ""
    return value.strip()
