"""`torilla public`: show the register to everybody, or to nobody."""

import click

from torilla.cli.boot import django_setup


@click.command()
@click.argument("state", type=click.Choice(["on", "off"]))
def public(state: str) -> None:
    """Switch the public pages on or off; they are made at once."""
    django_setup()
    from django.utils import timezone

    from torilla.core.actors import SYSTEM
    from torilla.register.commands.switch_public import switch_public

    switch_public(actor=SYSTEM, on=state == "on", now=timezone.now())
    click.echo(f"The public pages are {state}.")
