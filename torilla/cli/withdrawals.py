"""`torilla withdrawals`: the ledger of withdrawn photo consents, checked and carried out."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from torilla.cli.boot import django_setup

if TYPE_CHECKING:
    from torilla.media.commands.reconcile import Reconciled


@click.command()
@click.argument(
    "file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
def withdrawals(file: Path | None) -> None:
    """Check the ledger of withdrawals and carry out what the database does not know; add those of FILE first.

    Exit 1: somebody changed the ledger. Run it as often as you like: what is done is not done again.
    """
    django_setup()
    from django.utils import timezone

    from torilla.media import ledger
    from torilla.media.commands.reconcile import reconcile

    found = file is not None or ledger.place().exists()
    if file is not None:
        lines = ledger.read(file).lines
        if file.stat().st_size and not lines:
            raise click.ClickException(
                f"{file} is no ledger of withdrawals: give a file withdrawals.jsonl."
            )
        ledger.merge(lines)
    done = reconcile(timezone.now())
    click.echo(in_words(done, found=found))
    sys.exit(1 if done.broken else 0)


def in_words(done: "Reconciled", *, found: bool) -> str:
    """What the ledger says and what was done about it, in a few sentences."""
    from torilla.media import ledger

    said = []
    if not found:
        said.append(
            f"No ledger of withdrawals was found at {ledger.place()}: what was withdrawn after the backup is "
            "not known here. If you have the file, give it: torilla withdrawals FILE."
        )
    if done.again == 1:
        said.append("1 withdrawal that the database did not know was carried out again.")
    elif done.again or found:
        said.append(
            f"{done.again or 'No'} withdrawals that the database did not know were carried out again."
        )
    if done.torn:
        said.append(
            "The ledger’s last line was not whole: the machine went down while it was written."
        )
    if done.broken:
        lines = ", ".join(map(str, done.broken[:10]))
        said.append(f"The ledger was changed afterwards: look at line {lines} of {ledger.place()}.")
    return " ".join(said)
