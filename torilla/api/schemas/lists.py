"""The shapes of lists on their way in."""

from typing import Annotated

from ninja import Query
from pydantic import BaseModel, Field

from torilla.api.schemas.common import Given, Page, Paging, Version, Worded, one_of, text, whole
from torilla.api.schemas.guideline import File
from torilla.people.importing.models import Verdict


class AskedRows(Paging):
    """Only rows with this verdict."""

    show: one_of(Verdict.values) | None = None


RowsPart = Annotated[AskedRows, Query()]


class ListRow(BaseModel):
    """A file on its way in: how many rows have which verdict, how many are written."""

    id: int
    version: int
    file_name: str
    state: Worded
    read_at: str
    counts: dict[str, int]
    total: int
    written: int


class Lists(Page):
    items: list[ListRow]


class Question(BaseModel):
    """What the rows leave open. `options` are answers by key; one answer settles all rows that have it."""

    about: str
    given: str
    suggestion: str
    options: list[Worded]


class FieldChange(BaseModel):
    field: str
    before: str | None
    after: str | None


class SheetRow(BaseModel):
    """A row of the file and what would happen to it, with the reasons."""

    number: int
    cells: list[str]
    verdict: str
    why: list[str]
    changes: list[FieldChange]


class Rows(Page):
    items: list[SheetRow]


class ListShown(ListRow):
    """`columns`: which field each column is, "" for none."""

    columns: list[str]
    fields: list[Worded]
    notes: list[str]
    questions: list[Question]
    rows: Rows


class SendList(Given):
    """CSV, XLSX or JSON in Base64, at most 1.5 MB."""

    name: text(200, 1)
    content: File


class GivenAnswer(Given):
    """An answer to a question, by the key of an option."""

    about: text(60, 1)
    given: text(500)
    answer: text(60, 1)


Numbers = Annotated[list[whole(1, 9_999_999)], Field(max_length=20_000)]


class CorrectList(Given):
    """Columns by their fields, answers, rows to leave out or to take in again."""

    version: Version
    columns: Annotated[list[text(60)], Field(max_length=60)] | None = None
    answers: Annotated[list[GivenAnswer], Field(max_length=300)] = []
    skip: Numbers = []
    take: Numbers = []


class BeginList(Given):
    version: Version
