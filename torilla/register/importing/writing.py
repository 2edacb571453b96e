"""Writes judged rows in bulk: a query a table, an audit entry a row, one notice for the whole file."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_noop

from torilla.connectors import registry
from torilla.connectors.address import Address
from torilla.core import audit
from torilla.core.audit import Entry
from torilla.duties.commands.tell import tell
from torilla.duties.models import Notice
from torilla.people.models import Person
from torilla.register.importing.comparing import Difference
from torilla.register.importing.standing import CHUNK, FIELDS, Standing, chunks
from torilla.register.models import Account, AccountRecord, Report, Stewardship

TOLD = frozenset({"name", "kind", "unit_id", "state"})
"""Changes that are reported anew (C5)."""
EMPTY: dict[str, Any] = {
    "kind": "", "unit_id": None, "state": "active", "role_address": "", "purpose": "",
    "aims": [], "audiences": [], "purposes": [], "plan": "",
}  # fmt: skip


@dataclass
class Written:
    """A row to write: the account, what is there (None: nothing yet), what differs."""

    address: Address
    before: Standing | None
    found: Difference
    account_id: int = 0


def write(rows: list[Written], imported: Any, *, actor: Any, now: datetime) -> None:
    """Write the rows in the open transaction."""
    if not rows:
        return
    notice = _notice(imported, actor, now)
    by = actor if getattr(actor, "pk", None) else None
    entries: list[Entry] = []
    _open_accounts([row for row in rows if row.before is None], now)
    _write_records(rows, by, now, entries)
    ended = _end_rights(rows, by, now, entries)
    named = _name(rows, by, now, entries)
    _report(rows, named, ended, notice, now)
    entries.append(
        Entry(imported, "register.import.written", {"accounts": [r.account_id for r in rows]})
    )
    audit.record_many(entries, actor=actor, at=now)


def _notice(imported: Any, actor: Any, now: datetime) -> Notice:
    """The one notice of the file (C5): made with its first rows, for everything that it brings."""
    if "notice" in imported.kept:
        return Notice.objects.get(pk=imported.kept["notice"])
    notice = tell(
        message=gettext_noop("{number} accounts came into the register or changed, from {file}"),
        values={"number": imported.total, "file": imported.file_name},
        subject=imported,
        subject_name=imported.file_name,
        clause="C5",
        actor=actor,
        now=now,
    )
    imported.kept["notice"] = notice.pk
    return notice


def _open_accounts(new: list[Written], now: datetime) -> None:
    accounts = Account.objects.bulk_create(
        Account(network=row.address.network, handle=row.address.handle, registered_at=now)
        for row in new
    )
    for row, account in zip(new, accounts, strict=True):
        row.account_id = account.pk


def _write_records(rows: list[Written], by: Any, now: datetime, entries: list[Entry]) -> None:
    ends, records = [], []
    for row in rows:
        before = row.before
        if before is not None:
            row.account_id = before.account_id
            if not row.found.values:
                continue
            ends.append(before.record_id)
        records.append(_record(row, by, now))
        entries.append(_entry(row, records[-1]))
    for some in chunks(ends, CHUNK):
        AccountRecord.objects.filter(pk__in=some).update(until=now)
    AccountRecord.objects.bulk_create(records)


def _record(row: Written, by: Any, now: datetime) -> AccountRecord:
    name = f"{row.address.handle} · {registry.network(row.address.network).name}"
    start = {"name": name[:200]} | EMPTY if row.before is None else row.before.values
    values = {field: start[field] for field in FIELDS} | row.found.values
    address = row.before.address if row.before else row.address.url
    return AccountRecord(
        account_id=row.account_id, since=now, changed_by=by, address=address, **values
    )


def _entry(row: Written, record: AccountRecord) -> Entry:
    account = Account(pk=row.account_id)
    unit = f"people.unit:{record.unit_id}" if record.unit_id else None
    if row.before is None:
        details = {
            "network": row.address.network, "handle": row.address.handle, "name": record.name,
            "kind": record.kind, "unit": unit, "state": record.state,
        }  # fmt: skip
        return Entry(account, "register.account.added", details)
    changes = {k: [row.before.values[k], v] for k, v in row.found.values.items()}
    return Entry(account, "register.account.changed", {"changes": changes})


def _end_rights(
    rows: list[Written], by: Any, now: datetime, entries: list[Entry]
) -> list[Stewardship]:
    """Closing an account ends every right in it."""
    closed = [
        row.account_id for row in rows if row.before and row.found.values.get("state") == "closed"
    ]
    ended: list[Stewardship] = []
    for some in chunks(closed, CHUNK):
        for each in Stewardship.objects.open().filter(account__in=some):
            each.until, each.ended_by = max(now, each.since), by
            ended.append(each)
    Stewardship.objects.bulk_update(ended, ["until", "ended_by"], batch_size=100)
    entries += [Entry(each, "register.stewardship.ended") for each in ended]
    return ended


def _name(rows: list[Written], by: Any, now: datetime, entries: list[Entry]) -> list[Stewardship]:
    wanted = [(row, role, person) for row in rows for role, person in row.found.stewards]
    # Somebody may have left since the file was read.
    here = Person.objects.filter(pk__in={person for _row, _role, person in wanted}, is_active=True)
    here_now = set(here.filter(erased_at=None).values_list("pk", flat=True))
    named = Stewardship.objects.bulk_create(
        Stewardship(
            account_id=row.account_id,
            person_id=person,
            role=role,
            since=now,
            named_by=by,
            from_before=True,  # a list tells what there is: they act already (K2 asks from here on)
        )
        for row, role, person in wanted
        if person in here_now
    )
    for each in named:
        details = {
            "account": f"register.account:{each.account_id}",
            "person": f"people.person:{each.person_id}",
            "role": each.role,
            "since": now.isoformat(),
        }
        entries.append(Entry(each, "register.steward.named", details))
    return named


def _report(
    rows: list[Written],
    named: list[Stewardship],
    ended: list[Stewardship],
    notice: Notice,
    now: datetime,
) -> None:
    told = [row for row in rows if row.before is None or TOLD & row.found.values.keys()]
    what = Report.What
    reports = [
        Report(account_id=row.account_id, what=what.ACCOUNT, at=now, notice=notice) for row in told
    ]
    for stewardships, kind in ((named, what.NAMED), (ended, what.ENDED)):
        reports += [
            Report(account_id=s.account_id, stewardship=s, what=kind, at=now, notice=notice)
            for s in stewardships
        ]
    Report.objects.bulk_create(reports)
