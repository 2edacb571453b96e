"""The municipalities of Finland in 2026: codes, names in Finnish and Swedish, languages (Statistics Finland)."""

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

CODES = frozenset(code for code, *_more in _ROWS)
"""Three digits each: "686" is Rautalampi."""

NAMES = frozenset(name for _code, *names, _languages in _ROWS for name in names)
"""In Finnish and in Swedish, as they are written in the nominative."""

LANGUAGES = {code: tuple(languages.split()) for code, *_names, languages in _ROWS}
"""Each municipality's official languages by its code, the majority's first (Language Act 423/2003 5 §)."""
