from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.guideline.models import Finding, Waiver

LONGEST = timedelta(days=366)
"""A waiver is looked at again within a year."""


@command(permission="guideline.waive", subject="finding")
def grant_waiver(
    *, actor: Any, finding: Finding, reason: str, until: date, now: datetime
) -> Waiver:
    """Excuse one subject from one rule until a day (included), by whom and why.

    The finding and its duty follow when the subject is looked at next, by the change feed at once.

    Raises Refused for what the law stops, for a day that is past or more than a year ahead, and
    when the finding is closed or waived already.
    """
    _check(finding, until, timezone.localdate(now))
    if in_force(finding, now).exists():
        raise Refused(_("There is a waiver already."), remedy=_("End it before granting another."))
    waiver = Waiver.objects.create(
        rule=finding.rule,
        subject_kind=finding.subject_kind,
        subject_id=finding.subject_id,
        granted_by=actor,
        reason=reason,
        since=now,
        until=_end_of(until),
    )
    audit.record(
        waiver, "guideline.waiver.granted", actor=actor, at=now,
        source=finding.source, of=finding.subject_id, rule=finding.rule, until=until.isoformat(),
    )  # fmt: skip
    return waiver


def in_force(finding: Finding, now: datetime) -> QuerySet[Waiver]:
    """Waivers that excuse this finding's subject from its rule at `now`."""
    return Waiver.objects.at(now).filter(
        rule=finding.rule, subject_kind=finding.subject_kind, subject_id=finding.subject_id
    )


def waivable(finding: Finding) -> bool:
    """Whether an exception may be granted at all: never from what a law stops."""
    return not (finding.enforcement == "block" and finding.basis.startswith("law"))


def _check(finding: Finding, until: date, today: date) -> None:
    if not waivable(finding):
        raise Refused(
            _("The law asks for this; the municipality cannot make an exception."),
            clause=finding.clause or None,
        )
    if finding.closed_at is not None:
        raise Refused(_("This has been put right already; no waiver is needed."))
    if until < today:
        raise Refused(_("The last day is past."), field="until", remedy=_("Give a day to come."))
    if until > today + LONGEST:
        raise Refused(
            _("A waiver lasts at most a year."), field="until", remedy=_("Give a nearer day.")
        )


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), timezone.get_default_timezone())
