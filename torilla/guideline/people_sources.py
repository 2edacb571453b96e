"""What of the organisation the rules look at: positions that are filled, persons who have a supervisor.

They stand here since `people` lies below the guideline and knows nothing of findings. Units are
looked at by `register`, which also knows what each was asked (C4).
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from django.conf import settings
from django.utils import translation

from torilla.guideline.sources import Change, FactSource, Loaded, everything
from torilla.guideline.texts import position_name
from torilla.people.models import Holding, Person, Standing, Supervision
from torilla.people.positions import MUNICIPAL_MANAGER, OF_A_UNIT, POSITIONS
from torilla.policy import Policy
from torilla.policy.facts import PersonFacts, PositionFacts

EMPLOYED = ("employee", "office_holder")
NUMBERS = {key: number for number, (key, _name) in enumerate(POSITIONS, 1)}
"""The subject ids of positions; the order of `POSITIONS` never changes, new ones go last."""


def _positions(ids: Collection[int] | None, now: datetime, policy: Policy) -> Iterator[Loaded]:
    # Stored in one language whoever asks; pages name positions in their reader's.
    with translation.override(settings.LANGUAGE_CODE):
        names = {position: position_name(policy, position) for position in NUMBERS}
    held = list(Holding.objects.at(now).filter(unit=None).values_list("position", flat=True))
    for position, number in NUMBERS.items():
        if position in OF_A_UNIT or (ids is not None and number not in ids):
            continue
        facts = PositionFacts(now=now, position=position, holders=held.count(position))
        yield Loaded(subject_id=number, facts=facts, name=names[position])


def _persons(ids: Collection[int] | None, now: datetime, policy: Policy) -> Iterator[Loaded]:
    supervised = set(Supervision.objects.at(now).values_list("person_id", flat=True))
    managers = Holding.objects.at(now).filter(position=MUNICIPAL_MANAGER)
    leads = set(managers.values_list("person_id", flat=True))
    employed = Standing.objects.at(now).filter(kind__in=EMPLOYED)
    rows = Person.objects.filter(is_active=True, erased_at=None)
    if ids is not None:
        rows, employed = rows.filter(pk__in=ids), employed.filter(person__in=ids)
    units = dict(employed.values_list("person_id", "unit_id"))
    for pk, name in rows.order_by("pk").values_list("pk", "name").iterator(chunk_size=5000):
        facts = PersonFacts(
            now=now, employed=pk in units, supervised=pk in supervised, is_manager=pk in leads
        )
        unit = units.get(pk)
        yield Loaded(subject_id=pk, facts=facts, name=name, unit_id=unit, person_ids=(pk,))


def _concerned(changes: Sequence[Change]) -> set[int]:
    """The persons whom the entries are about: as their subject, or named among the details."""
    found = {c.subject_id for c in changes if c.kind == "people.person" and c.subject_id}
    for change in changes:
        person = change.details.get("person")
        if person is not None:
            found.add(int(str(person).rpartition(":")[2]))
    return found


POSITIONS_FILLED = FactSource(
    name="people.positions",
    facts=PositionFacts,
    subject_kind="position",
    load=_positions,
    stale_by={"people.": everything},
)
PERSONS = FactSource(
    name="people.persons",
    facts=PersonFacts,
    subject_kind="person",
    load=_persons,
    stale_by={"people.": _concerned},
)
SOURCES = (POSITIONS_FILLED, PERSONS)
