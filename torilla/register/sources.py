"""The register's facts as sources of findings: what they are about and which acts make them stale.

The register's own commands look again in their own transaction; here stands only what others do,
and what comes in bulk.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from django.db.models import Max

from torilla.guideline.sources import Change, FactSource, Loaded, everything, itself
from torilla.people.models import Holding, Unit
from torilla.policy import Policy
from torilla.policy.facts import AccountFacts, MunicipalityFacts, UnitFacts
from torilla.register.facts import account_facts
from torilla.register.models import AccountRecord, Inquiry, Report, Stewardship


def _accounts(ids: Collection[int] | None, now: datetime, policy: Policy) -> Iterator[Loaded]:
    for row, facts in account_facts(ids, now):
        yield Loaded(
            subject_id=row["account_id"],
            facts=facts,
            name=row["name"],
            address=row["address"],
            unit_id=row["unit_id"],
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
    kept = AccountRecord.objects.at(now).filter(kind="umbrella").exclude(state="closed")
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
    served = Stewardship.objects.open().filter(person__in=persons)
    return set(served.values_list("account_id", flat=True))


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
