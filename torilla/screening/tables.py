"""The rows of a table that somebody gives us: CSV, XLSX or JSON, read by a process with limits.

Like `documents`, which see: the file may be broken or made to do harm.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torilla.screening.documents import BROKEN_OFF, MEGABYTE, Limits, Unreadable, answer_of


def _(message: str) -> str:
    """Marks a message for translation where it is written; it is translated where it is shown."""
    return message


READER = ("-m", "torilla.screening.table_reader")

REASONS = {
    "damaged": _("The file is damaged."),
    "declares": _("The file declares a document type, which no spreadsheet program writes."),
    "json": _("The file begins like JSON but is not."),
    "large": _("The file is larger than {most} MB."),
    "long": _("The file holds more than {most} characters."),
    "memory": _("Reading the file needs too much memory."),
    "merged": _("The file’s merged cells cover more than a register needs."),
    "no-rows": _("There are no rows in the file."),
    "office": _("This is an old or protected Excel file; save it as XLSX or CSV."),
    "password": _("The file is protected with a password."),
    "rows": _("The file has more than {most} rows."),
    "strange": _("This is not a CSV, XLSX or JSON file."),
    "unpacked": _("The file unpacks to more than {most} MB."),
    "zip": _("This is a ZIP file but not an Excel workbook; save it as XLSX or CSV."),
}

NOTES = {
    "quotes": _("A quotation mark is not closed, so the marks were read as text."),
    "sheets": _("The sheet “{sheet}” was read. The file has other sheets, which were not."),
    "merged": _("Merged cells ({number}): their text was read for every row they cover."),
    "formulas": _(
        "Formulas without a value ({number}, the first on row {row}) were left out: "
        "open the file in a spreadsheet program and save it."
    ),
    "wide": _("Only the first {columns} columns were read."),
}
"""What is said of a table that could be read."""


@dataclass(frozen=True)
class TableLimits(Limits):
    """How much a table may ask of us; a large municipality has some thousands of rows."""

    unpacked_bytes: int = 150 * MEGABYTE
    characters: int = 10_000_000
    rows: int = 20_000
    columns: int = 60
    # Reading 10,000 rows takes a second and 100 MB.
    cpu_seconds: int = 15


LIMITS = TableLimits()


@dataclass(frozen=True)
class Table:
    """Rows with their numbers as the spreadsheet shows them (from 1), and what has to be said."""

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    notes: tuple[tuple[str, Mapping[str, Any]], ...] = ()


def read_table(file: Path | str | bytes, *, limits: TableLimits = LIMITS) -> Table:
    """The rows of a file, given by its path or its bytes. Raises Unreadable, and nothing else."""
    answer = answer_of(READER, file, limits, REASONS)
    try:
        given = json.loads(answer)
        rows = tuple((int(n), tuple(str(cell) for cell in cells)) for n, cells in given["rows"])
        notes = tuple((NOTES[key], dict(values)) for key, values in given["notes"])
    except (ValueError, TypeError, KeyError) as error:
        raise Unreadable(BROKEN_OFF) from error
    return Table(rows, notes)
