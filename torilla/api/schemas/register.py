"""The shapes of the register."""

from typing import Annotated

from ninja import Query
from pydantic import BaseModel

from torilla.api.schemas.common import (
    MOST_ID,
    Asked,
    Day,
    Given,
    IdOf,
    Named,
    Page,
    Paging,
    Version,
    Worded,
    Yes,
    number,
    one_of,
    text,
)
from torilla.connectors import registry
from torilla.register.exporting.formats import FORMATS
from torilla.register.lifecycle import AccountStates
from torilla.register.models import AccountRecord, Inquiry, Seen, Stewardship
from torilla.register.words import AIMS, AUDIENCES, PURPOSES

Network = one_of(network.slug for network in registry.networks())
Kind = one_of(AccountRecord.Kind.values)
State = one_of(AccountStates.MOVES)
Role = one_of(Stewardship.Role.values)


class AskedAccounts(Paging):
    """Which accounts; `state` empty is every one that is not closed, `on` the evening of a day."""

    q: text(100) = ""
    network: Network | None = None
    unit: number(1, MOST_ID) | None = None
    state: State | None = None
    broken: Yes = False
    on: Day | None = None


class AskedExport(Asked):
    """In which form."""

    format: one_of(FORMATS) = "csv"


class AskedCandidates(Asked):
    """A part of a name; without one the owner's own people."""

    q: text(100) = ""


AccountsPart = Annotated[AskedAccounts, Query()]
ExportForm = Annotated[AskedExport, Query()]
Sought = Annotated[AskedCandidates, Query()]


class AccountRow(BaseModel):
    """An account in a list: who leads it and stands in, how much is missing."""

    id: int
    version: int
    network: str
    handle: str
    name: str
    address: str
    kind: str | None
    unit: Named | None
    state: str
    since: str
    leads: list[str]
    substitutes: list[str]
    findings: int


class Accounts(Page):
    items: list[AccountRow]


class StewardRow(BaseModel):
    """`told_at`: when it had been told to whom the guideline names (K4). `in_effect`: whether the naming
    takes effect, for which the working time is agreed (K2)."""

    id: int
    person: Named
    role: Worded
    since: str
    told_at: str | None
    in_effect: bool


class SeenRow(BaseModel):
    """What was last seen of the account (C14); `present` null: nobody has looked."""

    what: Worded
    present: bool | None
    page: str | None
    by: str | None
    at: str | None


class FindingOn(BaseModel):
    """What the account lacks."""

    id: int
    rule: str
    reason: str
    clause: str | None
    holder: str | None
    due: str | None
    late: bool
    waived_until: str | None


class AccountShown(BaseModel):
    """Everything about an account. `may`: what the caller may do to it."""

    id: int
    version: int
    network: str
    handle: str
    name: str
    address: str
    kind: str | None
    unit: Named | None
    state: str
    role_address: str | None
    aims: list[str]
    audiences: list[str]
    purposes: list[str]
    purpose: str | None
    plan: str | None
    since: str
    registered_at: str
    confirmed_at: str | None
    stewards: list[StewardRow]
    seen: list[SeenRow]
    findings: list[FindingOn]
    may: list[str]


class Event(BaseModel):
    """`by` null: the program."""

    at: str
    by: str | None
    what: str


class History(Page):
    items: list[Event]


class Candidates(BaseModel):
    """Whom one may name; `more`: there are others, to be found by name."""

    items: list[Named]
    more: bool


class AddAccount(Given):
    """An address in any form; `network` where a name alone does not say it."""

    address: text(500, 1)
    network: Network | None = None
    name: text(200) = ""
    kind: Kind = ""
    unit: IdOf | None = None


class ChangeRecord(Given):
    """The whole record: what is left out becomes empty."""

    version: Version
    address: text(500, 1)
    network: Network | None = None
    name: text(200, 1)
    kind: Kind = ""
    unit: IdOf | None = None
    role_address: text(254) = ""
    aims: list[one_of(AIMS)] = []
    audiences: list[one_of(AUDIENCES)] = []
    purposes: list[one_of(PURPOSES)] = []
    purpose: text(4000) = ""
    plan: text(4000) = ""


class NameSteward(Given):
    """`since`: a day to come; without one from now on."""

    person: IdOf
    role: Role
    since: Day | None = None


class NoteSeen(Given):
    what: one_of(Seen.What.values)
    present: bool
    page: text(500) = ""


class Confirm(Given):
    """That exactly this version is true."""

    version: Version


class ChangeState(Given):
    version: Version
    state: State


class AnswerInquiry(Given):
    answer: one_of(Inquiry.Answer.values)


class SwitchPublic(Given):
    on: bool


class PublicSwitched(BaseModel):
    """Whether everybody may read the register, since when."""

    on: bool
    since: str | None


class Switched(BaseModel):
    on: bool
