"""Rows of a list of people: name, address, unit, title, supervisor."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from torilla.people.importing.cells import clean, folded, key
from torilla.people.importing.columns import Field
from torilla.people.importing.known import Persons, Units, offered, taken_apart
from torilla.people.importing.verdicts import Judged, Question, Said, Sheet
from torilla.people.models import Person, Standing, Supervision

NO_NAME = gettext_noop("There is no name on the row.")
NO_EMAIL = gettext_noop("“{given}” is not an e-mail address and is left out.")
NO_UNIT = gettext_noop("The unit “{given}” is not known and is left out.")
NO_CHIEF = gettext_noop("The supervisor “{given}” is not known and is left out.")
CIRCLE = gettext_noop("The supervisor stands below this person already and is left out.")
SEVERAL = gettext_noop("There are several people of this name. Add the e-mail address.")
TWICE = gettext_noop("The same person stands on row {number} already; that row counts.")
GONE = gettext_noop("The address belongs to somebody who may not sign in any more.")
FIELDS = (
    Field("name", _("Name"), (
        "nimi", "henkilö", "koko nimi", "sukunimi etunimi", "namn", "person", "full name",
    )),
    Field("first_name", _("First name"), ("etunimi", "etunimet", "förnamn", "given name")),
    Field("last_name", _("Last name"), ("sukunimi", "efternamn", "surname", "family name")),
    Field("email", _("E-mail"), (
        "sähköposti", "sähköpostiosoite", "e-post", "e-postadress", "e-mail", "mail", "email address",
    ), lambda cell: "@" in cell[1:] and " " not in cell.strip()),
    Field("unit", _("Unit"), (
        "yksikkö", "osasto", "toimiala", "organisaatio", "työyksikkö", "enhet", "avdelning",
        "department",
    )),
    Field("title", _("Title"), (
        "nimike", "tehtävänimike", "titteli", "ammattinimike", "titel", "yrkesbeteckning",
        "job title",
    )),
    Field("kind", _("Standing"), (
        "asema", "palvelussuhde", "suhde", "ställning", "anställning", "employment",
    )),
    Field("supervisor", _("Supervisor"), (
        "esihenkilö", "esimies", "lähiesihenkilö", "lähin esihenkilö", "chef", "förman", "närmaste chef",
        "manager",
    )),
)  # fmt: skip
KINDS = {
    "employee": ("työntekijä", "työsuhde", "anställd", "employee"),
    "office_holder": ("viranhaltija", "virkasuhde", "virka", "tjänsteinnehavare", "official"),
    "elected_official": ("luottamushenkilö", "valtuutettu", "förtroendevald", "councillor"),
}
_KIND = {key(word): kind for kind, words in KINDS.items() for word in (kind, *words)}


@dataclass
class Row:
    """What a row says of a person."""

    number: int
    name: str
    email: str
    unit: int | None = None
    title: str = ""
    kind: str = "employee"
    supervisor: str = ""
    notes: list[Said] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


@dataclass
class Difference:
    """What the row changes of somebody who is here."""

    fields: dict[str, str] = field(default_factory=dict)
    standing: bool = False
    title: bool = False
    supervisor: bool = False

    def __bool__(self) -> bool:
        return bool(self.fields or self.standing or self.title or self.supervisor)


class PeopleRows:
    """The kind of file that a staff list is."""

    name = "people"
    fields = FIELDS

    def __init__(self) -> None:
        self.prepared: dict[int, Row] = {}

    @cached_property
    def units(self) -> Units:
        """Read once: one object of this kind serves one request, or one turn of the worker."""
        return Units.load()

    @cached_property
    def persons(self) -> Persons:
        return Persons.load()

    def judge(self, sheet: Sheet, now: datetime) -> list[Judged]:
        """The verdict on every row."""
        rows = {row.number: self._row(row.number, sheet.values(row), sheet) for row in sheet.rows}
        there = self._standing(rows.values(), now)
        above = dict(Supervision.objects.at(now).values_list("person_id", "supervisor_id"))
        depths = _depths(rows.values())
        taken = _gone_addresses(rows.values())
        seen: dict[tuple[str, str], int] = {}
        judged = []
        for sheet_row in sheet.rows:
            row = rows[sheet_row.number]
            if sheet_row.skip:
                judged.append(Judged(row.number, "skipped", row.name))
                continue
            one = self._judged(row, there, above, depths, seen, taken)
            judged.append(one)
        return judged

    def _judged(
        self,
        row: Row,
        there: "Here",
        above: dict[int, int],
        depths: Mapping[int, int],
        seen: dict[tuple[str, str], int],
        taken: set[str],
    ) -> Judged:
        shown = f"{row.name} <{row.email}>" if row.email else row.name
        if not row.name:
            return Judged(row.number, "unreadable", shown, [(NO_NAME, {})])
        if row.email in taken:
            return Judged(row.number, "unreadable", shown, [(GONE, {})])
        who = ("", row.email) if row.email else (folded(row.name), "")
        if who in seen:
            return Judged(row.number, "twice", shown, [(TWICE, {"number": seen[who]})])
        seen[who] = row.number
        found = self._found(row)
        if len(found) > 1:
            return Judged(row.number, "unclear", shown, [(SEVERAL, {})])
        if row.supervisor and depths[row.number] < 0:
            row.supervisor = ""
            row.notes.append((CIRCLE, {}))
        self._ask_chief(row, depths)
        if not found:
            changes = self._told(row)
            return Judged(
                row.number, "new", shown, row.notes, changes, row.questions, depths[row.number]
            )
        differs = self._differs(row, found[0], there, above)
        changes = [
            *((name, there.of(found[0], name), value) for name, value in differs.fields.items()),
            *([("unit", "", self.units.labels.get(row.unit or 0, ""))] if differs.standing else []),
            *([("title", there.title(found[0], row), row.title)] if differs.title else []),
            *([("supervisor", "", row.supervisor)] if differs.supervisor else []),
        ]
        verdict = "change" if differs else "same"
        return Judged(
            row.number,
            verdict,
            shown,
            row.notes,
            changes,
            row.questions,
            max(0, depths[row.number]),
        )

    def _row(self, number: int, given: Mapping[str, str], sheet: Sheet) -> Row:
        cells = {name: clean(cell) for name, cell in given.items()}
        both = f"{cells.get('first_name', '')} {cells.get('last_name', '')}".strip()
        name, address = taken_apart(cells.get("name", "") or both)
        last, comma, first = name.partition(",")
        name = f"{clean(first)} {clean(last)}" if comma and clean(first) else name
        row = Row(number, name[:200], (cells.get("email", "") or address).lower())
        if row.email and not _is_email(row.email):
            row.notes.append((NO_EMAIL, {"given": row.email[:100]}))
            row.email = ""
        row.title = cells.get("title", "")[:200]
        row.kind = _KIND.get(key(cells.get("kind", "")), "employee")
        row.supervisor = cells.get("supervisor", "")
        if said := cells.get("unit", ""):
            unit = self.units.asked(said, sheet.choices)
            if isinstance(unit, Question):
                row.questions.append(unit)
                row.notes.append((NO_UNIT, {"given": said[:100]}))
            else:
                row.unit = unit
        answer = sheet.choices.get("person", {}).get(key(row.supervisor), "")
        if answer == "-":
            row.supervisor = ""
        elif answer.isdigit() and int(answer) in self.persons.names:
            row.supervisor = self.persons.label(int(answer))
        return row

    def _found(self, row: Row) -> list[int]:
        """Who the row speaks of: by address; by name only where one of the two has no address."""
        if row.email in self.persons.by_email:
            return [self.persons.by_email[row.email]]
        named = self.persons.named.get(folded(row.name), [])
        return [pk for pk in named if not (row.email and self.persons.emails[pk])]

    def _ask_chief(self, row: Row, depths: Mapping[int, int]) -> None:
        if not row.supervisor or depths[row.number] > 0:
            return
        found = self.persons.asked(row.supervisor, {})
        if isinstance(found, Question):
            row.questions.append(found)
            row.notes.append((NO_CHIEF, {"given": row.supervisor[:100]}))

    def _told(self, row: Row) -> list[tuple[str, str, str]]:
        unit = self.units.labels.get(row.unit or 0, "")
        told = (("unit", unit), ("title", row.title), ("supervisor", row.supervisor))
        return [(name, "", value) for name, value in told if value]

    def _standing(self, rows: Any, now: datetime) -> "Here":
        ids = {pk for row in rows for pk in self._found(row)}
        here = Here(self.persons)
        for standing in Standing.objects.at(now).filter(unit__isnull=False):
            if standing.person_id in ids:
                here.standings[standing.person_id, standing.unit_id] = standing
        return here

    def _differs(self, row: Row, person: int, here: "Here", above: Mapping[int, int]) -> Difference:
        differs = Difference()
        if row.name != clean(self.persons.names[person]):
            differs.fields["name"] = row.name
        if row.email and row.email != self.persons.emails[person]:
            differs.fields["email"] = row.email
        if row.unit is not None:
            standing = here.standings.get((person, row.unit))
            differs.standing = standing is None
            differs.title = bool(standing and row.title and row.title != clean(standing.title))
        chief = self._chief(row)
        if chief is not None and chief != above.get(person):
            differs.supervisor = not _round(person, chief, above)
        return differs

    def _chief(self, row: Row) -> int | None:
        found = self.persons.found(row.supervisor) if row.supervisor else []
        return found[0] if len(found) == 1 else None

    def prepare(self, sheet: Sheet, now: datetime) -> None:
        """Read what the rows say."""
        self.prepared = {
            row.number: self._row(row.number, sheet.values(row), sheet) for row in sheet.rows
        }

    def write(self, numbers: list[int], imported: Any, actor: Any, now: datetime) -> set[int]:
        """Write these rows: the new persons, then what changes, then who supervises whom."""
        from torilla.people.importing.people_writing import write  # it needs this module's rows

        return write(self, [self.prepared[number] for number in numbers], actor, now)

    def options(self, question: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Units or persons."""
        if question["about"] == "person":
            return offered(question, {pk: self.persons.label(pk) for pk in self.persons.names})
        going_on = {
            pk: label
            for pk, label in self.units.labels.items()
            if self.units.by_pk[pk].ended_at is None
        }
        return offered(question, going_on)


class Here:
    """What is known of the persons whom the file speaks of."""

    def __init__(self, persons: Persons) -> None:
        self.persons = persons
        self.standings: dict[tuple[int, int], Standing] = {}

    def of(self, person: int, name: str) -> str:
        return self.persons.names[person] if name == "name" else self.persons.emails[person]

    def title(self, person: int, row: Row) -> str:
        standing = self.standings.get((person, row.unit or 0))
        return standing.title if standing else ""


def unusable() -> str:
    """A password that nobody has; a new one each time, as Django wants it."""
    return make_password(None)


def _gone_addresses(rows: Any) -> set[str]:
    wanted = {row.email for row in rows if row.email}
    gone = Person.objects.filter(email__isnull=False).exclude(is_active=True, erased_at=None)
    return wanted & set(gone.values_list("email", flat=True))


def _depths(rows: Any) -> dict[int, int]:
    """How many rows of the file stand above each as supervisors; -1 where that goes round."""
    rows = list(rows)
    by_name = {folded(row.name): row for row in reversed(rows)}
    by_email = {row.email: row for row in rows if row.email}
    depths = {}
    for row in rows:
        depth, met, each = 0, {row.number}, row
        while each.supervisor:
            name, email = taken_apart(each.supervisor)
            chief = by_email.get(email) or by_name.get(folded(name))
            if chief is None:
                break
            if chief.number in met:
                depth = -1
                break
            met.add(chief.number)
            depth, each = depth + 1, chief
        depths[row.number] = depth
    return depths


def _round(person: int, chief: int, above: Mapping[int, int]) -> bool:
    who: int | None = chief
    met: set[int] = set()
    while who is not None and who not in met:
        if who == person:
            return True
        met.add(who)
        who = above.get(who)
    return False


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254
