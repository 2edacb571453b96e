"""`torilla register`: what it said on a day, a list of accounts read in, the register given out."""

import json
import sys
import time
from datetime import date, datetime
from pathlib import Path
from typing import Any

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


@register.command()
@click.option(
    "--format", "form", type=click.Choice(["csv", "xlsx", "json", "jsonld"]), default="csv"
)
@click.option(
    "--language", type=click.Choice(["fi", "sv", "en"]), default="fi", help="Of the words."
)
def export(form: str, language: str) -> None:
    """Write every account to standard output; what was exported can be read in without a change."""
    django_setup()
    from django.utils import timezone, translation

    from torilla.people.models import Unit
    from torilla.register.exporting.formats import FORMATS
    from torilla.register.exporting.rows import plain_accounts
    from torilla.register.models import AccountRecord

    owner = Unit.objects.filter(kind=Unit.Kind.MUNICIPALITY).values_list("name", flat=True).first()
    now = timezone.now()
    with translation.override(language):
        accounts = plain_accounts(AccountRecord.objects.at(now), at=now)
        for piece in FORMATS[form].write(accounts, owner or ""):
            sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()


@register.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would happen to each row, write nothing.")
@click.option(
    "--of", "what", type=click.Choice(["accounts", "people", "units"]), default="accounts",
    help="What the rows of the file are.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="One JSON object a row, and the counts.")
def import_(file: Path, dry_run: bool, what: str, as_json: bool) -> None:
    """Read a CSV, XLSX or JSON FILE in. Exit code 1 when a row could not be taken."""
    django_setup()
    from django.utils import timezone

    from torilla.core.actors import SYSTEM
    from torilla.people.importing.handling import draft
    from torilla.screening.documents import Unreadable
    from torilla.screening.tables import read_table

    kind, read_rows, begin_import, import_rows = _kind(what)
    try:
        table = read_table(file)
    except Unreadable as error:
        raise click.ClickException(str(error)) from error
    now = timezone.now()
    made = draft(kind, table, file_name=file.name, now=now)
    _show(made, as_json)
    takes = made.counts.get("new", 0) + made.counts.get("change", 0)
    if not dry_run and takes:
        kept = read_rows(actor=SYSTEM, draft=made, now=now)
        kept = begin_import(actor=SYSTEM, imported=kept, version=kept.version, now=now)
        _written(kind, kept, import_rows, now)
    if made.counts.get("unclear") or made.counts.get("unreadable"):
        sys.exit(1)


def _kind(what: str) -> tuple[Any, Any, Any, Any]:
    """The kind of rows and the commands that read, begin and write them."""
    if what == "accounts":
        from torilla.register.commands import import_rows, read_rows
        from torilla.register.importing.accounts import Accounts as Rows
    else:
        from torilla.people.commands import import_rows, read_rows
        from torilla.people.importing.kinds import KINDS

        Rows = KINDS[what]
    return Rows(), read_rows.read_rows, import_rows.begin_import, import_rows.import_rows


def _written(kind: Any, kept: Any, import_rows: Any, now: datetime) -> None:
    """Write the rows here, or wait for the worker that was quicker to take them."""
    from torilla.core.work import claim, finish, held, new_owner
    from torilla.people.importing.handling import prepare
    from torilla.people.importing.working import write_all
    from torilla.people.models import Import

    this = Import.objects.filter(pk=kept.pk)
    for mine in claim(this, now=now, limit=1, owner=new_owner()):
        with held(mine):
            prepare(kind, mine, now)
            for left in write_all(mine, kind, import_rows, now):
                click.echo(f"{mine.total - left} of {mine.total} written", err=True)
        finish(mine)
    while this.filter(state=Import.State.WRITING).exists():
        time.sleep(1)


def _show(made: Any, as_json: bool) -> None:
    for each in made.judged:
        notes = [message.format_map(values) for message, values in each.notes]
        changes = {field: [before, after] for field, before, after in each.changes}
        if as_json:
            row = {
                "row": each.number, "verdict": each.verdict, "account": each.title,
                "why": notes, "changes": changes,
            }  # fmt: skip
            click.echo(json.dumps(row, ensure_ascii=False))
        else:
            said = "; ".join([*(f"{f}: {b} → {a}" for f, (b, a) in changes.items()), *notes])
            click.echo(f"{each.number:>6}  {each.verdict:<10}  {each.title}  {said}".rstrip())
    counts = json.dumps({"counts": made.counts})
    click.echo(counts if as_json else ", ".join(f"{v}: {n}" for v, n in made.counts.items()))


def _day(text: str) -> date:
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            day = datetime.strptime(text, form).date()  # noqa: DTZ007  (a day has no zone)
        except ValueError:
            continue
        if FIRST <= day.year <= LAST:
            return day
        raise click.ClickException(f"The year {day.year} is out of reach: {FIRST} to {LAST}.")
    raise click.ClickException(f"{text!r} is not a date: write it as 2026-03-01.")
