"""Two-step sign-in, asked of whoever holds a right where the policy says so (`sign_in.two_step_days`, added).

Until the days are over every page says so; after that only the pages open on which one sets it up, and
the keys that the person gave to programs do nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from torilla.core.templatetags.torilla import day
from torilla.guideline.models import PolicyFile
from torilla.guideline.policies import NoPolicy, current_policy
from torilla.people.models import Holding, Person, Supervision
from torilla.people.sign_in import can_come_in_two_steps, has_two_steps
from torilla.policy.policy import NoValue
from torilla.register.models import Stewardship
from torilla.web.access import OWN

PARAMETER = "sign_in.two_step_days"
STAY_OPEN = frozenset(
    {name for name in OWN if name.startswith(("mfa_", "account_"))} | {"web:settings"}
)
"""What opens in any case besides `access.OPEN`: how one signs in, one's language, the way out."""


@dataclass(frozen=True)
class Demand:
    """Until when somebody has time, and whether it is over."""

    until: datetime
    over: bool

    @property
    def text(self) -> str:
        if self.over:
            return _("You hold a right here, so you need two-step sign-in before you go on.")
        return _("You hold a right here, so you need two-step sign-in by %(day)s.") % {
            "day": day(self.until)
        }


def demand_on(request: HttpRequest, now: datetime) -> Demand | None:
    """What is asked of whoever has signed in; None where nothing is."""
    return _demand(request.user, now, lambda: has_two_steps(request))


def demand_on_programs_of(person: Person, now: datetime) -> Demand | None:
    """What is asked of the person before programs may act for them: no session tells how they come in."""
    return _demand(person, now, lambda: can_come_in_two_steps(person))


def _demand(person: Person, now: datetime, two_steps: Callable[[], bool]) -> Demand | None:
    days = _days(now)
    if days is None or two_steps():
        return None
    since = right_since(person, now)
    if since is None:
        return None
    loaded = PolicyFile.objects.filter(loaded_at__lte=now).latest("loaded_at").loaded_at
    until = max(since, loaded) + timedelta(days=days)
    return Demand(until, over=until <= now)


def right_since(person: Person, now: datetime) -> datetime | None:
    """Since when the person holds a position, supervises or serves an account; None for who does none."""
    held = [
        Holding.objects.at(now).filter(person=person),
        Supervision.objects.at(now).filter(supervisor=person),
        Stewardship.objects.at(now).filter(person=person),
    ]
    first, *rest = [rows.order_by().values_list("since", flat=True) for rows in held]
    return min(first.union(*rest), default=None)


def _days(now: datetime) -> int | None:
    try:
        return int(current_policy(now).parameter(PARAMETER, on=timezone.localdate(now)).value)
    except (NoPolicy, NoValue):
        return None
