"""Writes rows of people in bulk."""

from datetime import datetime
from typing import Any

from torilla.core import audit
from torilla.core.audit import Entry
from torilla.people.importing.people import Difference, Here, PeopleRows, Row, _round, unusable
from torilla.people.models import Person, Standing, Supervision


def write(kind: PeopleRows, rows: list[Row], actor: Any, now: datetime) -> set[int]:
    """Write the rows in the open transaction; the numbers of those that bring nothing any more."""
    by = actor if isinstance(actor, Person) else None
    entries: list[Entry] = []
    here: Here = kind._standing(rows, now)
    above = dict(Supervision.objects.at(now).values_list("person_id", "supervisor_id"))
    found = {row.number: kind._found(row) for row in rows}
    new = [row for row in rows if not found[row.number]]
    who = _added(kind, new, by, now, entries) | {n: f[0] for n, f in found.items() if f}
    missed = set()
    standings: list[tuple[int, Row]] = [(who[row.number], row) for row in new]
    for row in rows:
        if row in new:
            continue
        differs = kind._differs(row, who[row.number], here, above)
        if not differs:
            missed.add(row.number)
        _changed(who[row.number], row, differs, here, by, now, entries)
        if differs.standing:
            standings.append((who[row.number], row))
    _stand(standings, now, entries)
    _supervise(kind, rows, who, above, now, entries)
    audit.record_many(entries, actor=actor, at=now)
    return missed


def _added(
    kind: PeopleRows, rows: list[Row], by: Any, now: datetime, entries: list[Entry]
) -> dict[int, int]:
    made = Person.objects.bulk_create(
        Person(
            name=row.name, email=row.email or None, password=unusable(), changed_at=now,
            changed_by=by,
        )
        for row in rows
    )  # fmt: skip
    for person in made:
        personal = {"name": person.name} | ({"email": person.email} if person.email else {})
        entries.append(Entry(person, "people.person.added", {}, personal))
        kind.persons.add(person.pk, person.name, person.email or "")
    return {row.number: person.pk for row, person in zip(rows, made, strict=True)}


def _changed(
    person: int,
    row: Row,
    differs: Difference,
    here: Here,
    by: Any,
    now: datetime,
    entries: list[Entry],
) -> None:
    if differs.fields:
        somebody = Person.objects.select_for_update(of=("self",)).get(pk=person)
        before = {f"{name}_before": getattr(somebody, name) or "" for name in differs.fields}
        for name, value in differs.fields.items():
            setattr(somebody, name, value)
        somebody.version, somebody.changed_at, somebody.changed_by = somebody.version + 1, now, by
        somebody.save(update_fields=[*differs.fields, "version", "changed_at", "changed_by"])
        personal = {k: v for k, v in (differs.fields | before).items() if v}
        details = {"fields": list(differs.fields), "may_sign_in": somebody.is_active}
        entries.append(Entry(somebody, "people.person.changed", details, personal))
    if differs.title:
        standing = here.standings[person, row.unit or 0]
        standing.title = row.title
        standing.save(update_fields=["title"])
        details = {
            "person": person,
            "standing": standing.pk,
            "kind": standing.kind,
            "unit": row.unit,
        }
        entries.append(Entry(Person(pk=person), "people.standing.given", details))


def _stand(standings: list[tuple[int, Row]], now: datetime, entries: list[Entry]) -> None:
    made = Standing.objects.bulk_create(
        Standing(person_id=person, kind=row.kind, unit_id=row.unit, title=row.title, since=now)
        for person, row in standings
    )
    for each in made:
        details = {
            "person": each.person_id, "standing": each.pk, "kind": each.kind, "unit": each.unit_id,
        }  # fmt: skip
        entries.append(Entry(Person(pk=each.person_id), "people.standing.given", details))


def _supervise(
    kind: PeopleRows,
    rows: list[Row],
    who: dict[int, int],
    above: dict[int, int],
    now: datetime,
    entries: list[Entry],
) -> None:
    wanted: dict[int, int] = {}
    for row in rows:
        person, chief = who[row.number], kind._chief(row)
        if chief is None or above.get(person) == chief or _round(person, chief, above):
            continue
        wanted[person], former = chief, above.get(person)
        above[person] = chief
        details = {"person": person, "supervisor": chief, "former": former}
        entries.append(Entry(Person(pk=person), "people.supervisor.set", details))
    Supervision.objects.open().filter(person__in=list(wanted)).update(until=now)
    Supervision.objects.bulk_create(
        Supervision(person_id=person, supervisor_id=chief, since=now)
        for person, chief in wanted.items()
    )
