"""Rows of a list of accounts: what would happen to each, and the writing of those that are clear."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_noop

from torilla.connectors import registry
from torilla.connectors.address import Address
from torilla.people.importing.known import Persons, Units, offered
from torilla.people.importing.verdicts import Judged, Sheet
from torilla.register.importing.comparing import Difference, called_so, difference
from torilla.register.importing.fields import FIELDS, ROLES
from torilla.register.importing.parsing import NO_UNIT, Parsed, Parser
from torilla.register.importing.standing import Standing, standing
from torilla.register.importing.words import WORDS
from torilla.register.importing.writing import Written, write
from torilla.register.lifecycle import AccountStates
from torilla.register.models import AccountRecord

TWICE = gettext_noop("The same account stands on row {number} already; that row counts.")
OTHERWISE = gettext_noop(
    "The same account stands on row {number} and says something else; that row counts."
)


class Accounts:
    """The kind of file that a register is made of."""

    name = "accounts"
    fields = FIELDS

    def __init__(self) -> None:
        self.prepared: dict[int, Parsed] = {}

    @cached_property
    def units(self) -> Units:
        """Read once: one object of this kind serves one request, or one turn of the worker."""
        return Units.load()

    @cached_property
    def persons(self) -> Persons:
        return Persons.load()

    def judge(self, sheet: Sheet, now: datetime) -> list[Judged]:
        """The verdict on every row, against the register and the rows before it."""
        units, persons = self.units, self.persons
        parser = Parser(units, persons, sheet.choices)
        there = standing(None, now)
        seen: dict[tuple[str, str], tuple[int, Parsed]] = {}
        judged = []
        for row in sheet.rows:
            parsed = parser.parse(sheet.values(row))
            title = _title(parsed, sheet.values(row))
            if row.skip:
                judged.append(Judged(row.number, "skipped", title))
                continue
            one = _judged(row.number, title, parsed, there, units, persons, seen)
            judged.append(one)
        return judged

    def prepare(self, sheet: Sheet, now: datetime) -> None:
        """Read what the rows say."""
        parser = Parser(self.units, self.persons, sheet.choices)
        self.prepared = {row.number: parser.parse(sheet.values(row)) for row in sheet.rows}

    def write(self, numbers: list[int], imported: Any, actor: Any, now: datetime) -> set[int]:
        """Write these rows as they are to be understood now."""
        parsed = {number: self.prepared[number] for number in numbers}
        handles = {_handle(p.address) for p in parsed.values() if p.address}
        there = standing(handles, now)
        rows, missed = [], set()
        for number, each in parsed.items():
            before = there.get(_handle(each.address)) if each.address else None
            found = difference(each, before, self.units)
            if each.address is not None and (before is None or found):
                rows.append(Written(each.address, before, found))
            else:
                missed.add(number)
        write(rows, imported, actor=actor, now=now)
        return missed

    def shown(self, field: str, value: str) -> str:
        """A key of the register in the reader's words."""
        if field in WORDS:
            return ", ".join(str(WORDS[field].get(word, word)) for word in value.split(", "))
        names = AccountStates.NAMES if field == "state" else dict(AccountRecord.Kind.choices)
        return str(names.get(value, value)) if field in ("state", "kind") and value else value

    def options(self, question: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Networks, units or persons; for names without a network those that allow such a name."""
        about = question["about"]
        if about == "unit":
            units = self.units
            going_on = {
                pk: label for pk, label in units.labels.items() if units.by_pk[pk].ended_at is None
            }
            return offered(question, going_on)
        if about == "person":
            return offered(question, {pk: self.persons.label(pk) for pk in self.persons.names})
        slugs = question["offered"] or [network.slug for network in registry.networks()]
        return [(slug, registry.network(slug).name) for slug in slugs]


def _judged(
    number: int,
    title: str,
    parsed: Parsed,
    there: Mapping[tuple[str, str], Standing],
    units: Units,
    persons: Persons,
    seen: dict[tuple[str, str], tuple[int, Parsed]],
) -> Judged:
    if parsed.address is None:
        asks = any(question.blocks for question in parsed.questions)
        verdict = "unclear" if asks else "unreadable"
        why = [parsed.why] if parsed.why else []
        return Judged(number, verdict, title, [*why, *parsed.notes], questions=parsed.questions)
    handle = _handle(parsed.address)
    if handle in seen:
        first, before = seen[handle]
        same = before.values == parsed.values and before.stewards == parsed.stewards
        return Judged(number, "twice", title, [(TWICE if same else OTHERWISE, {"number": first})])
    seen[handle] = (number, parsed)
    known = there.get(handle)
    found = difference(parsed, known, units)
    _forget_what_is_known(parsed, known, units)
    verdict = "new" if known is None else "change" if found else "same"
    notes = [*parsed.notes, *found.notes]
    changes = _changes(found, known, units, persons)
    return Judged(number, verdict, title, notes, changes, parsed.questions)


def _forget_what_is_known(parsed: Parsed, known: Standing | None, units: Units) -> None:
    """A unit or person that the account has already needs no question, even when gone by now."""
    if known is None:
        return
    if called_so(parsed.values.get("unit_said", ""), known.values["unit_id"], units):
        parsed.questions = [q for q in parsed.questions if q.about != "unit"]
        parsed.notes = [note for note in parsed.notes if note[0] != NO_UNIT]
    gone = [who for role, who in parsed.unresolved if not _called(role, who, known)]
    if not gone:
        parsed.questions = [q for q in parsed.questions if q.about != "person"]


def _called(role: str, who: str, known: Standing) -> bool:
    return (role, " ".join(who.casefold().split())) in known.called


def _changes(
    found: Difference, known: Standing | None, units: Units, persons: Persons
) -> list[tuple[str, str, str]]:
    """Field, before and after in the plain words of the file."""
    changes = []
    for name, value in found.values.items():
        shown = units.labels.get(value, "") if name == "unit_id" else _shown(value)
        before = known.values[name] if known else ""
        if name == "unit_id":
            before = units.labels.get(before or 0, "")
        changes.append((name.removesuffix("_id"), _shown(before), shown))
    for role in ROLES:
        named = [persons.names[person] for r, person in found.stewards if r == role]
        if named:
            changes.append((role, "", ", ".join(named)))
    return changes


def _shown(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value or "")


def _title(parsed: Parsed, cells: Mapping[str, str]) -> str:
    if parsed.address is not None:
        return parsed.address.url
    return (
        cells.get("address")
        or cells.get("handle")
        or cells.get("name")
        or " · ".join(cell for cell in cells.values() if cell.strip())
    )


def _handle(address: Address) -> tuple[str, str]:
    return address.network, address.handle
