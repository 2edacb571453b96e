"""See that the documentation names what the code has; `--write` makes the generated pages anew.

Checked: the generated pages are up to date, every environment variable has its place in
docs/reference/settings.md, and every relative link of every page leads somewhere.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from pages import GENERATED

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
VARIABLE = re.compile(
    r'\benv(?:\.\w+\(|\(|,)\s*"([A-Z][A-Z_]+)"|environ(?:\.get\(|\[)\s*"(TORILLA_[A-Z_]+)"'
)
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:|#)([^)\s#]+)[^)]*\)")


def write() -> None:
    """Write the generated pages."""
    for name, page in GENERATED.items():
        (REFERENCE / name).write_text(page(), encoding="utf8")


def outdated() -> Iterator[str]:
    """Yield the generated pages that no longer say what the code does."""
    for name, page in GENERATED.items():
        if _read(REFERENCE / name) != page():
            yield f"docs/reference/{name} is out of date: run `make sync-docs`"


def variables() -> Iterator[str]:
    """Yield the environment variables that docs/reference/settings.md does not name."""
    page = _read(REFERENCE / "settings.md")
    files = [path for path in (ROOT / "torilla").rglob("*.py") if "tests" not in path.parts]
    code = "\n".join(path.read_text(encoding="utf8") for path in files)
    for name in sorted({first or second for first, second in VARIABLE.findall(code)}):
        if f"`{name}`" not in page:
            yield f"docs/reference/settings.md does not name `{name}`"


def links() -> Iterator[str]:
    """Yield relative links that lead nowhere, in every Markdown file of the repository."""
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "torilla").rglob("*.md")]
    for page in sorted(pages):
        for target in LINK.findall(page.read_text(encoding="utf8")):
            if not (page.parent / target).exists():
                yield f"{page.relative_to(ROOT)} links to {target}, which is not there"


def _read(path: Path) -> str:
    return path.read_text(encoding="utf8") if path.exists() else ""


if __name__ == "__main__":
    if "--write" in sys.argv:
        write()
        sys.exit()
    problems = [problem for check in (outdated, variables, links) for problem in check()]
    print("\n".join(problems) or "The documentation is in step with the code.")
    sys.exit(bool(problems))
