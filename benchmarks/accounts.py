"""The invented municipality's accounts with everything that hangs on them; a tenth in breach."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from benchmarks.organisation import BATCH, Organisation, unit_of
from benchmarks.sizes import Size
from torilla.agreements.models import Agreement
from torilla.duties.models import Duty, Notice
from torilla.people.models import Person
from torilla.register.models import (
    Account,
    AccountRecord,
    Confirmation,
    Inquiry,
    Report,
    Seen,
    Stewardship,
)

NETWORKS = ("facebook", "x", "instagram", "youtube", "linkedin", "tiktok")
ROLES = ("lead", "substitute", "administrator", "administrator", "updater")
BROKEN = (
    "lead", "substitute", "administrator", "role_address", "aims", "keeper", "link", "confirmed",
    "told", "kind",
)  # fmt: skip
"""What is wrong with every tenth account, in turn."""


def broken(number: int) -> str:
    """What is wrong with this account; "" for nine of ten."""
    return BROKEN[number // 10 % len(BROKEN)] if number % 10 == 7 else ""


def fill_accounts(size: Size, made: Organisation, now: datetime) -> None:
    """Accounts, two records each, five stewardships each, what was told, seen and confirmed."""
    since = now - timedelta(days=400)
    accounts = [
        Account(network=NETWORKS[n % len(NETWORKS)], handle=f"mallila{n}", registered_at=since)
        for n in range(size.accounts)
    ]
    accounts = Account.objects.bulk_create(accounts, batch_size=BATCH)
    records = _records(accounts, made, since)
    _agreed(made, since, now)
    _stewardships(accounts, made, since)
    _told(accounts, since)
    _seen(accounts, made.persons[0], since)
    _confirmed(records, made.persons[0], now)
    _asked(made, since)


def _records(accounts: list[Account], made: Organisation, since: datetime) -> list[AccountRecord]:
    changed = since + timedelta(days=200)
    before, rows = [], []
    for number, account in enumerate(accounts):
        common = {
            "account": account,
            "name": f"Yksikkö {number % len(made.units):03} · {account.network} {number}",
            "address": f"https://{account.network}.com/{account.handle}",
            "state": "active",
            "unit": unit_of(made, number),
        }
        before.append(AccountRecord(**common, since=since, until=changed))
        rows.append(AccountRecord(**common, **_known(number), since=changed))
    AccountRecord.objects.bulk_create(before, batch_size=BATCH)
    return AccountRecord.objects.bulk_create(rows, batch_size=BATCH)


def _known(number: int) -> dict[str, Any]:
    wrong = broken(number)
    kind = "umbrella" if number < 3 else "unit"
    return {
        "kind": "" if wrong == "kind" else kind,
        "role_address": "" if wrong == "role_address" else f"tili{number}@mallila.example",
        "aims": [] if wrong == "aims" else ["information", "service"],
        "audiences": ["residents"],
    }


def _agreed(made: Organisation, since: datetime, now: datetime) -> None:
    """Everybody's working time, with one who supervises (K2)."""
    first, second = made.persons[:2]
    rows = [
        Agreement(
            person=person,
            supervisor=second if person == first else first,
            kind="working_time",
            state="agreed",
            first_day=since.date(),
            last_day=(now + timedelta(days=100 + number % 200)).date(),
            proposed_by=person,
            proposed_at=since,
            scope="Yksikön tilit",
        )
        for number, person in enumerate(made.persons)
    ]
    Agreement.objects.bulk_create(rows, batch_size=BATCH)


def _stewardships(accounts: list[Account], made: Organisation, since: datetime) -> None:
    Stewardship.objects.bulk_create(_named(accounts, made, since), batch_size=BATCH)


def _named(accounts: list[Account], made: Organisation, since: datetime) -> Iterator[Stewardship]:
    persons = made.persons
    for number, account in enumerate(accounts):
        gone = broken(number)
        for place, role in enumerate(ROLES):
            person = persons[(number * len(ROLES) + place) % len(persons)]
            ended = role == gone and place != 3
            yield Stewardship(
                account=account,
                person=person,
                role=role,
                since=since,
                until=since + timedelta(days=30) if ended else None,
            )


def _told(accounts: list[Account], since: datetime) -> None:
    stewardships: dict[int, list[int]] = {account.pk: [] for account in accounts}
    for pk, account in Stewardship.objects.values_list("pk", "account_id"):
        stewardships[account].append(pk)
    told = since + timedelta(days=1)
    notices, reports = [], []
    for number, account in enumerate(accounts):
        for steward in (None, *stewardships[account.pk]):
            late = broken(number) == "told" and steward == stewardships[account.pk][-1]
            notices.append(_notice(account, steward, since, None if late else told))
            what = "named" if steward else "account"
            reports.append(Report(account=account, stewardship_id=steward, what=what, at=since))
    for report, notice in zip(
        reports, Notice.objects.bulk_create(notices, batch_size=BATCH), strict=True
    ):
        report.notice = notice
    Report.objects.bulk_create(reports, batch_size=BATCH)
    Duty.objects.bulk_create((_reading(notice) for notice in notices), batch_size=BATCH)


def _notice(
    account: Account, steward: int | None, since: datetime, told: datetime | None
) -> Notice:
    return Notice(
        clause="K4" if steward else "C5",
        message="{account} is in the register of accounts",
        values={"account": account.handle},
        subject_kind="account",
        subject_id=account.pk,
        made_at=since,
        delivered_at=told,
        delivered_how="read" if told else "",
    )


def _reading(notice: Notice) -> Duty:
    return Duty(
        kind=Duty.Kind.READ,
        clause=notice.clause,
        basis="guideline",
        notice=notice,
        subject_kind="account",
        subject_id=notice.subject_id,
        subject_name=notice.values["account"],
        holder_position="municipal_manager",
        opened_at=notice.made_at,
        due_at=notice.made_at + timedelta(days=2),
        closed_at=notice.delivered_at,
        outcome="done" if notice.delivered_at else "",
    )


def _seen(accounts: list[Account], by: Person, since: datetime) -> None:
    rows = []
    for number, account in enumerate(accounts):
        for what in Seen.What.values:
            wrong = {"keeper": "keeper_stated", "link": "account_to_site"}.get(broken(number))
            rows.append(
                Seen(account=account, what=what, present=what != wrong, seen_by=by, since=since)
            )
    Seen.objects.bulk_create(rows, batch_size=BATCH)


def _confirmed(records: list[AccountRecord], by: Person, now: datetime) -> None:
    rows = []
    for number, record in enumerate(records):
        days = 200 if broken(number) == "confirmed" else number % 150
        moment = now - timedelta(days=days)
        rows.append(
            Confirmation(
                account_id=record.account_id, record=record, confirmed_by=by, confirmed_at=moment
            )
        )
    Confirmation.objects.bulk_create(rows, batch_size=BATCH)


def _asked(made: Organisation, since: datetime) -> None:
    rows = [
        Inquiry(
            unit=unit,
            asked_at=since,
            answered_at=None if number % 10 == 4 else since + timedelta(days=3),
            answer="" if number % 10 == 4 else "listed",
        )
        for number, unit in enumerate(made.units[1:])
    ]
    Inquiry.objects.bulk_create(rows, batch_size=BATCH)
