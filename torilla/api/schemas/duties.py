"""The shapes of tasks, notices and logs."""

from typing import Annotated

from ninja import Query
from pydantic import BaseModel

from torilla.api.schemas.common import (
    MOST_ID,
    Asked,
    Given,
    Page,
    Paging,
    Worded,
    number,
    one_of,
    text,
)
from torilla.duties.models import NoticeChoice, Sending


class AskedTasks(Paging):
    """Own tasks, or those of others as far as one may see them."""

    of: one_of(["own", "others"]) = "own"


class AskedSent(Paging):
    """Only those in this state."""

    state: one_of(Sending.State.values) | None = None


class AskedEntries(Asked):
    """Entries before an id (the next page), of one subject or one actor."""

    before: number(1, MOST_ID) | None = None
    subject: text(200) = ""
    actor: text(200) = ""
    limit: number(1, 200) = 50


TasksPart = Annotated[AskedTasks, Query()]
SentPart = Annotated[AskedSent, Query()]
EntriesPart = Annotated[AskedEntries, Query()]


class TaskRow(BaseModel):
    """A task: what, about what, until when, whose."""

    id: int
    kind: str
    title: str
    about: str
    clause: str | None
    due: str
    late: bool
    holder: str | None
    why: str | None


class Tasks(Page):
    items: list[TaskRow]


class Happened(BaseModel):
    at: str
    what: str
    who: str | None
    how: str | None


class TaskShown(BaseModel):
    """`mine`: it awaits the caller. `put_right`: the page on which the matter is put right."""

    id: int
    kind: str
    title: str
    about: str
    clause: str | None
    basis: str
    holder: str
    why: str | None
    mine: bool
    due_at: str
    late: bool
    closed_at: str | None
    outcome: str | None
    put_right: str | None
    history: list[Happened]


class SentRow(BaseModel):
    """A mail or a card: to whom, how it stands, what somebody should do."""

    id: int
    to: str
    state: Worded
    queued_at: str
    sent_at: str | None
    advice: str | None
    last_error: str | None


class Sent(Page):
    items: list[SentRow]


class OwnNotices(BaseModel):
    """How often mail comes; since when a calendar reads one's tasks."""

    often: str
    calendar_since: str | None


class ChooseOften(Given):
    often: one_of(NoticeChoice.Often.values)


class Chosen(BaseModel):
    often: str


class CalendarMade(BaseModel):
    """The address of the own calendar, shown here alone."""

    link: str


class CalendarEnded(BaseModel):
    ended: bool


class Entry(BaseModel):
    """An entry of the log. `who` and `about` in words; personal values are not in the log."""

    id: int
    at: str
    actor: str
    who: str
    action: str
    what: str
    subject: str
    about: str
    details: str | None
    hash: str


class Entries(BaseModel):
    """The newest first; `next` the address of older ones, which no new entry moves."""

    next: str | None
    items: list[Entry]
