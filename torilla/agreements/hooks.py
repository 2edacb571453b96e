"""Where a person acts, asked of the packages above without knowing them (K2, C9).

An installed package of ours may have, in its module `held`:

    serves(person, now) -> Iterable[Served]   the accounts in whose name the person acts now

An agreement shows what the register knows, and copies nothing of it.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from torilla.people.hooks import modules
from torilla.people.models import Person


@dataclass(frozen=True, slots=True)
class Served:
    """One account in which somebody acts: its name, the role in the reader's language, who stands in for
    them there (names, without their own), and the account's page."""

    account: str
    role: str | Promise
    substitutes: tuple[str, ...] = ()
    address: str = ""


def served(person: Person, now: datetime) -> list[Served]:
    """Everywhere the person acts now, in every package."""
    found: list[Served] = []
    for module in modules():
        serves = getattr(module, "serves", None)
        if serves is not None:
            found += serves(person, now)
    return found
