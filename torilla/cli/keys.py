"""`torilla keys rotate`: a new encryption key for what is kept secret."""

import click

from torilla.cli.boot import django_setup


@click.group()
def keys() -> None:
    """The keys that encrypt secrets in the database."""


@keys.command()
def rotate() -> None:
    """Make a new key, encrypt everything with it; the old ones stay readable until removed."""
    django_setup()
    from torilla.config.keys import rotate as rotate_everything

    click.echo(f"{rotate_everything()} values encrypted with the new key")
