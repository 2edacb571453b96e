"""Every bench runs and prints its figures; how fast it was is not looked at here."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.__main__ import BENCHES
from benchmarks.figures import Figure, median_of, read, table

ROOT = Path(__file__).resolve().parent.parent
SHAPE = {
    "bench", "what", "value", "unit", "at_most", "at_least", "reference", "reference_value",
    "ratio_at_most", "ratio_at_least", "more", "database", "runs", "ratio", "met",
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("bench", BENCHES)
def test_a_bench_prints_its_figures_as_json_lines(bench):
    command = [sys.executable, "-m", "benchmarks", bench, "--size", "small", "--repeats", "1"]
    done = subprocess.run(
        [*command, "--database", "sqlite"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    figures = [json.loads(line) for line in done.stdout.splitlines()]
    assert figures, done.stderr
    for figure in figures:
        assert figure.keys() == SHAPE
        assert (figure["bench"], figure["database"]) == (bench, "sqlite")
        assert figure["reference"] or figure["at_most"] is not None


def test_a_target_is_for_the_value_or_for_its_ratio():
    slow = Figure("b", "w", 4, "ms", at_most=5, reference="r", reference_value=2, ratio_at_most=1.5)
    assert slow.ratio == 2
    assert slow.met is False


def test_of_repetitions_the_median_counts():
    (figure,) = median_of(Figure("b", "w", value, "s", at_most=2) for value in (1.0, 9.0, 2.0))
    assert (figure.value, figure.runs, figure.met) == (2.0, [1.0, 9.0, 2.0], True)


def test_a_figure_is_read_back_as_it_was_written():
    figure = Figure("b", "w", 2.5, "s", at_most=3)
    assert read(figure.line()) == figure
    assert table([figure]).startswith("met")
