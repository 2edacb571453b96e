"""`torilla keys rotate`: a new encryption key for what is kept secret."""

import click

from torilla.cli.boot import django_setup


@click.group()
def keys() -> None:
    """The keys that encrypt secrets in the database."""


@keys.command()
@click.option(
    "--drop-old", is_flag=True, help="Forget the old keys: earlier backups become unreadable."
)
def rotate(drop_old: bool) -> None:
    """Make a new key and encrypt everything with it; running processes know it at once."""
    django_setup()
    from torilla.config.keys import rotate_everything

    count = rotate_everything(drop_old=drop_old)
    click.echo(f"{count} secrets encrypted with the new key")
