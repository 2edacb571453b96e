"""Rows of a list of units: the organisation as a tree by name and parent."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from torilla.core import audit
from torilla.people.importing.cells import clean, folded, key
from torilla.people.importing.columns import Field
from torilla.people.importing.known import STEP, Units, offered
from torilla.people.importing.verdicts import Judged, Question, Said, Sheet
from torilla.people.models import Person, Unit

NO_NAME = gettext_noop("There is no name on the row.")
NO_PARENT = gettext_noop("The unit above, “{given}”, is neither known nor in the file.")
NO_ROOT = gettext_noop("The municipality itself has no unit yet, so nothing can belong to it.")
CIRCLE = gettext_noop("The unit would belong to itself.")
TWICE = gettext_noop("The same unit stands on row {number} already; that row counts.")
LEFT = gettext_noop("“{given}” cannot be read and is left out.")
FIELDS = (
    Field("name", _("Name"), (
        "nimi", "yksikkö", "yksikön nimi", "organisaatio", "namn", "enhet", "enhetens namn", "unit",
        "unit name",
    )),
    Field("parent", _("Belongs to"), (
        "kuuluu", "ylempi yksikkö", "yläyksikkö", "toimiala", "emoyksikkö", "isäntä", "hör till",
        "överordnad enhet", "sektor", "parent", "parent unit",
    )),
    Field("kind", _("Kind"), ("tyyppi", "laji", "typ", "slag", "type")),
    Field("role_address", _("Role address"), (
        "yhteinen sähköpostiosoite", "sähköposti", "sähköpostiosoite", "e-post", "e-postadress",
        "email", "e-mail",
    )),
    Field("web_page", _("Web page"), (
        "verkkosivu", "www", "kotisivu", "osoite", "webbsida", "webbplats", "web", "page", "url",
    )),
)  # fmt: skip
KINDS = {
    "sector": ("toimiala", "sektor", "sector", "palvelualue", "osasto"),
    "unit": ("yksikkö", "enhet", "unit"),
    "programme": ("ohjelma", "program", "programme"),
    "project": ("hanke", "projekti", "projekt", "project"),
}
_KIND = {key(word): kind for kind, words in KINDS.items() for word in words}


@dataclass
class Row:
    """What a row says: `parent` is an id, the folded name of another row, or None for the top."""

    number: int
    name: str
    parent: int | str | None = None
    values: dict[str, str] = field(default_factory=dict)
    notes: list[Said] = field(default_factory=list)
    question: Question | None = None


class UnitRows:
    """The kind of file that an organisation is made of."""

    name = "units"
    fields = FIELDS

    def __init__(self) -> None:
        self.prepared: dict[int, Row] = {}
        self.made: dict[str, int] = {}

    @cached_property
    def units(self) -> Units:
        """Read once: one object of this kind serves one request, or one turn of the worker."""
        return Units.load()

    @cached_property
    def root(self) -> Unit | None:
        tops = [u for u in self.units.by_pk.values() if u.kind == Unit.Kind.MUNICIPALITY]
        return tops[0] if tops else None

    def judge(self, sheet: Sheet, now: datetime) -> list[Judged]:
        """The verdict on every row."""
        rows = self._rows(sheet)
        named = _by_name(rows)
        judged: list[Judged] = []
        for sheet_row in sheet.rows:
            row = rows[sheet_row.number]
            if sheet_row.skip:
                judged.append(Judged(row.number, "skipped", row.name))
            else:
                judged.append(self._judged(row, named))
        return judged

    def _judged(self, row: Row, named: Mapping[str, list[Row]]) -> Judged:
        if not row.name:
            return Judged(row.number, "unreadable", notes=[(NO_NAME, {})])
        first = next(r for r in named[folded(row.name)] if r.parent == row.parent)
        if first is not row:
            return Judged(row.number, "twice", row.name, [(TWICE, {"number": first.number})])
        there = self._there(row)
        if there is not None:
            changes = self._changes(row, there)
            return Judged(row.number, "change" if changes else "same", row.name, row.notes, changes)
        if row.question is not None:
            return Judged(row.number, "unclear", row.name, row.notes, questions=[row.question])
        if self.root is None:
            return Judged(row.number, "unclear", row.name, [(NO_ROOT, {})])
        depth = _depth(row, named)
        if depth < 0:
            return Judged(row.number, "unreadable", row.name, [(CIRCLE, {})])
        shown = [(name, "", value) for name, value in row.values.items() if name != "parent_said"]
        above = row.values.get("parent_said") or self.root.name
        return Judged(
            row.number, "new", row.name, row.notes, [*shown, ("parent", "", above)], depth=depth
        )

    def _rows(self, sheet: Sheet) -> dict[int, Row]:
        cells = {r.number: {k: clean(v) for k, v in sheet.values(r).items()} for r in sheet.rows}
        names = {folded(each.get("name", "").rpartition(STEP)[2]) for each in cells.values()}
        return {number: self._row(number, each, names, sheet) for number, each in cells.items()}

    def _row(self, number: int, cells: Mapping[str, str], names: set[str], sheet: Sheet) -> Row:
        above, _step, name = cells.get("name", "").rpartition(STEP)
        row = Row(number, name[:200])
        self._values(row, cells)
        self._parent(row, cells.get("parent", "") or above, names, sheet)
        return row

    def _values(self, row: Row, cells: Mapping[str, str]) -> None:
        kind = cells.get("kind", "")
        if key(kind) in _KIND:
            row.values["kind"] = _KIND[key(kind)]
        for name, check in (("role_address", validate_email), ("web_page", URLValidator())):
            text = cells.get(name, "")
            if not text:
                continue
            text = text.lower() if name == "role_address" else _with_scheme(text)
            try:
                check(text)
                row.values[name] = text[:254]
            except ValidationError:
                row.notes.append((LEFT, {"given": text[:100]}))

    def _parent(self, row: Row, said: str, names: set[str], sheet: Sheet) -> None:
        if not said:
            return
        row.values["parent_said"] = said
        found = self.units.asked(said, sheet.choices)
        if isinstance(found, int):
            row.parent = found
        elif folded(said.rpartition(STEP)[2]) in names:
            row.parent = folded(said.rpartition(STEP)[2])
        elif isinstance(found, Question):
            row.question = replace(found, blocks=True)
            row.notes.append((NO_PARENT, {"given": said[:100]}))

    def _there(self, row: Row) -> Unit | None:
        """The unit that the row speaks of, where there is one."""
        found = [self.units.by_pk[pk] for pk in self.units.named.get(folded(row.name), [])]
        root = self.root.pk if self.root else None
        above = {None: None, **{u.pk: folded(u.name) for u in self.units.by_pk.values()}}
        for unit in found:
            if row.parent is None and (len(found) == 1 or unit.parent_id in (None, root)):
                return unit
            if row.parent in (unit.parent_id, above.get(unit.parent_id)):
                return unit
        return None

    def _changes(self, row: Row, unit: Unit) -> list[tuple[str, str, str]]:
        """Addresses and kinds that differ; a unit is moved on its own page, not by a list."""
        changes = []
        for name, value in row.values.items():
            if name == "parent_said" or (name == "kind" and unit.kind == Unit.Kind.MUNICIPALITY):
                continue
            before = getattr(unit, name)
            if before != value:
                changes.append((name, before, value))
        return changes

    def prepare(self, sheet: Sheet, now: datetime) -> None:
        """Read what the rows say."""
        self.prepared = self._rows(sheet)

    def write(self, numbers: list[int], imported: Any, actor: Any, now: datetime) -> set[int]:
        """Write these rows, those above first."""
        waiting = [self.prepared[number] for number in numbers]
        by = actor if isinstance(actor, Person) else None
        missed, entries = set(), []
        while waiting:
            rest = []
            for row in waiting:
                parent = self._above(row)
                if parent is None:
                    rest.append(row)
                elif not self._write(row, parent, by, now, entries):
                    missed.add(row.number)
            if len(rest) == len(waiting):
                missed |= {row.number for row in rest}
                break
            waiting = rest
        audit.record_many(entries, actor=actor, at=now)
        return missed

    def _above(self, row: Row) -> int | None:
        if row.parent is None:
            return self.root.pk if self.root else None
        if isinstance(row.parent, int):
            return row.parent
        known = self.units.named.get(row.parent, [])
        return self.made.get(row.parent) or (known[0] if len(known) == 1 else None)

    def _write(
        self, row: Row, parent: int, by: Any, now: datetime, entries: list[audit.Entry]
    ) -> bool:
        values = {k: v for k, v in row.values.items() if k != "parent_said"}
        there = self._there(row)
        if there is None:
            kind = values.pop("kind", Unit.Kind.UNIT)
            unit = Unit.objects.create(
                name=row.name, kind=kind, parent_id=parent, changed_at=now, changed_by=by, **values
            )
            self.made[folded(row.name)] = unit.pk
            details = {"name": unit.name, "kind": kind, "parent": parent}
            entries.append(audit.Entry(unit, "people.unit.added", details))
            return True
        differing = [name for name, _before, _after in self._changes(row, there)]
        for name in differing:
            setattr(there, name, values[name])
        there.version, there.changed_at, there.changed_by = there.version + 1, now, by
        if differing:
            there.save(update_fields=[*differing, "version", "changed_at", "changed_by"])
            details = {"fields": differing, "name": there.name, "kind": there.kind}
            entries.append(audit.Entry(there, "people.unit.changed", details))
        return bool(differing)

    def options(self, question: Mapping[str, Any]) -> list[tuple[str, str]]:
        """The units that go on."""
        going_on = {
            pk: label
            for pk, label in self.units.labels.items()
            if self.units.by_pk[pk].ended_at is None
        }
        return offered(question, going_on)


def _by_name(rows: Mapping[int, Row]) -> dict[str, list[Row]]:
    named: dict[str, list[Row]] = defaultdict(list)
    for row in rows.values():
        named[folded(row.name)].append(row)
    return named


def _depth(row: Row, named: Mapping[str, list[Row]]) -> int:
    """How many rows of the file stand above; -1 where that goes round."""
    depth, met, each = 0, {row.number}, row
    while isinstance(each.parent, str):
        each = named[each.parent][0]
        if each.number in met:
            return -1
        met.add(each.number)
        depth += 1
    return depth


def _with_scheme(text: str) -> str:
    return text if "://" in text else f"https://{text}"
