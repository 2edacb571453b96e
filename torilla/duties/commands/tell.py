from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from torilla.core import audit
from torilla.duties.models import Duty, Notice
from torilla.duties.steps import due_at
from torilla.guideline.policies import current_policy
from torilla.people.models import Person
from torilla.people.positions import OF_A_UNIT
from torilla.policy import RULES, Policy


def tell(
    *,
    message: str,
    values: Mapping[str, Any],
    subject: Any,
    subject_name: str,
    clause: str,
    actor: Any,
    now: datetime,
    unit: Any = None,
    parameter: str = "register.told",
    positions: Sequence[str] = (),
    persons: Sequence[Person] = (),
) -> Notice:
    """Tell the positions that the policy's `parameter` lists, and keep what was told (K4, C5).

    Where no clause asks for it (`clause` ""), `positions` says who is told. With `persons` they are told
    by themselves, and no position is.

    `message` is an English message with `{placeholders}` for `values`; a value such as
    "people.person:17" is shown as that person's name. `unit` is whose head is told, where the parameter
    says head_of_unit. Each position gets a duty to read it, due when the clause's rules fall due. Called
    within a command, which asks for permission. Raises NoValue when the policy has no such parameter.
    """
    policy = current_policy(now)
    if not persons and not positions:
        positions = policy.parameter(parameter, on=timezone.localdate(now)).value
    notice = Notice.objects.create(
        clause=clause,
        message=message,
        values=dict(values),
        subject_kind=subject._meta.model_name,
        subject_id=subject.pk,
        made_at=now,
    )
    audit.record(
        notice, "duties.notice.made", actor=actor, at=now,
        clause=clause, of=subject.audit_name, positions=list(positions),
        persons=[person.audit_name for person in persons],
    )  # fmt: skip
    days = _days(policy, clause)
    duties = [_duty(notice, position, unit, subject_name, days, now) for position in positions]
    duties += [_duty(notice, "", None, subject_name, days, now, person) for person in persons]
    rows = Duty.objects.bulk_create(duties)
    entries = [audit.Entry(row, "duties.duty.opened", {"notice": notice.pk}) for row in rows]
    audit.record_many(entries, actor=actor, at=now)
    return notice


def _duty(
    notice: Notice,
    position: str,
    unit: Any,
    subject_name: str,
    days: int,
    now: datetime,
    person: Person | None = None,
) -> Duty:
    return Duty(
        kind=Duty.Kind.READ,
        clause=notice.clause,
        basis="guideline" if notice.clause else "added",
        notice=notice,
        subject_kind=notice.subject_kind,
        subject_id=notice.subject_id,
        subject_name=subject_name,
        holder_person=person,
        holder_position=position,
        holder_unit=unit if position in OF_A_UNIT else None,
        opened_at=now,
        due_at=due_at(now, days),
        next_step_at=now,
    )


def _days(policy: Policy, clause: str) -> int:
    """As many days as the strictest rule of the clause gives; a week where no rule speaks of it."""
    given = [s.days for id, s in policy.rules.items() if RULES[id].clause == clause]
    return min(given, default=7)
