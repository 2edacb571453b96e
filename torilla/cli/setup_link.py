"""`torilla setup-link`: another one-time link for the first set-up person."""

import click

from torilla.cli.boot import django_setup


@click.command("setup-link")
@click.option("--port", type=int, default=8000, show_default=True)
def setup_link(port: int) -> None:
    """Print a new one-time set-up link (one hour). Earlier links stop working."""
    django_setup()
    from django.utils import timezone

    from torilla.cli.welcome import link

    click.echo(link(port, timezone.now()))
