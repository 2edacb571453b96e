"""See that the documentation names what the code has; `--write` makes the generated parts anew.

Checked: every make target, environment variable and command of `torilla` is documented, and every
relative link of every page leads somewhere.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from help import targets

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
VARIABLE = re.compile(
    r'\benv(?:\.\w+)?\(\s*"([A-Z][A-Z_]+)"|environ(?:\.get\(|\[)\s*"(TORILLA_[A-Z_]+)"'
)
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:|#)([^)\s#]+)[^)]*\)")


def make_page() -> str:
    """Return the reference page of the make targets, as the Makefile's own sentences put it."""
    lines = ["# make targets", "", "Written by `make sync-docs` from the Makefile."]
    for heading, found in targets((ROOT / "Makefile").read_text(encoding="utf8")):
        lines += ["", f"## {heading}", "", "| command | does |", "| --- | --- |"]
        lines += [f"| `make {name}` | {sentence} |" for name, sentence in found]
    return "\n".join(lines) + "\n"


# Pages that are generated whole: file name in docs/reference → its text.
GENERATED = {"make.md": make_page}


def generated_pages(*, write: bool) -> Iterator[str]:
    """Yield which generated pages are out of date, or write them."""
    for name, page in GENERATED.items():
        path = REFERENCE / name
        if write:
            path.write_text(page(), encoding="utf8")
        elif not path.exists() or path.read_text(encoding="utf8") != page():
            yield f"docs/reference/{name} is out of date: run `make sync-docs`"


def variables() -> Iterator[str]:
    """Yield the environment variables that docs/reference/settings.md does not name."""
    page = _read(REFERENCE / "settings.md")
    code = "\n".join(
        path.read_text(encoding="utf8")
        for path in sorted((ROOT / "torilla").rglob("*.py"))
        if "tests" not in path.parts
    )
    for name in sorted({first or second for first, second in VARIABLE.findall(code)}):
        if f"`{name}`" not in page:
            yield f"docs/reference/settings.md does not name `{name}`"


def commands() -> Iterator[str]:
    """Yield the commands of `torilla` that docs/reference/commands.md does not name."""
    from torilla.cli.main import torilla  # after the other checks: it needs the product to import

    page = _read(REFERENCE / "commands.md")
    for name in _walk(torilla, "torilla"):
        if f"`{name}" not in page:
            yield f"docs/reference/commands.md does not name `{name}`"


def _walk(command: click.Command, path: str) -> Iterator[str]:
    """Yield the full name of every command below (groups themselves are not commands)."""
    if not isinstance(command, click.Group):
        yield path
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        if (below := command.get_command(context, name)) and not below.hidden:
            yield from _walk(below, f"{path} {name}")


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
    problems = list(generated_pages(write="--write" in sys.argv))
    problems += [problem for check in (variables, commands, links) for problem in check()]
    print("\n".join(problems) or "The documentation names everything.")
    sys.exit(bool(problems) and "--write" not in sys.argv)
