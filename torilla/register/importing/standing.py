"""What the register says now of the accounts that a file speaks of, read in bulk."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from torilla.people.importing.cells import folded
from torilla.people.importing.known import labelled
from torilla.register.models import Account, AccountRecord, Stewardship

CHUNK = 400
FIELDS = (
    "name",
    "kind",
    "unit_id",
    "state",
    "role_address",
    "purpose",
    "aims",
    "audiences",
    "purposes",
    "plan",
)
Handle = tuple[str, str]
T = TypeVar("T")


@dataclass
class Standing:
    """One account as it is: the record in force and who acts in it."""

    account_id: int
    record_id: int
    address: str
    values: dict[str, Any]
    stewards: set[tuple[str, int]] = field(default_factory=set)
    called: set[tuple[str, str]] = field(default_factory=set)
    """Role and name (or name and address) of each steward, folded: also of those who have left."""


def standing(handles: Collection[Handle] | None, now: datetime) -> dict[Handle, Standing]:
    """The accounts of these networks and handles (None: all)."""
    accounts = list(_accounts(handles))
    found: dict[int, Standing] = {}
    by_handle: dict[Handle, Standing] = {}
    of = {pk: (network, handle) for pk, network, handle in accounts}
    ids = None if handles is None else list(of)
    for row in _of(AccountRecord.objects.open(), ids):
        values = {name: row[name] for name in FIELDS}
        each = Standing(row["account_id"], row["pk"], row["address"], values)
        found[each.account_id] = by_handle[of[each.account_id]] = each
    _add_stewards(found, ids)
    return by_handle


def _accounts(handles: Collection[Handle] | None) -> Iterator[tuple[int, str, str]]:
    rows = Account.objects.values_list("pk", "network", "handle")
    if handles is None:
        yield from rows.iterator(chunk_size=5000)
        return
    by_network = defaultdict(list)
    for network, handle in handles:
        by_network[network].append(handle)
    for network, names in by_network.items():
        for some in chunks(names, CHUNK):
            yield from rows.filter(network=network, handle__in=some)


def _of(records: Any, ids: list[int] | None) -> Iterator[dict[str, Any]]:
    rows = records.values("pk", "account_id", "address", *FIELDS)
    if ids is None:
        yield from rows.iterator(chunk_size=5000)
        return
    for some in chunks(ids, CHUNK):
        yield from rows.filter(account__in=some)


def _add_stewards(found: dict[int, Standing], ids: list[int] | None) -> None:
    rows = Stewardship.objects.open().values_list(
        "account_id", "role", "person_id", "person__name", "person__email"
    )
    parts = [rows] if ids is None else [rows.filter(account__in=s) for s in chunks(ids, CHUNK)]
    names: dict[int, set[str]] = {}
    for part in parts:
        for account, role, person, name, email in part.iterator(chunk_size=5000):
            if account not in found:
                continue
            if person not in names:
                texts = (name, email or "", labelled(name, email or ""))
                names[person] = {folded(text) for text in texts}
            found[account].stewards.add((role, person))
            found[account].called.update((role, called) for called in names[person])


def chunks(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    """The rows in lists of at most `size`."""
    rest = iter(rows)
    while some := list(islice(rest, size)):
        yield some
