"""How much data there is and how often something is repeated."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """`accounts` with five stewardships each; `seconds`: how long a quiet time is watched."""

    accounts: int
    persons: int
    units: int
    appends: int
    entries: int
    requests: int
    changes: int
    seconds: float


SIZES = {
    "full": Size(10_000, 20_000, 200, 2_000, 200_000, 100, 200, 20),
    "small": Size(60, 120, 6, 20, 200, 3, 3, 1),
}
