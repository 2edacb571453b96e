"""The shapes of people and of the organisation."""

from typing import Annotated

from django.conf import settings
from ninja import Query
from pydantic import BaseModel, ConfigDict, Field

from torilla.api.schemas.common import (
    MOST_ID,
    Day,
    Given,
    IdOf,
    Named,
    Page,
    Paging,
    Version,
    Worded,
    number,
    one_of,
    text,
    whole,
)
from torilla.people.models import Body, Membership, Person, Standing, Unit
from torilla.people.positions import POSITIONS

StandingKind = one_of(Standing.Kind.values)
UnitKind = one_of(Unit.Kind.values)
Language = one_of(code for code, _name in settings.LANGUAGES)


class AskedPeople(Paging):
    """Which people: a part of name or address, those of a unit."""

    q: text(100) = ""
    unit: number(1, MOST_ID) | None = None


PeoplePart = Annotated[AskedPeople, Query()]


class StandingRow(BaseModel):
    """What somebody is to the municipality (J1)."""

    id: int
    kind: str
    unit: Named | None
    title: str | None
    since: str


class PersonRow(BaseModel):
    """Somebody in a list; `positions` are their keys."""

    id: int
    version: int
    name: str
    email: str | None
    may_sign_in: bool
    supervisor: str | None
    absent_today: bool
    standings: list[StandingRow]
    positions: list[str]


class People(Page):
    items: list[PersonRow]


class Times(BaseModel):
    """Duty times of a weekday, 1 is Monday; the end of the day is 24:00."""

    weekday: int
    starts: str
    ends: str


class AbsenceRow(BaseModel):
    """Two dates and no reason; both days are included."""

    id: int
    first_day: str
    last_day: str


class PersonShown(BaseModel):
    """Everything about a person. `holds`: what is to be handed over before they leave, in words."""

    id: int
    version: int
    name: str
    email: str | None
    may_sign_in: bool
    supervisor: Named | None
    standings: list[StandingRow]
    duty_times: list[Times]
    absences: list[AbsenceRow]
    holds: list[str]
    may: list[str]


class AddPerson(Given):
    """A new person with a first standing."""

    name: text(200, 1)
    email: text(254) = ""
    kind: StandingKind
    unit: IdOf | None = None
    title: text(200) = ""
    language: Language = "fi"


class ChangePerson(Given):
    version: Version
    name: text(200, 1)
    email: text(254) = ""
    is_active: bool


class GiveStanding(Given):
    kind: StandingKind
    unit: IdOf | None = None
    title: text(200) = ""


class SetSupervisor(Given):
    """Null: nobody supervises any more."""

    supervisor: IdOf | None


Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$")]


class GivenTimes(Given):
    weekday: whole(1, 7)
    starts: Clock
    ends: Clock


class SetDutyTimes(Given):
    """The whole week; none: the municipality's office hours hold (K8)."""

    week: Annotated[list[GivenTimes], Field(max_length=50)]


class NoteAbsence(Given):
    first_day: Day
    last_day: Day


class Invited(BaseModel):
    """The one-time link, shown here alone."""

    id: int
    link: str
    until: str


class Exported(BaseModel):
    """Everything that is known of a person, as each part of the product tells it."""

    model_config = ConfigDict(extra="allow")

    person: dict[str, object]


class Branch(BaseModel):
    """A unit in the tree: how deep it lies, who heads it, how many people it has."""

    id: int
    version: int
    name: str
    kind: str
    depth: int
    parent: int | None
    heads: list[Named]
    people: int


class Units(Page):
    items: list[Branch]


class UnitShown(BaseModel):
    id: int
    version: int
    name: str
    kind: str
    parent: Named | None
    role_address: str | None
    web_page: str | None
    ended_at: str | None
    heads: list[Named]
    parts: list[Named]
    bodies: list[Named]
    people: int
    may: list[str]


class AddUnit(Given):
    name: text(200, 1)
    kind: UnitKind
    parent: IdOf | None = None
    role_address: text(254) = ""
    web_page: text(500) = ""


class ChangeUnit(AddUnit):
    version: Version


class HoldingRow(BaseModel):
    id: int
    person: Named
    since: str


class PostRow(BaseModel):
    """A position (of a unit) and who holds it; nobody: it is vacant."""

    position: Worded
    unit: Named | None
    holders: list[HoldingRow]


class Posts(Page):
    items: list[PostRow]


class FillPosition(Given):
    """Where one alone holds the position, the former holder's time ends."""

    position: one_of(key for key, _name in POSITIONS)
    unit: IdOf | None = None
    person: IdOf


class MemberRow(BaseModel):
    id: int
    person: Named
    role: str
    since: str


class BodyShown(BaseModel):
    id: int
    name: str
    kind: str
    unit: Named
    members: list[MemberRow]


class Bodies(Page):
    items: list[BodyShown]


class AddBody(Given):
    name: text(200, 1)
    kind: one_of(Body.Kind.values)
    unit: IdOf


class AddMember(Given):
    person: IdOf
    role: one_of(Membership.Role.values) = Membership.Role.MEMBER.value


class OwnSettings(BaseModel):
    """The caller's own: whose token this is, language and colours."""

    person: Named
    language: str
    scheme: str


class ChangeSettings(Given):
    language: Language
    scheme: one_of(Person.Scheme.values)
