"""Lists of accounts, people and units on their way in; the same operations for each kind."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router

from torilla.api import seeing
from torilla.api.acting import Deed
from torilla.api.problems import Stopped
from torilla.api.routing import reads, writes
from torilla.api.schemas import lists as shapes
from torilla.api.schemas.common import InPath, Part, paged, worded
from torilla.api.views_guideline import decoded
from torilla.core.command import Refused
from torilla.people.importing.handling import Correction, draft, redrafted, rows_of
from torilla.people.importing.models import Import
from torilla.people.importing.verdicts import Kind
from torilla.people.importing.views import Way, said
from torilla.people.views_import import PEOPLE, UNITS
from torilla.register.views_import import ACCOUNTS
from torilla.screening.documents import Unreadable
from torilla.screening.tables import read_table

router = Router(tags=["lists"])


def _file(request: HttpRequest, way: Way, id: int) -> Import:
    seeing.must_see(request, way.permission)
    imported: Import = seeing.one(Import.objects.filter(kind=way.name), id)
    return imported


def _draft(way: Way, given: shapes.SendList, now: Any) -> Any:
    try:
        table = read_table(decoded(given.content))
    except Unreadable as error:
        raise Refused(_(error.message).format_map(error.values), field="content") from error
    return draft(way.kind(), table, file_name=given.name, now=now)


def _correction(kind: Kind, imported: Import, given: shapes.CorrectList) -> Correction:
    """What was sent, where it speaks of fields and questions that there are."""
    known = {field.name for field in kind.fields} | {""}
    columns = given.columns
    if columns is not None and (
        len(columns) != len(imported.columns) or not known.issuperset(columns)
    ):
        raise Stopped("refused", _("Name one of the fields, or none, for each column."))
    asked = {(question["about"], question["given"]) for question in imported.questions}
    choices: dict[str, dict[str, str]] = {}
    for each in given.answers:
        if (each.about, each.given) not in asked:
            raise Stopped("refused", _("This was not asked: %(given)s.") % {"given": each.given})
        choices.setdefault(each.about, {})[each.given] = each.answer
    return Correction(columns, choices, frozenset(given.skip), frozenset(given.take))


def _head(imported: Import) -> dict[str, Any]:
    return {
        "id": imported.pk,
        "version": imported.version,
        "file_name": imported.file_name,
        "state": worded(imported.state, imported.get_state_display()),
        "read_at": imported.read_at.isoformat(),
        "counts": imported.counts,
        "total": imported.total,
        "written": imported.written,
    }


def _questions(kind: Kind, imported: Import) -> Iterator[dict[str, Any]]:
    for question in imported.questions:
        yield {
            "about": question["about"],
            "given": question["given"],
            "suggestion": question["suggestion"],
            "options": [worded(str(key), label) for key, label in kind.options(question)],
        }


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "number": row["number"],
        "cells": row["cells"],
        "verdict": row["verdict"],
        "why": [said(note) for note in row["notes"]],
        "changes": [
            {"field": field, "before": _word(before), "after": _word(after)}
            for field, before, after in row["changes"]
        ],
    }


def _word(value: Any) -> str | None:
    return None if value in (None, "") else str(value)


def _shown(request: HttpRequest, way: Way, imported: Import, asked: Any) -> dict[str, Any]:
    kind = way.kind()
    rows = rows_of(imported)
    if asked.show is not None:
        rows = [row for row in rows if row["verdict"] == asked.show]
    return _head(imported) | {
        "columns": imported.columns,
        "fields": [worded(field.name, field.label) for field in kind.fields],
        "notes": [said(note) for note in imported.notes],
        "questions": list(_questions(kind, imported)),
        "rows": paged(request, rows, asked, lambda part: [_row(each) for each in part]),
    }


def operations(way: Way) -> None:
    """The six operations of one kind of list."""
    path, permission, of = f"/lists/{way.name}", way.permission, f"{way.name}_list"

    def listed(request: HttpRequest, asked: Part) -> dict[str, Any]:
        """The files that were sent, the newest first."""
        seeing.must(request, permission)
        files = Import.objects.filter(kind=way.name).order_by("-pk")
        return paged(request, files, asked, lambda part: [_head(each) for each in part])

    def shown(request: HttpRequest, id: InPath, asked: shapes.RowsPart) -> dict[str, Any]:
        """One file: what would happen to each row, or how far the writing is."""
        return _shown(request, way, _file(request, way, id), asked)

    def send(request: HttpRequest, given: shapes.SendList) -> Deed:
        """Send a list. Nothing of it is in force yet."""
        seeing.must(request, permission)
        made = _draft(way, given, request.now)
        return Deed(lambda **who: way.read(draft=made, **who))

    def correct(request: HttpRequest, id: InPath, given: shapes.CorrectList) -> Deed:
        """Choose columns, answer questions, leave rows out."""
        imported, kind = _file(request, way, id), way.kind()
        correction = _correction(kind, imported, given)
        made = redrafted(kind, imported, correction, request.now)
        return Deed(
            lambda **who: way.correct(imported=imported, version=given.version, draft=made, **who)
        )

    def begin(request: HttpRequest, id: InPath, given: shapes.BeginList) -> Deed:
        """Let the clear rows be written. The worker writes them."""
        imported = _file(request, way, id)
        return Deed(lambda **who: way.begin(imported=imported, version=given.version, **who))

    def leave(request: HttpRequest, id: InPath) -> Deed:
        """Write nothing of the file and forget its rows."""
        imported = _file(request, way, id)
        return Deed(lambda **who: way.leave(imported=imported, **who))

    for view in (listed, shown, send, correct, begin, leave):
        view.__name__ = f"{view.__name__}_{way.name}_list"
    reads(router, path, permission, shapes.Lists)(listed)
    reads(router, path + "/{int:id}", permission, shapes.ListShown, of=of)(shown)
    writes(router.post, path, permission, status=201)(send)
    writes(router.post, path + "/{int:id}/corrections", permission, of=of)(correct)
    writes(router.post, path + "/{int:id}/writing", permission, of=of)(begin)
    writes(router.delete, path + "/{int:id}", permission, of=of)(leave)


for _way in (ACCOUNTS, PEOPLE, UNITS):
    operations(_way)
