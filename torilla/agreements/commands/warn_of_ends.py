"""Nothing ends silently: both sides hear of an end on the days that the policy names, and of the end itself."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_noop

from torilla.agreements.commands._common import settle_all, tell_other_side, warn
from torilla.agreements.facts import warned_days
from torilla.agreements.models import Agreement, Warned
from torilla.core import audit
from torilla.core.actors import SYSTEM
from torilla.guideline.policies import NoPolicy, current_policy

OVER = gettext_noop("An agreement has ended. Its last day was {day}, and nothing follows it.")
LOOKED_BACK = timedelta(days=60)
"""An end is told of for so long after it: a worker that stood still for weeks tells it all the same."""


def warn_of_ends(now: datetime) -> int:
    """Tell both sides of agreements that end and are not renewed; how many were told of.

    Each of `agreements.warned_days` once, and once more when it is over. Days that passed while nobody looked
    are told as one.
    """
    try:
        days = warned_days(current_policy(now), now)
    except NoPolicy:
        return 0
    if not days:
        return 0
    today = timezone.localdate(now)
    followed = Agreement.objects.filter(renews=OuterRef("pk"), state__in=("proposed", "agreed"))
    rows = Agreement.objects.filter(
        ~Exists(followed),
        state="agreed",
        last_day__gte=today - LOOKED_BACK,
        last_day__lte=today + timedelta(days=days[0]),
        person__erased_at=None,
    ).order_by("last_day", "pk")
    return sum(_tell(pk, days, now) for pk in rows.values_list("pk", flat=True))


@transaction.atomic
def _tell(pk: int, days: tuple[int, ...], now: datetime) -> int:
    rows = Agreement.objects.select_for_update(of=("self",)).select_related("person", "supervisor")
    agreement: Agreement = rows.get(pk=pk)
    left = (agreement.last_day - timezone.localdate(now)).days
    told = set(agreement.warned.values_list("days", flat=True))
    due = [mark for mark in (*days, 0) if left <= mark and mark not in told and (mark or left < 0)]
    if not due:
        return 0
    if left >= 0:
        warn(agreement, left, SYSTEM, now)
    else:
        settle_all(agreement, SYSTEM, now, lapsed=True)
        tell_other_side(agreement, OVER, SYSTEM, now)
    Warned.objects.bulk_create(Warned(agreement=agreement, days=mark, at=now) for mark in due)
    audit.record(
        agreement, "agreements.agreement.warned", actor=SYSTEM, at=now,
        person=agreement.person.audit_name, days=min(due),
    )  # fmt: skip
    return 1
