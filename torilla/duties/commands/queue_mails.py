"""Tells people of their duties at the policy's steps, within their duty times, as often as they want."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from torilla.core import audit
from torilla.core.actors import SYSTEM
from torilla.core.models import AuditHead
from torilla.duties.holders import Posts, posts
from torilla.duties.models import HOLDER, Duty, Reminder
from torilla.duties.often import Choices, choices
from torilla.duties.steps import Step, step_at, steps_of
from torilla.duties.telling import Telling, put_into_mails, put_onto_cards
from torilla.duties.times import Times, duty_times
from torilla.guideline.policies import NoPolicy, current_policy
from torilla.people.cooperation import per_person_features
from torilla.people.models import Person, Supervision
from torilla.people.positions import OF_A_UNIT
from torilla.policy import Policy
from torilla.policy.positions import SUPERVISOR

BATCH = 5000
"""Duties looked at in one round; so many that nobody gets two mails where one would do."""
_CHUNK = 500

Told = set[tuple[int, int, int]]
"""Duty, step and person."""


@dataclass
class _Round:
    """What one round knows and what it decides."""

    now: datetime
    policy: Policy
    posts: Posts
    chiefs: dict[int, list[Person]]
    by_person: bool = False
    times: dict[int, Times] = field(default_factory=dict)
    told: Told = field(default_factory=set)
    choices: Choices = field(default_factory=lambda: Choices(True))
    telling: list[Telling] = field(default_factory=list)


def queue_mails(now: datetime) -> int:
    """Tell those to whom the steps that have come speak; returns how many duties were looked at.

    Who is not on duty now is told when they are, unless the next step comes first. Without mail (not
    set up, or no address) the reminder stands in the page alone. Nobody is told twice of one step.
    """
    due = Duty.objects.filter(closed_at=None, next_step_at__lte=now)
    if not due.exists():
        return 0
    try:
        policy = current_policy(now)
    except NoPolicy:
        return 0
    with transaction.atomic():
        list(AuditHead.objects.select_for_update().values_list("pk"))
        rows = due.select_related("holder_person", "finding", "holder_unit")
        duties = list(rows.order_by("next_step_at", "pk")[:BATCH])
        this = _begin(duties, policy, now)
        for duty in duties:
            _take_step(duty, this)
        _keep_steps(duties)
        _send(this)
    return len(duties)


def _begin(duties: list[Duty], policy: Policy, now: datetime) -> _Round:
    held = posts(now, duties)
    holders = {person.pk for duty in duties for person in held.persons(duty)}
    this = _Round(now, policy, held, _chiefs(holders, now), per_person_features(now))
    speaks_to = {
        person.pk
        for duty in duties
        for step in steps_of(duty.kind, policy, timezone.localdate(now))
        for person in _recipients(duty, step, this)
    }
    this.times = duty_times(speaks_to, policy, now)
    this.choices = choices(speaks_to, policy, timezone.localdate(now))
    ids = [duty.pk for duty in duties]
    for start in range(0, len(ids), _CHUNK):
        rows = Reminder.objects.filter(duty__in=ids[start : start + _CHUNK])
        this.told.update(rows.values_list("duty_id", "step", "person_id"))
    return this


def _take_step(duty: Duty, this: _Round) -> None:
    """Tell those of the step that has come who are on duty; move on when no one is left to tell."""
    steps = steps_of(duty.kind, this.policy, timezone.localdate(this.now))
    while duty.next_step < len(steps):
        step = steps[duty.next_step]
        following = steps[duty.next_step + 1 : duty.next_step + 2]
        later = [step_at(s, duty) for s in following]
        overtaken = bool(later) and later[0] <= this.now
        if step_at(step, duty) > this.now:
            duty.next_step_at = step_at(step, duty)
            return
        # Two steps to the same reader at once are one: the later.
        waits = [] if overtaken and following[0].to == step.to else _tell(duty, step, this)
        if waits and not overtaken:
            duty.next_step_at = min([*waits, *later])
            return
        duty.next_step += 1
    duty.next_step_at = None


def _keep_steps(duties: list[Duty]) -> None:
    """Few different values for many rows: an UPDATE for each value."""
    same: dict[tuple[int, datetime | None], list[int]] = defaultdict(list)
    for duty in duties:
        same[duty.next_step, duty.next_step_at].append(duty.pk)
    for (step, at), ids in same.items():
        for start in range(0, len(ids), _CHUNK):
            some = Duty.objects.filter(pk__in=ids[start : start + _CHUNK])
            some.update(next_step=step, next_step_at=at)


def _tell(duty: Duty, step: Step, this: _Round) -> list[datetime]:
    """Reminders for those on duty; when the others are on duty next."""
    waits = []
    for person in _recipients(duty, step, this):
        if (duty.pk, duty.next_step, person.pk) in this.told:
            continue
        times = this.times[person.pk]
        if times.on_duty(this.now):
            reminder = Reminder(
                duty=duty, step=duty.next_step, to=step.to, person=person, at=this.now
            )
            goes = this.choices.goes_at(duty, step, person.pk, times, this.now)
            this.telling.append(Telling(reminder, *goes))
        elif (start := times.next_start(this.now)) is not None:
            waits.append(start)
    return waits


def _recipients(duty: Duty, step: Step, this: _Round) -> list[Person]:
    """Whom a step speaks to; the set-up person where the position is vacant."""
    if step.to == HOLDER:
        return this.posts.persons(duty)
    if duty.holder_person_id is not None and not this.by_person:
        return []  # whether one person is late is nobody else's to know (people/cooperation.py)
    if step.to == SUPERVISOR:
        holders = this.posts.persons(duty)
        found = [chief for holder in holders for chief in this.chiefs.get(holder.pk, [])]
        return list(dict.fromkeys(found)) or this.posts.instead()
    unit = duty.finding.unit_id if duty.finding and step.to in OF_A_UNIT else None
    return this.posts.at(step.to, unit) or this.posts.instead()


def _chiefs(persons: set[int], now: datetime) -> dict[int, list[Person]]:
    rows = Supervision.objects.at(now).filter(person__in=persons, supervisor__is_active=True)
    found: dict[int, list[Person]] = defaultdict(list)
    for row in rows.select_related("supervisor"):
        found[row.person_id].append(row.supervisor)
    return found


def _send(this: _Round) -> None:
    put_into_mails(this.telling, this.now)
    reminders = [telling.reminder for telling in this.telling]
    Reminder.objects.bulk_create(reminders, batch_size=_CHUNK)
    put_onto_cards([reminder.duty for reminder in reminders], this.now)
    _record(reminders, this.now)


def _record(told: Iterable[Reminder], now: datetime) -> None:
    entries = [
        audit.Entry(
            reminder.duty,
            "duties.duty.told",
            {
                "person": reminder.person.audit_name,
                "step": reminder.step,
                "to": reminder.to,
                "mail": reminder.mail_id,
            },
        )
        for reminder in told
    ]
    audit.record_many(entries, actor=SYSTEM, at=now)
