"""What a proposal says, as plain values: the forms make it, the commands take it."""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The fields of `Agreement` that the two sides agree on; `reason`: why it goes on against a rule that
    asks for a recorded reason. Days are both included."""

    first_day: date
    last_day: date
    scope: str
    hours: Decimal | None = None
    duty_times_confirmed: bool = False
    substitutes_confirmed: bool = False
    work_matters_only: bool = False
    network: str = ""
    address: str = ""
    founded_on: str = ""
    profile: str = ""
    for_work_profile: str = ""
    for_own_profile: str = ""
    reason: str = ""

    def values(self) -> dict[str, Any]:
        """As fields of the model; the address as stated, without the blanks around it."""
        return asdict(self) | {"address": self.address.strip()}
