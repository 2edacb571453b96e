"""The accounts as plain values, some hundred at a time."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from torilla.core.alphabet import Alphabetical
from torilla.people.importing.known import Units, labelled
from torilla.register.importing.standing import chunks
from torilla.register.models import AccountRecord, Stewardship

AT_ONCE = 500


def plain_accounts(records: QuerySet[AccountRecord], *, at: datetime) -> Iterator[dict[str, Any]]:
    """Each account of these records with its stewards at that moment, ordered by name."""
    units = Units.load()
    ordered = records.select_related("account").order_by(Alphabetical("name"), "pk")
    for some in chunks(ordered.iterator(chunk_size=AT_ONCE), AT_ONCE):
        stewards = _stewards([record.account_id for record in some], at)
        for record in some:
            yield _plain(record, units, stewards[record.account_id])


def _stewards(accounts: list[int], at: datetime) -> dict[int, list[dict[str, str | None]]]:
    found: dict[int, list[dict[str, str | None]]] = defaultdict(list)
    rows = Stewardship.objects.at(at).filter(account__in=accounts)
    for account, role, name, email in rows.order_by(
        "role", Alphabetical("person__name"), "pk"
    ).values_list("account_id", "role", "person__name", "person__email"):
        found[account].append({"role": role, "name": name, "email": email})
    return found


def _plain(
    record: AccountRecord, units: Units, stewards: list[dict[str, str | None]]
) -> dict[str, Any]:
    return {
        "network": record.account.network,
        "handle": record.account.handle,
        "name": record.name,
        "address": record.address,
        "kind": record.kind or None,
        "unit": units.labels.get(record.unit_id or 0),
        "state": record.state,
        "role_address": record.role_address or None,
        "purpose": record.purpose or None,
        "aims": record.aims,
        "audiences": record.audiences,
        "purposes": record.purposes,
        "stewards": stewards,
        "since": record.since.isoformat(),
    }


def people(account: dict[str, Any], role: str) -> str:
    """Those who act in a role, as a cell of a spreadsheet."""
    named = [s for s in account["stewards"] if s["role"] == role]
    return "; ".join(labelled(s["name"], s["email"] or "") for s in named)
