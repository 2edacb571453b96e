"""`torilla findings`: what of the guideline is not kept, and who puts it right."""

import json

import click

from torilla.cli.boot import django_setup


@click.command()
@click.option("--json", "as_json", is_flag=True, help="The documented JSON list.")
@click.option("--language", default="fi", type=click.Choice(["fi", "sv", "en"]), show_default=True)
def findings(as_json: bool, language: str) -> None:
    """List the open findings (exit 0: a listing)."""
    django_setup()
    from django.utils import timezone, translation

    from torilla.duties.queries import findings_as_json

    with translation.override(language):
        found = findings_as_json(timezone.now())
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for each in found:
        clause = each["clause"] or each["basis"]
        click.echo(f"{clause:8} {each['subject']['name']}: {each['reason']}")
        click.echo(f"         {each['holder']['name']}, {each['due'][:10]}")
    click.echo(f"{len(found)} open")
