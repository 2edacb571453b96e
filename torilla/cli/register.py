"""`torilla register as-of`: what the register said on the evening of a day."""

import json
from datetime import date, datetime

import click

from torilla.cli.boot import django_setup

FIRST, LAST = 1900, 2999
"""Years that can be asked for; databases and clocks end not far beyond them."""


@click.group()
def register() -> None:
    """The register of accounts."""


@register.command("as-of")
@click.argument("day", metavar="DATE")
@click.option("--json", "as_json", is_flag=True, help="The documented JSON object.")
def as_of(day: str, as_json: bool) -> None:
    """Stewards, kind, unit, address, state and keeper of every account on DATE (2026-03-01)."""
    moment = _day(day)
    django_setup()
    from torilla.register.models import AccountRecord
    from torilla.register.queries import as_of as accounts_as_of
    from torilla.register.queries import end_of

    at = end_of(moment)
    records = AccountRecord.objects.at(at).select_related("account", "unit")
    accounts = accounts_as_of(records, at=at)
    if as_json:
        found = {"date": moment.isoformat(), "accounts": accounts}
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for account in accounts:
        people = ", ".join(f"{s['person']} ({s['role']})" for s in account["stewards"]) or "-"
        click.echo(f"{account['name']}  {account['address']}  {account['state']}  {people}")
    click.echo(f"{len(accounts)} accounts on {moment.isoformat()}")


def _day(text: str) -> date:
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            day = datetime.strptime(text, form).date()  # noqa: DTZ007  (a day has no zone)
        except ValueError:
            continue
        if FIRST <= day.year <= LAST:
            return day
        raise click.ClickException(f"The year {day.year} is out of reach: {FIRST} to {LAST}.")
    raise click.ClickException(f"{text!r} is no date: write it as 2026-03-01.")
