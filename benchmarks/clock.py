"""Measuring time and memory in this process."""

import gc
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

STATUS = Path("/proc/self/status")


@dataclass
class Taken:
    """`seconds`, those in which the process `worked`, and the peak of resident memory in MB.

    `peak` is of the process, `above_start` of what the block added.
    """

    seconds: float = 0
    worked: float = 0
    peak: float = 0
    above_start: float = 0


@contextmanager
def taking() -> Iterator[Taken]:
    """Measure the block."""
    taken = Taken()
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")  # the peak so far is forgotten
    start = _memory("VmRSS")
    began, worked = time.perf_counter(), time.process_time()
    yield taken
    taken.seconds = time.perf_counter() - began
    taken.worked = time.process_time() - worked
    taken.peak = _memory("VmHWM")
    taken.above_start = taken.peak - start


def busy(run: Callable[[], object]) -> tuple[float, float]:
    """Seconds that one call takes, and of them those in which this process worked."""
    worked = time.process_time()
    took = timed(run)
    return took, time.process_time() - worked


def timed(run: Callable[[], object]) -> float:
    """Seconds that one call takes."""
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that at least so many per cent of the values do not exceed."""
    ordered = sorted(values)
    rank = -(-len(ordered) * percent // 100)
    return ordered[max(0, int(rank) - 1)]


def _memory(name: str) -> float:
    found = re.search(rf"{name}:\s+(\d+) kB", STATUS.read_text())
    return int(found[1]) / 1024 if found else 0
