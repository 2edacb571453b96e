"""An exception to the chain is recorded: who decided so, when and why (C2)."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.openings.chain import chain
from torilla.openings.commands._steps import go_on, let_lapse, locked, undecided
from torilla.openings.deciding import LAW
from torilla.openings.exceptions import coming_round, left_out
from torilla.openings.models import Application, ChainException, Decision
from torilla.openings.stakes import stakes_in

GOES_ON = frozenset({"drafted", "returned", "deciding"})


@command(permission="openings.except", subject="application")
def except_chain(
    *,
    actor: Any,
    application: Application,
    steps: Collection[int],
    decided_by: str,
    decided_on: date,
    reason: str,
    now: datetime,
) -> ChainException:
    """Leaves steps out of the round that goes on, or out of the next one. At least one decision stays.

    Refused for one with a stake in the application, for steps that are decided or unknown, without who and
    why, and once the application has been decided.
    """
    row = locked(application)
    _check(actor, row, steps, decided_on, now)
    if not decided_by.strip():
        raise Refused(_("Say who decided on the exception."), field="decided_by")
    if not reason.strip():
        raise Refused(_("Say why the steps are left out."), field="reason")
    made = ChainException.objects.create(
        application=row,
        round=coming_round(row),
        steps=sorted(set(steps)),
        decided_by=decided_by.strip(),
        decided_on=decided_on,
        reason=reason.strip(),
        recorded_by=actor if getattr(actor, "pk", None) else None,
        recorded_at=now,
    )
    audit.record(
        row, "openings.exception.recorded", actor=actor, at=now, exception=made.pk,
        round=made.round, steps=made.steps,
    )  # fmt: skip
    if row.state == "deciding":
        let_lapse(row, undecided(row, Q(step__in=made.steps)), actor, now)
        go_on(row, actor, now)
    return made


def _check(
    actor: Any, application: Application, steps: Collection[int], decided_on: date, now: datetime
) -> None:
    if application.state not in GOES_ON:
        raise Refused(
            _("The application has been decided: there is nothing to leave out."), clause="C2"
        )
    if getattr(actor, "pk", None) in stakes_in(application):
        raise Refused(
            LAW, clause="C2", remedy=_("The manager or the director without a stake records it.")
        )
    if decided_on > timezone.localdate(now):
        raise Refused(_("The day lies ahead: give the day of the decision."), field="decided_on")
    open_steps, counted = _steps(application, now)
    if not steps:
        raise Refused(_("Choose at least one step."), field="steps")
    if not set(steps) <= open_steps:
        raise Refused(_("A step that was decided cannot be left out."), clause="C2", field="steps")
    if not counted - set(steps):
        raise Refused(
            _("At least one decision stays: an exception leaves steps out, it does not approve."),
            clause="C2",
            field="steps",
        )


def _steps(application: Application, now: datetime) -> tuple[set[int], set[int]]:
    """The steps that may be left out, and those that count: open or approved."""
    if application.state == "deciding":
        open_ = {row.step for row in undecided(application)}
        approved = application.decisions.filter(
            round=application.round, outcome=Decision.Outcome.APPROVED
        )
        return open_, open_ | set(approved.values_list("step", flat=True))
    numbers = set(range(1, len(chain(now)) + 1))
    open_ = numbers - left_out(application, coming_round(application))
    return open_, open_
