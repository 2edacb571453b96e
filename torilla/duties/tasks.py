"""A duty as a row of a list: what `<c-task>` shows, in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from torilla.duties.holders import Posts, posts
from torilla.duties.models import Duty
from torilla.duties.texts import names_in, what
from torilla.guideline.texts import place, position_name, subject_name
from torilla.people.models import Person
from torilla.people.permissions import reach
from torilla.policy import Policy

PAGES = {
    "account": "register:account",
    "unit": "people:unit",
    "person": "people:person",
    "municipality": "people:units",
    "position": "people:positions",
    "agreement": "agreements:agreement",
    "application": "openings:application",
    "use": "media:use",
    "asset": "media:asset",
    "disclosure": "matters:disclosure",
}
"""Where a matter of each kind of subject is put right; names alone, since the pages lie above."""


@dataclass(frozen=True)
class Task:
    """`account`: what it is about. `button`: the act; done in place where `act` is its address, or else
    on the page `goes`."""

    duty: Duty
    title: str
    account: str
    due: date
    late: bool
    clause: str
    place: str
    url: str
    button: str
    goes: str
    act: str
    why: str
    who: str


@dataclass
class Maker:
    """Makes rows of duties; asks once for all of them, and only for what they need."""

    duties: Sequence[Duty]
    policy: Policy
    now: datetime
    reader: Person
    _names: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self._names = names_in(self.duties)

    @cached_property
    def posts(self) -> Posts:
        return posts(self.now, self.duties)

    def own(self, duty: Duty, *, late: bool) -> Task:
        """A row of what awaits the reader, with why it does and the button to do it."""
        read = duty.kind == Duty.Kind.READ
        return self._task(
            duty,
            late,
            button=button_of(duty),
            goes=put_right_at(duty) if duty.kind == Duty.Kind.ACT else "",
            act=reverse("duties:read", args=[duty.pk]) if read else "",
            why=self._why_me(duty),
        )

    def others(self, duty: Duty, *, late: bool) -> Task:
        """A row of what somebody else is to do, with who."""
        holder = self.posts.holder(duty)
        return self._task(duty, late, button=_("Open"), who=holder.name, why=holder.why)

    def _task(self, duty: Duty, late: bool, **more: str) -> Task:
        url = reverse("duties:task", args=[duty.pk])
        given = {"act": "", "why": "", "who": ""} | more
        given["goes"] = given.get("goes") or url
        return Task(
            duty=duty,
            title=what(duty, self._names),
            account=subject_name(self.policy, duty),
            due=timezone.localdate(duty.due_at),
            late=late,
            clause=duty.demanded_by,
            place=place(self.policy, duty.demanded_by),
            url=url,
            **given,
        )

    def _why_me(self, duty: Duty) -> str:
        """Said where it is not plain: one's own position needs no word in a list."""
        my = reach(self.reader, now=self.now)
        holds = duty.holder_position in my.positions
        if duty.holder_unit_id:
            holds = duty.holder_unit_id in my.headed
        if holds or duty.holder_person_id == self.reader.pk or duty.holder_body_id:
            return ""
        name = position_name(self.policy, duty.holder_position)
        if duty.holder_unit is not None:
            name = f"{name}, {duty.holder_unit.name}"
        return _("Vacant: %(position)s. The task falls to you, the set-up person.") % {
            "position": name
        }


def button_of(duty: Duty) -> str:
    """What the button of one's own task says."""
    if duty.kind == Duty.Kind.READ:
        return _("Mark as read")
    if duty.kind == Duty.Kind.PUT_RIGHT:
        return _("Put right")
    pages = {
        "agreement": _("Open the agreement"),
        "application": _("Open the application"),
        "disclosure": _("Answer"),
    }
    return pages.get(duty.subject_kind, _("Open"))


@dataclass(frozen=True)
class Card:
    """Tasks shown as one: all that is to be put right on one subject, or a single task.

    `first` is the most urgent; `url` the page on which all of them are put right.
    """

    tasks: Sequence[Task]
    url: str

    @property
    def first(self) -> Task:
        return self.tasks[0]


def cards(tasks: Sequence[Task]) -> list[Card]:
    """What is to be put right on one subject stands together; everything else by itself."""
    together: dict[object, list[Task]] = {}
    for task in tasks:
        duty = task.duty
        alone = duty.kind != Duty.Kind.PUT_RIGHT or not put_right_at(duty) or task.who
        key = duty.pk if alone else (duty.subject_kind, duty.subject_id)
        together.setdefault(key, []).append(task)
    return [Card(found, put_right_at(found[0].duty)) for found in together.values()]


def put_right_at(duty: Duty) -> str:
    """The page on which the matter is put right; "" where there is none."""
    name = PAGES.get(duty.subject_kind)
    if name is None:
        return ""
    own_page = duty.subject_kind not in ("municipality", "position")
    try:
        return reverse(name, args=[duty.subject_id] if own_page else [])
    except NoReverseMatch:
        return ""
