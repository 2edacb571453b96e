"""`torilla person`: what is known of somebody, and forgetting it."""

import json
from typing import Any

import click

from torilla.cli.boot import django_setup


@click.group()
def person() -> None:
    """A person's own data: give it out, erase it."""


@person.command()
@click.argument("email")
def export(email: str) -> None:
    """Print everything that is known of the person as JSON."""
    django_setup()
    from django.utils import timezone

    from torilla.core.actors import SYSTEM
    from torilla.people.commands.export_person import export_person

    told = export_person(actor=SYSTEM, person=_found(email), now=timezone.now())
    click.echo(json.dumps(told, ensure_ascii=False, indent=2))


@person.command()
@click.argument("email")
@click.confirmation_option(prompt="The person cannot be brought back. Erase?")
def erase(email: str) -> None:
    """Take the person's name, address and sign-in away; what was done stays in the log."""
    django_setup()
    from django.utils import timezone

    from torilla.core.actors import SYSTEM
    from torilla.people.commands.erase_person import erase_person

    erased = erase_person(actor=SYSTEM, person=_found(email), now=timezone.now())
    click.echo(f"Erased: {erased.name}")


def _found(email: str) -> Any:
    from torilla.people.models import Person

    somebody = Person.objects.filter(email=email.strip().lower()).first()
    if somebody is None:
        raise click.ClickException(f"Nobody has the address {email}: check the spelling.")
    return somebody
