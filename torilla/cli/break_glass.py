"""`torilla break-glass`: the way in when the provider, or everybody's second step, is what was lost."""

import click

from torilla.cli.boot import django_setup


@click.command("break-glass")
@click.argument("email")
@click.option(
    "--reason",
    required=True,
    help="Why, in a sentence that names nobody: the municipal manager and ICT read it.",
)
@click.option("--port", type=int, default=8000, show_default=True)
def break_glass(email: str, reason: str, port: int) -> None:
    """Let a set-up person or ICT specialist in for one hour, by a one-time link (15 minutes).

    It needs neither the provider nor a second step. The log keeps it, and the municipal manager and ICT
    are told.
    """
    django_setup()
    from django.utils import timezone

    from torilla.cli.welcome import address
    from torilla.web.break_glass import open_way

    token = open_way(email=email, reason=reason, now=timezone.now())
    click.echo(f"{address(port)}/break-glass/{token}/")
