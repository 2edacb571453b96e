"""The product's own Python files, for tests that read them."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "torilla"


def product_files() -> list[Path]:
    """Every module of the product: no tests, no migrations."""
    return sorted(
        path
        for path in PACKAGE.rglob("*.py")
        if not {"tests", "migrations", "testing"} & set(path.parts)
    )


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf8"))


def called_attributes(path: Path) -> set[str]:
    """The names after the dot of everything that is called in a file."""
    calls = (node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call))
    return {call.attr for call in calls if isinstance(call, ast.Attribute)}


def imported(path: Path) -> set[str]:
    """The dotted names of all modules that a file imports."""
    names: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names
