"""`torilla guideline`: load the municipality's document, list its clauses, check a policy file."""

import json
from pathlib import Path

import click

from torilla.cli.boot import django_setup

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def guideline() -> None:
    """The guideline: its document, its clauses, its policy file."""


@guideline.command()
@click.argument("file", type=FILE)
@click.option("--force", is_flag=True, help="Load a document that fits this policy badly.")
def load(file: Path, force: bool) -> None:
    """Bind the clauses to the words of the municipality's document (text, DOCX or PDF)."""
    django_setup()
    from django.utils import timezone, translation

    from torilla.core.actors import SYSTEM
    from torilla.guideline.commands.load_document import load_document

    with translation.override("en"):  # as the rest of the command line
        document = load_document(
            actor=SYSTEM,
            name=file.name,
            content=file.read_bytes(),
            force=force,
            now=timezone.now(),
        )
    bindings = list(document.bindings.all())
    others = [b for b in bindings if b.state != "bound"]
    click.echo(f"{len(bindings) - len(others)} of {len(bindings)} clauses bound")
    for binding in others:
        click.echo(f"{binding.clause}: {binding.state}")
    raise click.exceptions.Exit(1 if others else 0)


@guideline.command()
@click.option("--json", "as_json", is_flag=True, help="The documented JSON list.")
def clauses(as_json: bool) -> None:
    """Every clause, its force and what covers it (exit 0: a listing)."""
    django_setup()
    from collections import Counter

    from django.utils import timezone

    from torilla.guideline.queries import clauses_as_json

    found = clauses_as_json(timezone.now())
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    covers = Counter(cover.partition(":")[0] for each in found for cover in each["covered_by"])
    for each in found:
        stale = "  STALE" if each["stale"] else ""
        click.echo(f"{each['id']:4} {each['force']:7} {', '.join(each['covered_by'])}{stale}")
    click.echo(f"{len(found)} clauses: " + ", ".join(f"{n} {k}" for k, n in covers.items()))


@guideline.command()
@click.argument("file", type=FILE)
def lint(file: Path) -> None:
    """Say what is wrong in a policy file, a sentence each (exit 1 when something is)."""
    from torilla.policy.lint import lint as problems_of

    problems = problems_of(file.read_text(encoding="utf8", errors="replace"))
    for problem in problems:
        click.echo(str(problem))
    click.echo(f"{len(problems)} problems" if problems else "No problems")
    raise click.exceptions.Exit(1 if problems else 0)
