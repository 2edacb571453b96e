"""From a file to rows with verdicts, through corrections, to written rows. The commands wrap this."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Changed, Refused
from torilla.people.importing.columns import guess
from torilla.people.importing.models import WRITES, Import, ImportedRows, Verdict
from torilla.people.importing.verdicts import Judged, Kind, Question, Sheet, SheetRow
from torilla.people.models import Person
from torilla.screening.tables import Table

BATCH = 200
"""Rows in one transaction unless the caller says how many."""
ASKED = 300
"""So many different questions are shown; the others come when these are answered."""
STATE = Import.State


@dataclass(frozen=True)
class Draft:
    """A file as it was read and judged; `content` is what is kept of its rows."""

    kind: Kind
    file_name: str
    heading: tuple[str, ...]
    notes: tuple[Any, ...]
    sheet: Sheet
    judged: list[Judged]
    content: str

    @property
    def counts(self) -> dict[str, int]:
        """How many rows have which verdict."""
        counted = Counter(each.verdict for each in self.judged)
        return {v.value: counted[v.value] for v in Verdict if counted[v.value]}


def draft(kind: Kind, table: Table, *, file_name: str, now: datetime) -> Draft:
    """Guess the columns and judge every row. Reads the database, writes nothing."""
    guessed = guess(table.rows, kind.fields)
    rows = [SheetRow(number, cells) for number, cells in table.rows[guessed.first :]]
    sheet = Sheet(rows, guessed.columns, {})
    judged = kind.judge(sheet, now)
    name = file_name[-200:]
    return Draft(kind, name, guessed.heading, table.notes, sheet, judged, _content(sheet, judged))


def keep(made: Draft, *, actor: Any, now: datetime) -> Import:
    """Keep the file with its verdicts; nothing of it is in force yet."""
    imported = Import.objects.create(
        kind=made.kind.name,
        file_name=made.file_name,
        heading=list(made.heading),
        columns=list(made.sheet.columns),
        notes=[list(note) for note in made.notes],
        started_by=actor if isinstance(actor, Person) else None,
        read_at=now,
        counts=made.counts,
        questions=_questions(made.judged),
    )
    ImportedRows.objects.create(imported=imported, content=made.content)
    audit.record(
        imported, "people.import.read", actor=actor, at=now,
        kind=made.kind.name, rows=len(made.judged),
    )  # fmt: skip
    return imported


def rows_of(imported: Import) -> list[dict[str, Any]]:
    """The rows as they were kept; none when they have been forgotten."""
    kept = ImportedRows.objects.filter(imported=imported).first()
    return json.loads(kept.content) if kept else []


def sheet_of(imported: Import, rows: Iterable[dict[str, Any]]) -> Sheet:
    """The rows again as judging takes them."""
    kept = [SheetRow(row["number"], tuple(row["cells"]), row["skip"]) for row in rows]
    return Sheet(kept, imported.columns, imported.choices)


@dataclass(frozen=True)
class Correction:
    """What a person changes: columns, answers, rows left out or taken in again (by number)."""

    columns: list[str] | None = None
    choices: dict[str, dict[str, str]] = field(default_factory=dict)
    skip: frozenset[int] = frozenset()
    take: frozenset[int] = frozenset()


def redrafted(kind: Kind, imported: Import, correction: Correction, now: datetime) -> Draft:
    """What would be with the correction; writes nothing."""
    sheet = sheet_of(imported, rows_of(imported))
    rows = [
        replace(row, skip=row.number not in correction.take)
        if row.number in correction.skip | correction.take
        else row
        for row in sheet.rows
    ]
    choices = {about: dict(given) for about, given in imported.choices.items()}
    for about, given in correction.choices.items():
        choices.setdefault(about, {}).update(given)
    sheet = Sheet(rows, correction.columns or imported.columns, choices)
    judged = kind.judge(sheet, now)
    return Draft(kind, imported.file_name, (), (), sheet, judged, _content(sheet, judged))


def correct(imported: Import, *, version: int, draft: Draft, actor: Any, now: datetime) -> Import:
    """Keep a correction and what it changes. Changed when somebody corrected meanwhile."""
    current = _locked(imported, version)
    ImportedRows.objects.filter(imported=current).update(content=draft.content)
    current.columns, current.choices = list(draft.sheet.columns), dict(draft.sheet.choices)
    current.counts, current.questions = draft.counts, _questions(draft.judged)
    current.version += 1
    current.save(update_fields=["columns", "choices", "version", "counts", "questions"])
    audit.record(current, "people.import.corrected", actor=actor, at=now, counts=current.counts)
    return current


def begin(imported: Import, *, version: int, actor: Any, now: datetime) -> Import:
    """Let the rows that are new or change something be written. Refused when there is none."""
    current = _locked(imported, version)
    rows = [row for row in rows_of(current) if row["verdict"] in WRITES]
    if not rows:
        raise Refused(_("There is nothing to write: no row is new or changes anything."))
    rows.sort(key=lambda row: (row["depth"], row["number"]))
    current.order = [row["number"] for row in rows]
    current.state, current.total, current.due_at = STATE.WRITING, len(rows), now
    current.save(update_fields=["state", "total", "due_at", "order"])
    audit.record(current, "people.import.begun", actor=actor, at=now, rows=len(rows))
    return current


def leave(imported: Import, *, actor: Any, now: datetime) -> Import:
    """Nothing of the file is written; its rows go."""
    current = _locked(imported, None)
    ImportedRows.objects.filter(imported=current).delete()
    current.state, current.done_at = STATE.LEFT, now
    current.save(update_fields=["state", "done_at"])
    audit.record(current, "people.import.left", actor=actor, at=now)
    return current


def prepare(kind: Kind, imported: Import, now: datetime) -> None:
    """Read the rows that wait to be written; they cannot change any more, and it takes its time."""
    wanted = set(imported.order[imported.written :])
    rows = [row for row in rows_of(imported) if row["number"] in wanted]
    kind.prepare(sheet_of(imported, rows), now)


def write_batch(
    kind: Kind, imported: Import, *, actor: Any, now: datetime, at_once: int = BATCH
) -> int:
    """Write the next `at_once` prepared rows, in the open transaction; how many are left.

    What is there is looked at again: a row that has nothing to bring any more is marked as overtaken.
    """
    current = Import.objects.select_for_update(of=("self",)).get(pk=imported.pk)
    if current.state != STATE.WRITING:
        raise Refused(_("The file is not being written any more."))
    numbers = current.order[current.written : current.written + at_once]
    missed = kind.write(numbers, current, actor, now)
    current.written += len(numbers)
    current.overtaken = [*current.overtaken, *sorted(missed)]
    left: int = max(0, current.total - current.written)
    if not left:
        current.state, current.done_at = STATE.DONE, now
    current.save(update_fields=["state", "done_at", "written", "overtaken", "kept"])
    action = "people.import.written" if left else "people.import.done"
    audit.record(current, action, actor=actor, at=now, rows=len(numbers) - len(missed), left=left)
    return left


def stop(imported: Import, *, actor: Any, now: datetime) -> None:
    """Who began it may not write any more: what is written stays, the rest is not."""
    Import.objects.filter(pk=imported.pk).update(state=STATE.STOPPED, done_at=now)
    audit.record(imported, "people.import.stopped", actor=actor, at=now)


def _locked(imported: Import, version: int | None) -> Import:
    current: Import = Import.objects.select_for_update(of=("self",)).get(pk=imported.pk)
    if current.state != STATE.READ:
        raise Refused(_("The file is not waiting for you any more: it was written or left."))
    if version is not None and current.version != version:
        by = current.started_by.name if current.started_by else "Torilla"
        raise Changed(current, by=by, at=current.read_at)
    return current


def _content(sheet: Sheet, judged: Sequence[Judged]) -> str:
    rows = [
        {
            "number": row.number,
            "cells": row.cells,
            "skip": row.skip,
            "verdict": each.verdict,
            "title": each.title[:300],
            "notes": each.notes,
            "changes": each.changes,
            "depth": each.depth,
        }
        for row, each in zip(sheet.rows, judged, strict=True)
    ]
    return json.dumps(rows, ensure_ascii=False)


def _questions(judged: Iterable[Judged]) -> list[dict[str, Any]]:
    """Each question once, with how many rows have it; those that block come first."""
    counted: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], Question] = {}
    for each in judged:
        for question in each.questions:
            which = (question.about, question.given)
            counted[which] += 1
            first.setdefault(which, question)
    ordered = sorted(counted, key=lambda which: (not first[which].blocks, -counted[which], which))
    return [asdict(first[which]) | {"rows": counted[which]} for which in ordered[:ASKED]]
