"""`python -m benchmarks`: JSON lines on stdout, a table on stderr; exit 1 when a target is missed."""

import argparse
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks.databases import Place, Postgres, Sqlite, folder, postgres_server
from benchmarks.figures import Figure, median_of, read, table
from benchmarks.sizes import SIZES


@dataclass(frozen=True)
class Bench:
    """Which module measures, in a filled database or an empty one, and how often."""

    module: str
    filled: bool
    repeats: int = 3


BENCHES = {
    "standing-rules": Bench("standing_rules", filled=True),
    "pages": Bench("pages", filled=True),
    "public": Bench("public", filled=True),
    "api": Bench("api", filled=True),
    "hidden": Bench("hidden", filled=True),
    "audit-append": Bench("audit_append", filled=False),
    "audit-verify": Bench("audit_verify", filled=False),
    "feed": Bench("feed", filled=True, repeats=1),
    "importing": Bench("importing", filled=True, repeats=1),
    "memory": Bench("memory", filled=True, repeats=1),
    "start": Bench("start", filled=True),
    "screening": Bench("screening", filled=False, repeats=1),
    "backing-up": Bench("backing_up", filled=True, repeats=1),
}
DATABASES = ("sqlite", "postgresql")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("bench", nargs="*", help=f"of {', '.join(BENCHES)}; all without one")
    parser.add_argument("--database", choices=DATABASES, action="append", help="both without one")
    parser.add_argument("--size", choices=SIZES, default="full")
    parser.add_argument("--repeats", type=int, help="how often each bench is run")
    given = parser.parse_args()
    if unknown := set(given.bench) - set(BENCHES):
        parser.error(f"no such bench: {', '.join(sorted(unknown))}")
    return given


def main() -> int:
    """Measure what was asked for."""
    given = arguments()
    figures = []
    with ExitStack() as stack:
        at = stack.enter_context(folder())
        for vendor in given.database or DATABASES:
            where = _databases(vendor, at, stack)
            _say(f"{vendor}: {where.settings()}; {_machine()}")
            figures += list(_measure(where, given, at))
    print(table(figures), file=sys.stderr)
    return int(any(figure.met is False for figure in figures))


def _databases(vendor: str, at: Path, stack: ExitStack) -> Sqlite | Postgres:
    return Sqlite(at) if vendor == "sqlite" else stack.enter_context(postgres_server(at))


def _machine() -> str:
    return f"Python {platform.python_version()}, {os.cpu_count()} CPUs, load {os.getloadavg()}"


def _measure(where: Sqlite | Postgres, given: argparse.Namespace, at: Path) -> Iterator[Figure]:
    filled, empty = where.new(), where.new()
    try:
        names = given.bench or list(BENCHES)
        if any(BENCHES[name].filled for name in names):
            filled.run("benchmarks.fill", given.size)
        empty.run("django", "migrate", "--verbosity=0", "--skip-checks")
        for name in names:
            bench = BENCHES[name]
            repeated = []
            for _time in range(given.repeats or bench.repeats):
                repeated += _once(where, bench, filled if bench.filled else empty, given.size)
            for figure in median_of(repeated):
                print(figure.line(), flush=True)
                yield figure
    finally:
        where.drop(filled)
        where.drop(empty)


def _once(where: Sqlite | Postgres, bench: Bench, of: Place, size: str) -> list[Figure]:
    place = where.new(of)
    try:
        lines = place.run("benchmarks.child", bench.module, size).splitlines()
    except subprocess.CalledProcessError as error:
        _say(f"{bench.module} failed with {error.returncode}")
        raise
    finally:
        where.drop(place)
    found = [read(line) for line in lines]
    for figure in found:
        figure.database = place.vendor
    return found


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
