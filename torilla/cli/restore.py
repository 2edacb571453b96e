"""`torilla restore`: everything back from a backup, on an empty machine."""

from pathlib import Path

import click

from torilla.cli.backup import passphrase, progress
from torilla.cli.boot import django_setup
from torilla.cli.withdrawals import in_words

HELD = (
    "Nothing is sent yet: mails that waited may have gone out already. Look and decide: "
    "torilla release (or on the page, after signing in)."
)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--passphrase-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The passphrase that seals the backup's keys; without it, it is asked for.",
)
@click.option(
    "--withdrawals",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A ledger of withdrawals that was kept elsewhere; the one at TORILLA_WITHDRAWALS is read anyway.",
)
@click.option("--without-keys", is_flag=True, help="Restore although the keys are lost.")
def restore(
    file: Path, passphrase_file: Path | None, withdrawals: Path | None, without_keys: bool
) -> None:
    """Fill an empty home and database from a backup FILE. Exit 1: restored, but its log is broken.

    The database must be of the kind that the backup came from (SQLite or PostgreSQL) and empty. A
    restore that was interrupted is finished by the same command. Everybody signs in anew. Photo consents
    that were withdrawn after the backup are withdrawn again, as the ledger of withdrawals says.
    """
    django_setup()
    from django.utils import timezone

    from torilla.config.backups import restore as bring_back

    say = progress()
    try:
        back = bring_back(
            file,
            ask=lambda: passphrase(passphrase_file, confirm=False),
            without_keys=without_keys,
            withdrawals=withdrawals,
            now=timezone.now(),
            say=say,
        )
    finally:
        say.end()
    made_at = timezone.localtime(back.manifest.made_at)
    click.echo(f"Restored from the backup of {made_at:%Y-%m-%d %H:%M}. The log: {back.log}")
    click.echo(in_words(back.withdrawals, found=back.ledger_found))
    click.echo(HELD)
    if not back.log.ok:
        raise click.exceptions.Exit(1)
