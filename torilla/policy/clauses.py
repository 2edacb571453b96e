"""Reads the `[[clause]]` tables."""

from typing import Any

from torilla.policy.messages import Message
from torilla.policy.messages import noop as _
from torilla.policy.policy import Clause, Span
from torilla.policy.problems import Problem, Source
from torilla.policy.reading import Table, tables

FORCES = ("shall", "should", "may", "none")

_ID = Message(_("give a short id of letters and digits, such as “C12”"))


def read_clauses(
    raw: dict[str, Any], source: Source
) -> tuple[dict[str, Clause], dict[str, int | None]]:
    """The clauses by id, and the line of each."""
    found: dict[str, Clause] = {}
    lines: dict[str, int | None] = {}
    rows = tables(raw, "clause", _("clause number {number}"), source)
    for table in rows:
        clause = _clause(table)
        if clause.id in found:
            what = Message(_("the clause is defined twice"))
            table.complain(what, Message(_("keep one of them")), "id")
        elif clause.id:
            found[clause.id] = clause
            lines[clause.id] = table.header
    if "clause" not in raw:
        what = Message(_("it has no clauses"))
        right = Message(_("write [[clause]] for each demand of the guideline"))
        source.problems.append(Problem(Message(_("the file")), what, right))
    return found, lines


def _clause(table: Table) -> Clause:
    id = table.text("id", _ID, r"[A-Za-z0-9]{1,10}")
    if id:
        table.where = Message(_("clause {id}"), id=id)
    found = Clause(
        id=id,
        where=table.text("where", Message(_("say where in the document it stands"))),
        force=table.among("force", FORCES),
        gist=table.texts("gist"),
        span=_span(table.inner("span")) if "span" in table.raw else None,
        covered_by=_covers(table),
        note=table.note(),
    )
    table.asked.append("span")
    table.close()
    return found


def _span(table: Table) -> Span:
    words = Message(_("give the words as they stand in the document"))
    if "nth" not in table.raw:
        table.raw = {**table.raw, "nth": 1}
    found = Span(
        first=table.text("first", words),
        last=table.text("last", words),
        nth=table.whole("nth", 1, 999),
        fingerprint=table.text_or_empty("fingerprint", "[0-9a-f]{8,64}"),
    )
    table.close()
    return found


def _covers(table: Table) -> tuple[str, ...]:
    value = table.take("covered_by")
    if isinstance(value, list) and value and all(isinstance(cover, str) for cover in value):
        return tuple(value)
    right = Message(_("give a list such as “rule:<id>” or “planned:<word>”"))
    table.wrong("covered_by", right)
    return ()
