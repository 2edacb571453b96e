"""Screening posts with every detector, beside Presidio's pattern recognisers on the same posts."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import typst

from benchmarks.figures import Figure
from benchmarks.sizes import Size
from torilla.screening.files import read_file
from torilla.screening.screen import screen
from torilla.screening.tests.frozen import ORDINARY, PLANTED, samples

BENCH = "screening"
POSTS = 2_000
REFERENCE = Path(__file__).with_name("presidio_reference.py")
ENVIRONMENT = Path(".cache/presidio")
PINNED = ("presidio-analyzer==2.2.366",)


def run(size: Size) -> Iterator[Figure]:
    """Posts a second, the slowest of a hundred, and one long text."""
    posts = _posts()
    screen(posts[0])
    taken = [_took(post) for post in posts]
    yield Figure(
        BENCH,
        f"{len(posts):,} posts, median {statistics.median(map(len, posts)):.0f} characters",
        len(posts) / sum(taken),
        "posts/s",
        reference="Presidio, blank Finnish, pattern recognisers",
        reference_value=len(posts) / _presidio(posts),
        ratio_at_least=2,
    )
    slowest = statistics.quantiles(taken, n=100)[98]
    yield Figure(BENCH, "99th percentile of a post", 1000 * slowest, "ms", at_most=3)
    long = [_took(_long(posts, at)) for at in range(50)]
    yield Figure(
        BENCH,
        "99th percentile of 10,000 characters",
        1000 * statistics.quantiles(long, n=100)[98],
        "ms",
        at_most=30,
    )
    yield Figure(BENCH, "a PDF of 200 pages, read and screened", _pdf(posts), "s", at_most=3)
    yield Figure(BENCH, "memory of a process of its own", _memory(posts), "MB", at_most=150)


def _posts() -> list[str]:
    """Posts of the frozen texts, long ones left out and the others repeated."""
    short = [each.text for each in samples(PLANTED + ORDINARY) if len(each.text) <= 700]
    return [short[at % len(short)] for at in range(POSTS)]


def _long(posts: list[str], at: int) -> str:
    return "\n".join(posts[at * 20 :] + posts)[:10_000]


def _took(text: str) -> float:
    begun = time.perf_counter()
    screen(text)
    return time.perf_counter() - begun


def _presidio(posts: list[str]) -> float:
    """Seconds that the reference takes; its environment is made at first use."""
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", ENVIRONMENT], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PINNED], check=True)
    done = subprocess.run(
        [python, REFERENCE], input=json.dumps(posts), capture_output=True, text=True, check=True
    )
    return float(json.loads(done.stdout)["seconds"])


def _pdf(posts: list[str]) -> float:
    """Seconds for a document of 200 full pages."""
    pages = ("\n\n".join(posts[at * 8 : at * 8 + 12]) for at in range(200))
    source = "#pagebreak()\n".join(
        f"#raw({json.dumps(page[:2500])}, block: false)\n" for page in pages
    )
    document = typst.compile(source.encode())
    begun = time.perf_counter()
    screen(read_file(document).text)
    return time.perf_counter() - begun


def _memory(posts: list[str]) -> float:
    """Peak resident memory of a process that screens 200 posts."""
    code = (
        "import json, re, sys; from torilla.screening.screen import screen;"
        "[screen(post) for post in json.load(sys.stdin)];"
        "print(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps(posts[:200]),
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout) / 1024
