"""One figure as a JSON line, and all of them as a table for people."""

import json
import statistics
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class Figure:
    """What was measured: `value` in `unit`, beside a reference of the same run.

    `at_most` or `at_least` is the target for the value, `ratio_at_most` or `ratio_at_least` the one
    for the value divided by the reference. `more` holds what else is worth keeping; `runs` the
    values of the repetitions, of which `value` is the median.
    """

    bench: str
    what: str
    value: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None
    reference: str = ""
    reference_value: float | None = None
    ratio_at_most: float | None = None
    ratio_at_least: float | None = None
    more: dict[str, Any] = field(default_factory=dict)
    database: str = ""
    runs: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float | None:
        return self.value / self.reference_value if self.reference_value else None

    @property
    def met(self) -> bool | None:
        """Whether every target is met; None where there is none."""
        bounds = (
            _within(self.value, self.at_most, self.at_least),
            _within(self.ratio, self.ratio_at_most, self.ratio_at_least),
        )
        asked = [bound for bound in bounds if bound is not None]
        return all(asked) if asked else None

    def line(self) -> str:
        plain = asdict(self) | {"ratio": self.ratio, "met": self.met}
        rounded = {k: round(v, 4) if isinstance(v, float) else v for k, v in plain.items()}
        return json.dumps(rounded, ensure_ascii=False)


def read(line: str) -> Figure:
    """The figure that `line` wrote."""
    given = json.loads(line)
    given.pop("ratio")
    given.pop("met")
    return Figure(**given)


def _within(value: float | None, at_most: float | None, at_least: float | None) -> bool | None:
    if value is None or (at_most is None and at_least is None):
        return None
    return (at_most is None or value <= at_most) and (at_least is None or value >= at_least)


def median_of(repeated: Iterable[Figure]) -> list[Figure]:
    """One figure for each thing measured, with the median of its repetitions."""
    groups: dict[tuple[str, str, str], list[Figure]] = {}
    for figure in repeated:
        groups.setdefault((figure.bench, figure.what, figure.database), []).append(figure)
    return [_median(group) for group in groups.values()]


def _median(group: list[Figure]) -> Figure:
    figure = sorted(group, key=lambda each: each.value)[len(group) // 2]  # its `more` fits best
    figure.runs = [round(each.value, 4) for each in group]
    figure.value = statistics.median(each.value for each in group)
    references = [e.reference_value for e in group if e.reference_value is not None]
    figure.reference_value = statistics.median(references) if references else None
    return figure


def table(figures: Iterable[Figure]) -> str:
    """The figures as lines for people."""
    lines = []
    for each in figures:
        mark = {None: "     ", True: "met  ", False: "MISS "}[each.met]
        line = f"{mark}{each.bench:15} {each.database:11}{each.what:34}"
        line += f"{each.value:>12,.2f} {each.unit:12}{_target(each)}"
        if each.ratio is not None:
            line += f"  {each.ratio:.2f} × {each.reference} ({each.reference_value:,.2f})"
        lines.append(line)
    return "\n".join(lines)


def _target(figure: Figure) -> str:
    bounds = (
        ("≤ {:g}", figure.at_most),
        ("≥ {:g}", figure.at_least),
        ("≤ {:g} ×", figure.ratio_at_most),
        ("≥ {:g} ×", figure.ratio_at_least),
    )
    return ", ".join(text.format(bound) for text, bound in bounds if bound is not None)
