"""`torilla init`: an empty home becomes a running municipality."""

import click

from torilla.cli.boot import django_setup


@click.command()
@click.option("--welcome", type=int, hidden=True, help="Greet as `serve` does, for this port.")
def init(welcome: int | None) -> None:
    """Fill an empty home; on a filled one bring the database up to this version."""
    django_setup()
    from django.utils import timezone

    from torilla.cli import welcome as words
    from torilla.config.start import initialise

    now = timezone.now()
    empty = initialise(now=now)
    for line in words.greeting(port=welcome, empty=empty, now=now):
        click.echo(line)
