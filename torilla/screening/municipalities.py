"""The municipalities of Finland in 2026: codes and names in Finnish and Swedish (Statistics Finland)."""

from pathlib import Path

_ROWS = [
    line.split(";")
    for line in Path(__file__)
    .with_name("data")
    .joinpath("municipalities.csv")
    .read_text("utf-8")
    .splitlines()
    if not line.startswith("#")
]

CODES = frozenset(code for code, _finnish, _swedish in _ROWS)
"""Three digits each: "686" is Rautalampi."""

NAMES = frozenset(name for _code, *names in _ROWS for name in names)
"""In Finnish and in Swedish, as they are written in the nominative."""
