"""`torilla audit`: check the audit log, write its head outside, export it."""

import sys
from pathlib import Path

import click

from torilla.cli.boot import django_setup

FILE = click.Path(dir_okay=False, path_type=Path)


class CouldNot(click.ClickException):
    """Nothing was found out: exit code 2, in a script too."""

    exit_code = 2


@click.group()
def audit() -> None:
    """The append-only log of everything that happened."""
    django_setup()


@audit.command()
@click.option("--anchor", type=FILE, help="A file that `audit anchor --to` wrote.")
@click.option("--json", "as_json", is_flag=True, help="entries, ok, first_broken, why.")
def verify(anchor: Path | None, as_json: bool) -> None:
    """Read the whole log and check it. Exit 0: whole. 1: broken. 2: could not be checked.

    Without an anchor a changed entry, a gap and a cut tail are found; with an anchor kept
    elsewhere also a log that was rewritten from some entry on.
    """
    from torilla.core import audit as log  # models, so only after Django is up

    try:
        found = log.verify(anchor)
    except (log.BadAnchor, OSError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise CouldNot(
            f"The anchor {anchor} cannot be used ({why}): give a file that `torilla audit anchor "
            "--to` wrote."
        ) from error
    click.echo(found.as_json() if as_json else str(found))
    sys.exit(0 if found.ok else 1)


@audit.command()
@click.option("--to", "file", type=FILE, help="Append to this file; without it, print.")
def anchor(file: Path | None) -> None:
    """Write the log's head (id, hash, time) as one JSON line, to be kept on other storage."""
    from django.utils import timezone  # Django, so only after it is up

    from torilla.core import audit as log

    line = log.anchor_line(timezone.now())
    if file is None:
        click.echo(line)
    else:
        log.append_anchor(file, line)
        click.echo(f"Anchored in {file}.", err=True)


@audit.command()
def export() -> None:
    """Print the log as JSON lines, for `tools/verify_audit.py` or any other reader.

    Personal values stay out: an export must not bring back what was erased.
    """
    from torilla.core import audit as log  # models, so only after Django is up

    for line in log.export():
        click.echo(line)
