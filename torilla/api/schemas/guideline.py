"""The shapes of the guideline."""

from typing import Annotated

from ninja import Query
from pydantic import BaseModel, Field

from torilla.api.schemas.common import (
    MOST_ID,
    Day,
    Given,
    Named,
    Page,
    Paging,
    Yes,
    number,
    one_of,
    text,
)
from torilla.guideline.models import Handling
from torilla.policy import RULES

File = Annotated[str, Field(min_length=4, max_length=2_000_000, pattern=r"^[A-Za-z0-9+/]+={0,2}$")]
"""A file in Base64, one and a half megabytes at most."""


class AskedFindings(Paging):
    """Which findings; `waived` true: those that are excused."""

    unit: number(1, MOST_ID) | None = None
    clause: text(10) = ""
    rule: one_of(RULES) | None = None
    waived: Yes = False


FindingsPart = Annotated[AskedFindings, Query()]


class HandlingRow(BaseModel):
    """How a body handled the guideline; null is not known. `date` is as much as is known of it."""

    id: int
    body: str | None
    date: str | None
    section: str | None
    outcome: str | None
    case_number: str | None


class Guideline(BaseModel):
    """Is it in force, is its document here, how far is it carried."""

    title: str
    in_force_since: str | None
    document: str | None
    clauses: int
    bound: int
    stale: list[str]
    missing: list[str]
    handlings: list[HandlingRow]


class ClauseRow(BaseModel):
    """A clause; `text`: the municipality's own words, where its document is loaded."""

    id: str
    where: str
    force: str
    covered_by: list[str]
    stale: bool
    state: str | None
    gist: str
    text: str | None
    note: str | None


class Clauses(Page):
    items: list[ClauseRow]


class Parameter(BaseModel):
    """A number of the guideline: its name, value, basis and since when."""

    name: str
    value: str
    basis: str
    since: str | None


class ClauseShown(ClauseRow):
    """`findings`: how many are open; null where one may not see them."""

    numbers: list[Parameter]
    findings: int | None


class Subject(BaseModel):
    kind: str
    id: int
    name: str


class FindingRow(BaseModel):
    """Something that is not kept, whose task it is, until when."""

    id: int
    rule: str
    sentence: str
    reason: str
    clause: str | None
    basis: str
    subject: Subject
    unit: Named | None
    holder: str
    opened_at: str
    due: str
    late: bool
    waived_until: str | None


class Findings(Page):
    items: list[FindingRow]


class WaiverRow(BaseModel):
    """Who is excused from what, by whom, why, until when (the last day)."""

    id: int
    rule: str
    sentence: str
    subject: str | None
    granted_by: str
    reason: str
    since: str
    until: str | None


class Waivers(Page):
    items: list[WaiverRow]


class GrantWaiver(Given):
    """`until`: the last day, at most a year from now."""

    reason: text(2000, 1)
    until: Day


class RecordHandling(Given):
    """What is not known is left empty; `day` may be 2022-06-07, 2022-06 or 2022."""

    body: text(200, 1)
    day: text(10) = ""
    section: text(20) = ""
    outcome: one_of(["", *Handling.Outcome.values]) = ""
    case_number: text(50) = ""


class SetInForce(Given):
    since: Day


class LoadDocument(Given):
    """The municipality's document (text, DOCX or PDF) in Base64, at most 1.5 MB."""

    name: text(200, 1)
    content: File
    force: bool = False
