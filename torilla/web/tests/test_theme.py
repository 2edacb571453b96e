"""The colours keep the ratios of WCAG 2.2: text 4.5, edges and graphics 3 (recomputed from the CSS)."""

import re
from pathlib import Path

import pytest

THEME = Path(__file__).parents[1] / "static" / "torilla" / "theme.css"

TEXT, EDGE = 4.5, 3.0
PAIRS = [
    ("neutral-text-default", "neutral-background-default", TEXT),
    ("neutral-text-default", "neutral-background-tinted", TEXT),
    ("neutral-text-subtle", "neutral-background-default", TEXT),
    ("neutral-text-subtle", "neutral-surface-tinted", TEXT),
    ("neutral-text-subtle", "neutral-surface-hover", TEXT),
    ("accent-text-subtle", "neutral-background-default", TEXT),
    ("accent-text-subtle", "neutral-background-tinted", TEXT),
    ("accent-text-subtle", "neutral-surface-default", TEXT),
    ("accent-base-contrast-default", "accent-base-default", TEXT),
    ("accent-base-contrast-default", "accent-base-hover", TEXT),
    ("danger-base-contrast-default", "danger-base-default", TEXT),
    ("neutral-border-default", "neutral-background-default", EDGE),
    ("neutral-border-default", "neutral-surface-tinted", EDGE),
    ("focus-outer", "neutral-background-default", EDGE),
    ("danger-base-default", "neutral-surface-default", EDGE),
    ("warning-border-default", "neutral-surface-default", EDGE),
    ("brand2-text-default", "brand2-surface-tinted", TEXT),
    *((f"{state}-text-subtle", f"{state}-surface-tinted", TEXT) for state in (
        "warning", "danger", "success", "info",
    )),
    *((f"{state}-text-default", f"{state}-surface-tinted", TEXT) for state in (
        "warning", "danger", "success", "info",
    )),
]  # fmt: skip
SEEDS = {
    "accent-base-default": "#0b5a6a",
    "brand1-base-default": "#a4561a",
    "brand2-base-default": "#54428e",
    "neutral-base-default": "#2a2f33",
}


def colours(scheme: str) -> dict[str, str]:
    text = THEME.read_text(encoding="utf8")
    begin = {
        "light": ':root, [data-color-scheme="light"] {',
        "dark": '[data-color-scheme="dark"] {',
        "auto, dark": '[data-color-scheme="auto"] {',
    }[scheme]
    block = text[text.index(begin) :].partition("}")[0]
    found = re.findall(r"--ds-color-([\w-]+): (#[0-9a-fA-F]{6});", block)
    visited = re.findall(r"--ds-(link-color-visited): (#[0-9a-fA-F]{6});", block)
    return {name: value.lower() for name, value in [*found, *visited]}


def light(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def ratio(one: str, other: str) -> float:
    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark", "auto, dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_a_pair_is_told_apart(scheme, front, back, least):
    of = colours(scheme)
    assert ratio(of[front], of[back]) >= least


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_visited_link_can_be_read(scheme):
    of = colours(scheme)
    assert ratio(of["link-color-visited"], of["neutral-background-default"]) >= TEXT


def test_the_seeds_are_ours():
    of = colours("light")
    assert {name: of[name] for name in SEEDS} == SEEDS


def test_the_device_and_the_own_choice_give_the_same_dark():
    assert colours("dark") == colours("auto, dark")
