"""Run the checks of a plan in order, stop at the first that fails, and say how long each took.

usage: check.py fast|everything|lint|types
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import postgres

ROOT = Path(__file__).resolve().parent.parent
PYTEST = ("pytest", "--create-db", "-p", "no:cacheprovider")
COUNT = re.compile(r"(\d+) (passed|failed|errors?)\b")
SUMMARY = re.compile(r"^=* ?\d+ (passed|failed|error|skipped|deselected|warning).* in [\d.]+s")


@dataclass(frozen=True)
class Check:
    """One command under its heading; `on_postgres` runs it with DATABASE_URL set."""

    heading: str
    command: tuple[str, ...]
    on_postgres: bool = False


@dataclass
class Result:
    """How a check ended, how many seconds it took, and what pytest counted in it."""

    check: Check
    code: int
    seconds: float
    counts: dict[str, int] = field(default_factory=dict)


STYLE = Check("Style", ("ruff", "check", "--quiet", "."))
FORMAT = Check("Layout of the code", ("ruff", "format", "--check", "--quiet", "."))
IMPORTS = Check("Import contracts", ("lint-imports", "--no-cache"))
TYPES = Check("Types", ("mypy",))
DOCS = Check("Documentation in step with the code", ("python", "tools/check_docs.py"))
TEXTS = Check("Every text in Finnish and Swedish", ("python", "tools/messages.py"))
QUICK = Check(
    "Tests that take under a second each, on SQLite",
    (*PYTEST, "-n", "2", "-m", "not browser and not faults and not slow"),
)
SQLITE = Check("Tests on SQLite", (*PYTEST, "-n", "2", "-m", "not browser and not faults"))
POSTGRES = Check(
    "Tests on PostgreSQL",
    (*PYTEST, "-n", "2", "-m", "not browser and not faults and not one_database"),
    on_postgres=True,
)
BROWSER = Check("Tests in the browser", (*PYTEST, "-m", "browser"))
FAULTS = Check("Tests that kill processes and databases", (*PYTEST, "-m", "faults"))

PLANS = {
    "lint": (STYLE, FORMAT, IMPORTS),
    "types": (TYPES,),
    "fast": (STYLE, FORMAT, IMPORTS, TYPES, QUICK),
    "everything": (STYLE, FORMAT, TYPES, IMPORTS, DOCS, TEXTS, SQLITE, POSTGRES, BROWSER, FAULTS),
}


@contextmanager
def environment(check: Check) -> Iterator[dict[str, str]]:
    """Give the variables a check runs with; a database where it asks for one."""
    variables = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    variables.pop("DATABASE_URL", None)
    # Playwright runs an event loop in the test's thread; Django would refuse queries there.
    variables["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with postgres.somewhere() if check.on_postgres else nullcontext("") as url:
        yield variables | ({"DATABASE_URL": url} if url else {})


def run(check: Check) -> Result:
    """Run one check, passing on what it prints."""
    print(f"\n── {check.heading} ──", flush=True)
    began, counts = time.monotonic(), {}
    with environment(check) as variables:
        process = subprocess.Popen(
            check.command,
            cwd=ROOT,
            env=variables,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        for line in process.stdout:
            print(line, end="", flush=True)
            if SUMMARY.match(line):
                counts = {kind.rstrip("s"): int(number) for number, kind in COUNT.findall(line)}
        code = process.wait()
    return Result(check, code, time.monotonic() - began, counts)


def failures(result: Result) -> int:
    """Return how many tests failed; a check that failed otherwise counts as one."""
    failed = result.counts.get("failed", 0) + result.counts.get("error", 0)
    return failed or int(result.code != 0)


def report(results: list[Result]) -> None:
    """Print the time of each check, and last the sum of all tests on a line of its own."""
    print()
    for result in results:
        outcome = "ok    " if result.code == 0 else "FAILED"
        print(f"{outcome} {result.seconds:6.1f} s  {result.check.heading}")
    print(f"       {sum(result.seconds for result in results):6.1f} s  in all")
    if any(result.counts for result in results):
        passed = sum(result.counts.get("passed", 0) for result in results)
        print(f"\n{passed} passed, {sum(map(failures, results))} failed", flush=True)


def main(plan: str) -> int:
    """Run the plan until a check fails; return 0 when none did."""
    results: list[Result] = []
    for check in PLANS[plan]:
        results.append(run(check))
        if results[-1].code != 0:
            break
    report(results)
    return int(results[-1].code != 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
