"""Reads one table (CSV, XLSX, JSON) from standard input and writes its rows as JSON.

Run by `tables.read_table` as a process of its own (`python -P -m`). Its argument is the limits as JSON.
It ends with 0 and {"rows": [[number, [cells]], …], "notes": [[key, values], …]}, or with 3 and, as JSON,
the key of a reason (`tables.REASONS`) with its values. Everything in a cell is text; nothing is evaluated.
"""

import csv
import io
import json
import sys
from collections import Counter
from types import SimpleNamespace
from typing import Any

from torilla.screening.document_reader import REFUSED, Refusal, confine, plain_text
from torilla.screening.formulas import unguarded
from torilla.screening.workbook_reader import read_workbook

DELIMITERS = ";,\t|"
SNIFFED = 50
"""So many lines tell which sign parts the columns."""
LINES_IN_A_CELL = 30
"""A cell of more lines is a quotation mark that nobody closed."""

Rows = list[list[str]]
Notes = list[tuple[str, dict[str, Any]]]


def main() -> int:
    limits = SimpleNamespace(**json.loads(sys.argv[1]))
    confine(limits)
    try:
        answer, status = table_of(sys.stdin.buffer.read(), limits), 0
    except Refusal as refusal:
        answer, status = refusal.answer, REFUSED
    except (MemoryError, RecursionError):
        answer, status = Refusal("memory").answer, REFUSED
    sys.stdout.buffer.write(answer.encode(errors="replace"))
    sys.stdout.buffer.flush()
    return status


def table_of(data: bytes, limits: SimpleNamespace) -> str:
    """The answer as JSON; what the file is shows in its first bytes."""
    rows: Rows
    notes: Notes
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        rows, notes = read_workbook(data, limits)
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refusal("office")
    elif data.startswith((b"{\\rtf", b"%PDF-")):
        raise Refusal("strange")
    else:
        text = plain_text(data).replace("\0", "")
        if text.lstrip()[:1] in ("{", "["):
            rows, notes = _of_json(text)
        else:
            rows, notes = _of_csv(text, limits)
    return _answer(rows, notes, limits)


def _answer(rows: Rows, notes: Notes, limits: SimpleNamespace) -> str:
    kept: list[tuple[int, list[str]]] = []
    if any(len(row) > limits.columns for row in rows) and not any(k == "wide" for k, _v in notes):
        notes = [*notes, ("wide", {"columns": limits.columns})]
    for number, row in enumerate(rows, 1):
        cells = [cell.replace("\0", "") for cell in row[: limits.columns]]
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            kept.append((number, cells))
    if not kept:
        raise Refusal("no-rows")
    if len(kept) > limits.rows:
        raise Refusal("rows", most=limits.rows)
    if sum(sum(map(len, cells)) for _number, cells in kept) > limits.characters:
        raise Refusal("long", most=limits.characters)
    return json.dumps({"rows": kept, "notes": notes}, ensure_ascii=False)


def _of_csv(text: str, limits: SimpleNamespace) -> tuple[Rows, Notes]:
    delimiter = ""
    first, _newline, rest = text.partition("\n")
    if first.strip().strip('"').lower().startswith("sep=") and len(first.strip().strip('"')) == 5:
        delimiter, text = first.strip().strip('"')[4], rest
    delimiter = delimiter or _sniffed(text)
    csv.field_size_limit(limits.characters)
    rows = _parsed(text, delimiter, csv.QUOTE_MINIMAL)
    notes: Notes = []
    if rows is None or _unclosed(rows):
        rows, notes = _parsed(text, delimiter, csv.QUOTE_NONE), [("quotes", {})]
        if rows is None:
            raise Refusal("damaged")
        rows = [[cell.strip().strip('"') for cell in row] for row in rows]
    return [[unguarded(cell) for cell in row] for row in rows], notes


def _unclosed(rows: Rows) -> bool:
    """Whether a cell is so long that a quotation mark was never closed."""
    return any(cell.count("\n") > LINES_IN_A_CELL for row in rows for cell in row)


def _parsed(text: str, delimiter: str, quoting: int) -> Rows | None:
    try:
        # newline="": a return within quotation marks is part of the cell.
        source = io.StringIO(text, newline="")
        return list(csv.reader(source, delimiter=delimiter, quoting=quoting))  # type: ignore[arg-type]
    except csv.Error:
        return None


def _sniffed(text: str) -> str:
    """The sign that parts most: lines with equally many columns, counted by their columns."""
    beginning = "\n".join(text.splitlines()[:SNIFFED])
    best, points = DELIMITERS[0], 0
    for delimiter in DELIMITERS:
        rows = _parsed(beginning, delimiter, csv.QUOTE_MINIMAL) or []
        widths = Counter(len(row) for row in rows if len(row) > 1)
        alike = max((lines * (width - 1) for width, lines in widths.items()), default=0)
        if alike > points:
            best, points = delimiter, alike
    return best


def _of_json(text: str) -> tuple[Rows, Notes]:
    try:
        given = json.loads(text)
    except ValueError as error:
        raise Refusal("json") from error
    objects = [each for each in _listed(given) if isinstance(each, dict)]
    if not objects:
        raise Refusal("no-rows")
    names = list(dict.fromkeys(str(name) for each in objects for name in each))
    return [names, *([_cell(each.get(name)) for name in names] for each in objects)], []


def _listed(given: Any) -> list[Any]:
    """The list of objects in a JSON document: itself, the items of an ItemList, or its first list."""
    if isinstance(given, list):
        return given
    if isinstance(given.get("itemListElement"), list):
        items = given["itemListElement"]
        return [e["item"] if isinstance(e, dict) and "item" in e else e for e in items]
    lists = [each for each in given.values() if isinstance(each, list)]
    return lists[0] if lists else [given]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main())
