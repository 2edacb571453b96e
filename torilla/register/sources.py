"""The register's facts as sources of findings: what they are about and which acts make them stale.

The register's own commands look again in their own transaction; here stands only what others do,
and what comes in bulk.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from django.db.models import Max

from torilla.agreements.models import Agreement
from torilla.guideline.models import Finding
from torilla.guideline.sources import Change, FactSource, Loaded, everything, itself
from torilla.people.models import Holding, Person, Unit
from torilla.policy import Policy
from torilla.policy.address import KNOWN, NAME_AND_ROLE, Names, judge
from torilla.policy.facts import AccountFacts, MunicipalityFacts, UnitFacts
from torilla.register.facts import account_facts
from torilla.register.lifecycle import IN_USE
from torilla.register.models import AccountRecord, Inquiry, Report, Stewardship


def _accounts(ids: Collection[int] | None, now: datetime, policy: Policy) -> Iterator[Loaded]:
    for looked in account_facts(ids, now, policy):
        row = looked.row
        yield Loaded(
            subject_id=row["account_id"],
            facts=looked.facts,
            name=row["name"],
            address=row["address"],
            unit_id=row["unit_id"],
            next_look_at=looked.next_look_at,
        )


def _units(ids: Collection[int] | None, now: datetime, policy: Policy) -> Iterator[Loaded]:
    units = Unit.objects.filter(ended_at=None)
    asked = dict(
        Inquiry.objects.values_list("unit").annotate(at=Max("asked_at")).values_list("unit", "at")
    )
    answered = dict(
        Inquiry.objects.exclude(answered_at=None)
        .values_list("unit")
        .annotate(at=Max("answered_at"))
        .values_list("unit", "at")
    )
    heads = set(
        Holding.objects.at(now).filter(position="head_of_unit").values_list("unit", flat=True)
    )
    for unit in units if ids is None else units.filter(pk__in=ids):
        yield Loaded(
            subject_id=unit.pk,
            facts=UnitFacts(
                now=now,
                kind=unit.kind,
                heads=int(unit.pk in heads),
                asked=asked.get(unit.pk),
                answered=answered.get(unit.pk),
            ),
            name=unit.name,
            address=unit.web_page,
            unit_id=unit.pk,
        )


def _municipality(ids: Collection[int] | None, now: datetime, policy: Policy) -> Iterator[Loaded]:
    root = Unit.objects.filter(kind=Unit.Kind.MUNICIPALITY).first()
    if root is None:
        return
    kept = AccountRecord.objects.at(now).filter(kind="umbrella", state__in=IN_USE)
    facts = MunicipalityFacts(
        now=now,
        units=Unit.objects.filter(ended_at=None).exclude(pk=root.pk).count(),
        umbrellas=frozenset(kept.values_list("account__network", flat=True)),
    )
    yield Loaded(
        subject_id=root.pk, facts=facts, name=root.name, address=root.web_page, unit_id=root.pk
    )


def _where_they_serve(changes: Sequence[Change]) -> set[int]:
    """The accounts of the persons whom the entries are about."""
    persons = {
        int(str(c.details.get("person", c.subject_id)).rpartition(":")[2])
        for c in changes
        if c.details.get("person", c.subject_id)
    }
    return _served_by(persons)


def _whose_agreement(changes: Sequence[Change]) -> set[int]:
    """The accounts of the persons whose agreements the entries are about."""
    agreements = Agreement.objects.filter(pk__in={c.subject_id for c in changes})
    return _served_by(set(agreements.values_list("person", flat=True)))


def _served_by(persons: Collection[int]) -> set[int]:
    served = Stewardship.objects.open().filter(person__in=persons)
    return set(served.values_list("account_id", flat=True))


def _whose_address(changes: Sequence[Change]) -> set[int]:
    """The accounts whose address may be these persons' own, or was by a name that they had."""
    people = Person.objects.filter(pk__in={c.subject_id for c in changes})
    names = Names(*zip(*people.values_list("name", "email"), strict=True))
    given = AccountRecord.objects.open().exclude(role_address="")
    theirs = {
        account
        for account, address in given.values_list("account_id", "role_address")
        if judge(address, domains=(), people=names).reason in (KNOWN, NAME_AND_ROLE)
    }
    broken = Finding.objects.filter(rule="register.role-address", closed_at=None)
    return theirs | set(broken.values_list("subject_id", flat=True))


def _with_address(changes: Sequence[Change]) -> set[int]:
    """The units' addresses say which domains are the municipality's own."""
    given = AccountRecord.objects.open().exclude(role_address="")
    return set(given.values_list("account_id", flat=True))


def _told_of(changes: Sequence[Change]) -> set[int]:
    """The accounts of which these notices tell."""
    notices = [c.subject_id for c in changes]
    return set(Report.objects.filter(notice__in=notices).values_list("account_id", flat=True))


ACCOUNTS = FactSource(
    name="register.accounts",
    facts=AccountFacts,
    subject_kind="account",
    load=_accounts,
    stale_by={
        "people.absence.": _where_they_serve,
        "people.duty_times.": _where_they_serve,
        "people.standing.": _where_they_serve,
        "people.position.": _where_they_serve,
        "people.person.": _whose_address,
        "people.unit.": _with_address,
        "agreements.": _whose_agreement,
        "duties.notice.delivered": _told_of,
        "register.account.added": itself,
    },
)
UNITS = FactSource(
    name="register.units",
    facts=UnitFacts,
    subject_kind="unit",
    load=_units,
    stale_by={
        "people.unit.": itself,
        "people.position.": everything,
        "register.inquiry.made": itself,
    },
)
MUNICIPALITY = FactSource(
    name="register.municipality",
    facts=MunicipalityFacts,
    subject_kind="municipality",
    load=_municipality,
    stale_by={
        "people.unit.": everything,
        "register.account.": everything,
    },
)
SOURCES = (ACCOUNTS, UNITS, MUNICIPALITY)
