"""What will happen to a row, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from torilla.people.importing.columns import Cells, Field

LEAVE_OUT = "-"
"""The answer to a question: leave it out."""
SUGGESTED = 200
"""For so many different words a suggestion is looked for; the rest is asked without one."""

Said = tuple[str, dict[str, Any]]
"""A message in English with {placeholders}, and its values."""
Choices = Mapping[str, Mapping[str, str]]
"""What was answered: by what the question is about, then by what stands in the file."""


@dataclass(frozen=True)
class Question:
    """Something that only a person can say, once for all rows that have it."""

    about: str
    given: str
    suggestion: str = ""
    blocks: bool = False
    offered: tuple[str, ...] = ()
    words: str = ""
    """How the file writes it."""


@dataclass
class Judged:
    """What happens to a row: the verdict, why, what changes (field, before, after)."""

    number: int
    verdict: str
    title: str = ""
    notes: list[Said] = field(default_factory=list)
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    depth: int = 0


@dataclass(frozen=True)
class SheetRow:
    """A row of the file and whether somebody leaves it out."""

    number: int
    cells: Cells
    skip: bool = False


@dataclass(frozen=True)
class Sheet:
    """All that judging needs of a file."""

    rows: Sequence[SheetRow]
    columns: Sequence[str]
    choices: Choices

    def values(self, row: SheetRow) -> dict[str, str]:
        """The row's cells by the fields that they are."""
        pairs = zip(self.columns, row.cells, strict=False)
        return {name: cell for name, cell in pairs if name}


class Kind(Protocol):
    """What the rows of a file are."""

    name: str
    fields: Sequence[Field]

    def judge(self, sheet: Sheet, now: datetime) -> list[Judged]:
        """What would happen to each row; writes nothing."""

    def prepare(self, sheet: Sheet, now: datetime) -> None:
        """Read the rows that are to be written, outside any transaction."""

    def write(self, numbers: list[int], imported: Any, actor: Any, now: datetime) -> set[int]:
        """Write these prepared rows in the open transaction; those that bring nothing any more."""

    def options(self, question: Mapping[str, Any]) -> list[tuple[str, str]]:
        """What one may answer to a question, as value and words."""
