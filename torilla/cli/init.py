"""`torilla init`: an empty home becomes a running municipality."""

import click

from torilla.cli.boot import django_setup

NO_DATABASE_YET = 75
"""Exit code towards `serve`: there is no database, but there are public pages to show meanwhile."""


@click.command()
@click.option("--welcome", type=int, hidden=True, help="Greet as `serve` does, for this port.")
def init(welcome: int | None) -> None:
    """Fill an empty home; on a filled one bring the database up to this version."""
    django_setup()
    from django.db import OperationalError
    from django.utils import timezone

    from torilla.cli import welcome as words
    from torilla.config.start import initialise
    from torilla.register.public.snapshot import read

    now = timezone.now()
    try:
        empty = initialise(now=now)
    except OperationalError as error:
        if welcome is None or not read().on:
            raise
        click.echo(f"The database does not answer ({' '.join(str(error).split())}).", err=True)
        raise click.exceptions.Exit(NO_DATABASE_YET) from error
    for line in words.greeting(port=welcome, empty=empty, now=now):
        click.echo(line)
