"""Reading the register, always as seen by somebody, at a moment."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Subquery
from django.utils import timezone

from torilla.connectors import registry
from torilla.connectors.address import NotRecognised
from torilla.core.alphabet import Alphabetical
from torilla.core.ids import id_in
from torilla.guideline.models import Finding
from torilla.people.models import Person, Supervision
from torilla.people.permissions import allows, headed_units, reach
from torilla.register.lifecycle import AccountStates
from torilla.register.models import (
    Account,
    AccountRecord,
    Confirmation,
    Credential,
    Seen,
    Stewardship,
)

SEE = "register.see"


def record_seen_by(person: Person, pk: int, *, now: datetime) -> AccountRecord | None:
    """The record in force of the account, or None when there is none or the person may not see it.

    Read with it: the account, the unit and those above it, `confirmed_at`. Asked for among those that
    the person sees: one that they may not see takes as long as one that is not there.
    """
    records = records_seen_by(person, now=now, at=now).filter(account=pk)
    records = records.select_related("unit__parent__parent")
    confirmed = Confirmation.objects.filter(account=pk).order_by("-confirmed_at")
    at = Subquery(confirmed.values("confirmed_at")[:1])
    record = records.annotate(confirmed_at=at).first()
    if record is None:
        return None
    record.account.in_force = record
    return record if allows(person, SEE, record.account, now=now) else None


def records_seen_by(person: Person, *, now: datetime, at: datetime) -> QuerySet[AccountRecord]:
    """The records in force at `at` that the person may see now."""
    records = AccountRecord.objects.at(at) if at < now else AccountRecord.objects.open()
    records = records.select_related("account", "unit")
    mine = reach(person, now=now)
    if mine.everywhere(SEE):
        return records
    served = Stewardship.objects.at(now).filter(person=person).values("account")
    people = Supervision.objects.at(now).filter(supervisor=person).values("person")
    theirs = Stewardship.objects.at(now).filter(person__in=people).values("account")
    owned = Q(unit__in=headed_units(person, now=now))
    if at < now:  # whose the account is today counts, not whose it was
        owned = Q(account__in=AccountRecord.objects.open().filter(owned).values("account"))
    return records.filter(owned | Q(account__in=served) | Q(account__in=theirs))


def stewardships_seen_by(person: Person, now: datetime) -> QuerySet[Stewardship]:
    """Who acts, and acted, in the accounts that the person may see."""
    seen = records_seen_by(person, now=now, at=now).order_by()
    named = Stewardship.objects.filter(account__in=seen.values("account"))
    return named.select_related("account", "person")


def credentials_of(account: Account) -> QuerySet[Credential]:
    """What was noted of the account's logins, the note in force first."""
    return account.credentials.select_related("noted_by").order_by("-since", "-pk")


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; empty means all. `state` "" is everything not closed."""

    text: str = ""
    network: str = ""
    unit: int | None = None
    state: str = ""
    broken: bool = False


def narrowed(records: QuerySet[AccountRecord], filters: Filters) -> QuerySet[AccountRecord]:
    """The records that fit the filters, those with findings first."""
    if filters.network:
        records = records.filter(account__network=filters.network)
    if filters.unit:
        records = records.filter(unit=filters.unit)
    records = (
        records.filter(state=filters.state) if filters.state else records.exclude(state="closed")
    )
    if filters.text:
        named = Stewardship.objects.open().filter(person__name__icontains=filters.text)
        records = records.filter(
            Q(name__icontains=filters.text)
            | Q(account__handle__icontains=filters.text)
            | Q(unit__name__icontains=filters.text)
            | Q(account__in=named.values("account"))
        )
    if filters.broken:
        open_findings = Finding.objects.filter(closed_at=None, subject_kind="account")
        records = records.filter(account__in=open_findings.values("subject_id"))
    return records.order_by(Alphabetical("name"), "pk")


@dataclass
class Row:
    """One account in a list: its record, the names of leads and substitutes, how many findings."""

    record: AccountRecord
    network: str
    named: dict[str, list[str]] = field(default_factory=lambda: {"lead": [], "substitute": []})
    findings: int = 0

    @property
    def state(self) -> object:
        return AccountStates.NAMES[self.record.state]


def rows(records: Collection[AccountRecord], *, at: datetime) -> list[Row]:
    """The records with what hangs on them, in two queries more."""
    found = {r.account_id: Row(r, network_name(r.account.network)) for r in records}
    named = Stewardship.objects.at(at).filter(account__in=found, role__in=["lead", "substitute"])
    names = named.order_by(Alphabetical("person__name")).values_list(
        "account_id", "role", "person__name"
    )
    for account, role, name in names:
        found[account].named[role].append(name)
    counted = (
        Finding.objects.filter(closed_at=None, subject_kind="account", subject_id__in=found)
        .values_list("subject_id")
        .annotate(number=Count("pk"))
    )
    for account, number in counted:
        found[account].findings = number
    return list(found.values())


def network_name(slug: str) -> str:
    """The network as people call it; the slug itself when this version does not know it."""
    try:
        return registry.network(slug).name
    except NotRecognised:
        return slug


def end_of(day: date) -> datetime:
    """The last moment of a day in the municipality's time: what the register said that evening."""
    return datetime.combine(
        day + timedelta(days=1), time(), timezone.get_default_timezone()
    ) - timedelta(microseconds=1)


def as_of(records: QuerySet[AccountRecord], *, at: datetime) -> list[dict[str, Any]]:
    """The register at a moment, as plain values: the shape of `register as-of --json`."""
    found = list(records.order_by(Alphabetical("name"), "pk"))
    stewards: dict[int, list[dict[str, object]]] = defaultdict(list)
    named = Stewardship.objects.at(at).filter(account__in=[r.account_id for r in found])
    for stewardship in named.select_related("person").order_by(
        "role", Alphabetical("person__name")
    ):
        stewards[stewardship.account_id].append(
            {
                "person": stewardship.person.name,
                "role": stewardship.role,
                "since": stewardship.since.isoformat(),
            }
        )
    keepers = Seen.objects.at(at).filter(what=Seen.What.KEEPER)
    stated = dict(keepers.values_list("account_id", "present"))
    return [_plain(record, stewards, stated) for record in found]


def _plain(
    record: AccountRecord,
    stewards: dict[int, list[dict[str, object]]],
    stated: dict[int, bool],
) -> dict[str, object]:
    account = record.account
    return {
        "id": account.pk,
        "network": account.network,
        "handle": account.handle,
        "name": record.name,
        "address": record.address,
        "kind": record.kind or None,
        "unit": record.unit.name if record.unit else None,
        "state": record.state,
        "keeper": {
            "unit": record.unit.name if record.unit else None,
            "stated": stated.get(account.pk),
        },
        "role_address": record.role_address or None,
        "stewards": stewards[account.pk],
        "since": record.since.isoformat(),
    }


def record_of(account: Account) -> AccountRecord:
    """The record in force."""
    records = account.records.select_related("unit", "changed_by")
    return records.get(until=None)


A_LIST = 20
"""How many persons are offered at once; more are found by searching."""


@dataclass(frozen=True)
class Candidates:
    """Persons who may be named, at most `A_LIST`, and whether there are more."""

    people: QuerySet[Person]
    more: bool


def candidates(sought: str, *, account: Account, chosen: str | None = None) -> Candidates:
    """Whom one may name to the account: those found by name, else the owner's own people first.

    `chosen` stays among them, so that a page shown again keeps the choice.
    """
    people = Person.objects.filter(is_active=True, erased_at=None)
    record = record_of(account)
    if sought:
        people = people.filter(name__icontains=sought)
    elif record.unit_id and people.count() > A_LIST:
        of_unit = people.filter(standings__unit=record.unit_id, standings__until=None)
        people = of_unit if of_unit.exists() else people
    found = list(
        people.order_by(Alphabetical("name"), "pk")
        .values_list("pk", flat=True)
        .distinct()[: A_LIST + 1]
    )
    shown = found[:A_LIST]
    if (kept := id_in(chosen or "")) is not None:
        shown.append(kept)
    offered = Person.objects.filter(pk__in=shown, is_active=True, erased_at=None)
    return Candidates(offered, len(found) > A_LIST)
