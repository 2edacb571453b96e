"""What `torilla serve` takes with all its children, in memory and, while nothing happens, in time."""

import time
from collections.abc import Iterator

from benchmarks.figures import Figure
from benchmarks.people import signed_in
from benchmarks.serving import BARE, TORILLA, Served, served
from benchmarks.sizes import Size
from torilla.people.models import Holding

BENCH = "memory"
REFERENCE = "bare Django on the same server"
MEGABYTES, PERCENT = 280, 1
SETTLING = 5
"""Seconds between the first page and the look."""


def run(size: Size) -> Iterator[Figure]:
    """Five seconds after the manager's home was shown; then a quiet time."""
    cookie = signed_in(Holding.objects.get(position="municipal_manager").person)
    with served(*BARE) as bare:
        time.sleep(min(SETTLING, size.seconds))
        alone = sum(bare.memory().values())
        alone_idle = _idle(bare, size.seconds)
    with served(*TORILLA, cookie=cookie) as torilla:
        time.sleep(min(SETTLING, size.seconds))
        each = torilla.memory()
        idle = _idle(torilla, size.seconds)
        later = sum(torilla.memory().values())
    yield Figure(
        BENCH,
        "all processes",
        sum(each.values()),
        "MB",
        at_most=MEGABYTES,
        reference=REFERENCE,
        reference_value=alone,
        more={"processes": {name: round(value, 1) for name, value in each.items()}, "later": later},
    )
    yield Figure(
        BENCH,
        "idle",
        idle,
        "% of a core",
        at_most=PERCENT,
        reference=REFERENCE,
        reference_value=alone_idle or None,
        more={"seconds": size.seconds},
    )


def _idle(server: Served, seconds: float) -> float:
    """Per cent of one core that is used while nobody asks for anything."""
    before = server.cpu()
    time.sleep(seconds)
    return 100 * (server.cpu() - before) / seconds
