"""What awaits whom, as the reader may see it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Count,
    ExpressionWrapper,
    FilteredRelation,
    Q,
    QuerySet,
    Value,
    prefetch_related_objects,
)
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from torilla.core.alphabet import Alphabetical
from torilla.duties.holders import Holder, posts
from torilla.duties.mine import mine, passed_on
from torilla.duties.models import (
    HOLDER,
    CalendarLink,
    Duty,
    Mail,
    NoticeChoice,
    Reminder,
    Sending,
    TeamsCard,
)
from torilla.duties.tasks import Card, Maker, Task, cards
from torilla.duties.times import late_before
from torilla.guideline.models import Finding
from torilla.guideline.policies import current_policy
from torilla.guideline.texts import reason, subject_name
from torilla.people.models import Person
from torilla.people.permissions import reach
from torilla.policy import Policy

LATE, TODAY, WEEK, LATER, PASSED_ON = "late", "today", "week", "later", "passed_on"
TITLES: dict[str, Promise] = {
    LATE: _("Late"),
    TODAY: _("Today"),
    WEEK: _("This week"),
    LATER: _("Later"),
    PASSED_ON: _("Passed on to you"),
}


@dataclass
class Group:
    """Tasks by when they are due. `count` may be more than the tasks shown."""

    key: str
    title: str | Promise
    count: int = 0
    tasks: list[Task] = field(default_factory=list)

    @property
    def cards(self) -> list[Card]:
        """The tasks with those on one subject together, in the order of the most urgent of each."""
        return cards(self.tasks)


@dataclass
class Awaiting:
    """All that awaits a person: late, today, this week, later, passed on; no group is empty."""

    groups: list[Group]

    @property
    def total(self) -> int:
        return sum(group.count for group in self.groups)

    @property
    def own(self) -> int:
        """All but what was passed on and still waits for somebody else."""
        return sum(group.count for group in self.groups if group.key != PASSED_ON)

    @property
    def late(self) -> int:
        return sum(group.count for group in self.groups if group.key == LATE)

    @property
    def shown(self) -> int:
        return sum(len(group.tasks) for group in self.groups)


def awaits(person: Person, now: datetime, *, limit: int = 50) -> Awaiting:
    """What the person must do, the most urgent first, and what was passed on to them.

    `limit` rows at most, the counts are of all. Outside duty times nothing becomes late to its holder.
    """
    policy = current_policy(now)
    ends = _ends(late_before(person, policy, now), now)
    rows = _awaiting(person, now).order_by("due_at", "pk")
    duties = list(rows.select_related("finding", "notice", "holder_unit")[: limit + 1])
    passed = [duty for duty in duties if not duty.own]
    prefetch_related_objects(passed, "holder_person", "holder_body")
    groups = {key: Group(key, title) for key, title in TITLES.items()}
    maker = Maker(duties[:limit], policy, now, person)
    for number, duty in enumerate(duties):
        key = _group(duty.due_at, duty.own, ends)
        groups[key].count += 1
        if number < limit:
            late = key == LATE or (key == PASSED_ON and duty.due_at < now)
            make = maker.others if key == PASSED_ON else maker.own
            groups[key].tasks.append(make(duty, late=late))
    if len(duties) > limit:
        for key, count in _counts(rows, ends).items():
            groups[key].count = count
    return Awaiting([group for group in groups.values() if group.count])


def _awaiting(person: Person, now: datetime) -> QuerySet[Any]:
    whose, told = mine(person, now), passed_on(person)
    rows = Duty.objects.filter(closed_at=None)
    if not told.exists():  # the usual case, and it halves the query
        return rows.filter(whose).annotate(own=Value(True))
    return rows.filter(whose | Q(pk__in=told.values("duty"))).annotate(
        own=ExpressionWrapper(whose, output_field=BooleanField())
    )


def _related(duties: QuerySet[Any]) -> QuerySet[Any]:
    return duties.select_related("finding", "notice", "holder_person", "holder_unit", "holder_body")


def _ends(late: datetime, now: datetime) -> list[tuple[str, datetime | None]]:
    """Until when each group reaches; what is due before `late` is late."""
    today = timezone.localtime(now).date()
    sunday = today + timedelta(days=6 - today.weekday())
    return [(LATE, late), (TODAY, _end_of(today)), (WEEK, _end_of(sunday)), (LATER, None)]


def _end_of(day: Any) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), timezone.get_default_timezone())


def _group(due_at: datetime, own: bool, ends: list[tuple[str, datetime | None]]) -> str:
    if not own:
        return PASSED_ON
    return next(key for key, end in ends if end is None or due_at < end)


def _counts(rows: QuerySet[Any], ends: list[tuple[str, datetime | None]]) -> dict[str, int]:
    """How many there are in each group, when not all are read; many are due at the same moment."""
    counts: dict[str, int] = defaultdict(int)
    moments = rows.order_by().values_list("due_at", "own").annotate(n=Count("pk"))
    for due_at, own, number in moments:
        counts[_group(due_at, own, ends)] += number
    return counts


def tasks_of(person: Person, now: datetime) -> QuerySet[Duty]:
    """All that awaits the person, for a list with pages."""
    return _related(_awaiting(person, now)).order_by("due_at", "pk")


def others(person: Person, now: datetime) -> QuerySet[Duty]:
    """What awaits others and the person may see; nothing for most."""
    if not reach(person, now=now).everywhere("duties.see"):
        return Duty.objects.none()
    rows = Duty.objects.filter(closed_at=None).exclude(mine(person, now))
    return _related(rows).order_by("due_at", "pk")


def waits_for_others(person: Person, now: datetime, *, limit: int = 50) -> list[Task]:
    """Rows of what awaits others, the most urgent first."""
    duties = list(others(person, now)[:limit])
    maker = Maker(duties, current_policy(now), now, person)
    return [maker.others(duty, late=duty.due_at < now) for duty in duties]


def duty_seen_by(person: Person, pk: int, now: datetime) -> Duty | None:
    """The duty, if the person may see it: theirs, passed on to them, or seen by their position.

    Asked for among those alone: one that they may not see takes as long as one that is not there.
    """
    rows = Duty.objects.filter(pk=pk)
    if not reach(person, now=now).everywhere("duties.see"):
        told = Reminder.objects.filter(person=person).exclude(to=HOLDER)
        rows = rows.filter(mine(person, now) | Q(pk__in=told.values("duty")))
    duty: Duty | None = _related(rows).first()
    if duty is None or not person.may("duties.see", duty, now=now):
        return None
    return duty


def findings_on(
    subject_kind: str, subject_id: int, now: datetime
) -> list[tuple[Finding, Duty | None, Holder | None]]:
    """The open findings on a subject, each with its open duty and who holds it (none: waived)."""
    rows = (
        Finding.objects.filter(closed_at=None, subject_kind=subject_kind, subject_id=subject_id)
        .annotate(duty=FilteredRelation("duties", condition=Q(duties__closed_at=None)))
        # The plugin does not know the relation that the line above makes.
        .select_related(  # type: ignore[misc]
            "waiver", "duty__holder_person", "duty__holder_unit", "duty__holder_body"
        )
    )
    # Where the relation is empty Django does not make the attribute: a waived finding has no duty.
    found = [(finding, getattr(finding, "duty", None)) for finding in rows]
    duties = [duty for _finding, duty in found if duty is not None]
    held = posts(now, duties) if duties else None
    return [(f, duty, held.holder(duty) if held and duty else None) for f, duty in found]


def _held(rows: Iterable[Duty], now: datetime) -> dict[int, tuple[Duty, Holder]]:
    duties = list(rows)
    held = posts(now, duties)
    return {duty.finding_id or 0: (duty, held.holder(duty)) for duty in duties}


def findings_as_json(now: datetime) -> list[dict[str, Any]]:
    """Every open finding in the reader's language, waived ones among them (docs/reference).

    `holder` is who must put it right: the person, the body, or the vacant position while nobody has
    signed in; for a waived finding the person who granted the waiver. `due` is ISO 8601.
    """
    rows = Duty.objects.filter(closed_at=None, finding__isnull=False)
    held = _held(_related(rows), now)
    findings = Finding.objects.filter(closed_at=None).select_related("waiver__granted_by")
    policy = current_policy(now)
    return [
        _plain(f, held.get(f.pk), policy)
        for f in findings.order_by(Alphabetical("subject_name"), "clause", "rule")
    ]


def _plain(finding: Finding, held: tuple[Duty, Holder] | None, policy: Policy) -> dict[str, Any]:
    waiver = finding.waiver
    if held is not None:
        duty, holder = held
        due: datetime | None = duty.due_at
        who = holder.plain()
    else:
        assert waiver is not None, "an open finding has a duty or a waiver"
        due = waiver.until
        who = {"kind": "person", "name": waiver.granted_by.name, "position": None, "vacant": False}
    return {
        "id": finding.pk,
        "clause": finding.clause or None,
        "rule": finding.rule,
        "basis": finding.basis,
        "force": finding.force,
        "enforcement": finding.enforcement,
        "subject": {
            "kind": finding.subject_kind,
            "name": subject_name(policy, finding),
            "address": finding.subject_address or None,
        },
        "reason": reason(finding.message, finding.values),
        "holder": who,
        "opened": timezone.localtime(finding.opened_at).isoformat(),
        "due": timezone.localtime(due).isoformat() if due else None,
        "waived": waiver is not None,
    }


def mails() -> QuerySet[Mail]:
    """The mail log: what needs somebody first, then the newest."""
    return Mail.objects.select_related("person").order_by("-queued_at", "-pk")


def teams_cards() -> QuerySet[TeamsCard]:
    """The log of cards to Teams, the newest first."""
    return TeamsCard.objects.select_related("unit").order_by("-queued_at", "-pk")


def troubled(now: datetime) -> tuple[Any, Any]:
    """Mails and cards of the last week that were not sent, or nobody knows whether they were."""
    week = now - timedelta(days=7)
    bad = {"state__in": (Sending.State.FAILED, Sending.State.UNKNOWN), "queued_at__gte": week}
    return Mail.objects.filter(**bad), TeamsCard.objects.filter(**bad)


def often_of(person: Person) -> str:
    """How often the person wants mail of their duties."""
    chosen = NoticeChoice.objects.filter(person=person).values_list("often", flat=True).first()
    return chosen or NoticeChoice.Often.AT_ONCE


def calendar_link_of(person: Person) -> CalendarLink | None:
    """The address of the person's own calendar, where there is one (its token is not known)."""
    return CalendarLink.objects.filter(person=person).first()
