"""`torilla backup`: one file from which `torilla restore` brings everything back."""

import signal
from pathlib import Path
from typing import Any

import click

from torilla.cli.boot import django_setup
from torilla.cli.progress import Progress

LEFT_OUT = (
    "The keys are not in it: without the file {keys} nobody who signs in in two steps can come in "
    "after a restore. Keep a copy of it elsewhere, or use --with-keys."
)


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--with-keys", is_flag=True, help="Put the keys in, sealed with a passphrase.")
@click.option(
    "--passphrase-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The passphrase's first line; without it, it is asked for.",
)
@click.option(
    "--check", is_flag=True, help="Read an existing backup FILE through. Exit 1: not whole."
)
def backup(file: Path | None, with_keys: bool, passphrase_file: Path | None, check: bool) -> None:
    """Write a backup to FILE (a new one; - for the standard output) while everything runs.

    Without FILE: torilla-DATE-TIME.tar.gz in this folder. The file is readable by its owner alone and
    holds all personal data: keep it as you keep the database. It is restored with `torilla restore`.
    """
    django_setup()
    if check:
        _check(file)
        return
    phrase = passphrase(passphrase_file, confirm=True) if with_keys or passphrase_file else ""
    _make(file, phrase)


def _make(file: Path | None, phrase: str) -> None:
    from django.conf import settings  # Django, so only after it is up
    from django.utils import timezone

    from torilla.config.backups import make
    from torilla.config.backups.archive import megabytes

    now = timezone.now()
    target = file or Path(f"torilla-{timezone.localtime(now):%Y%m%d-%H%M%S}.tar.gz")
    if not target.absolute().parent.is_dir():
        raise click.ClickException(f"There is no folder {target.absolute().parent}: make it first.")
    to = None if str(target) == "-" else target.absolute()
    say = progress()
    try:
        made = make(to, passphrase=phrase, now=now, say=say)
    finally:
        say.end()
    size = f", {megabytes(to.stat().st_size)}" if to else ""
    click.echo(
        f"{target}: {made.snapshot.head_id} entries of the log, {megabytes(made.size)}{size}.",
        err=True,
    )
    if not phrase:
        click.echo(LEFT_OUT.format(keys=settings.HOME.path / "keys"), err=True)


def _check(file: Path | None) -> None:
    from torilla.config.backups import BadBackup, check

    if file is None or not file.is_file():
        raise click.ClickException(f"There is no backup {file or ''}: say which file to check.")
    say = progress()
    try:
        found = check(file, say=say)
    except BadBackup as bad:
        say.end()
        click.echo(str(bad))
        raise click.exceptions.Exit(1) from None
    say.end()
    keys = "with its keys, sealed" if found.has_keys else "without its keys"
    click.echo(
        f"{file} is whole: {found.engine}, Torilla {found.version}, {found.made_at:%Y-%m-%d %H:%M} UTC, "
        f"{found.snapshot.head_id} entries of the log, {keys}."
    )


def passphrase(file: Path | None, *, confirm: bool) -> str:
    """The first line of the file, or what is typed. ClickException when it is too short to protect."""
    from torilla.config.backups.sealed import SHORTEST

    if file is not None:
        phrase = (file.read_text(encoding="utf8").splitlines() or [""])[0].strip()
    else:
        phrase = click.prompt("Passphrase", hide_input=True, confirmation_prompt=confirm, err=True)
    if confirm and len(phrase) < SHORTEST:
        raise click.ClickException(
            f"The passphrase is too short: the backup may be tried at leisure, so take {SHORTEST} "
            "letters or more."
        )
    return phrase


def progress() -> Progress:
    """Progress, and from now on SIGTERM tidies up as Ctrl+C does."""

    def stop(_number: int, _frame: Any) -> None:
        raise click.Abort

    signal.signal(signal.SIGTERM, stop)
    return Progress()
