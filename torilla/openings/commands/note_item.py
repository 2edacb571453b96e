from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.openings.checklist import BY_KEY
from torilla.openings.commands._steps import locked
from torilla.openings.models import Application, Check
from torilla.openings.set_up import DONE, Point, checklist_of


@command(permission="openings.set_up", subject="application")
def note_item(
    *, actor: Any, application: Application, item: str, reason: str, now: datetime
) -> Check:
    """Leave an item of the checklist out with a reason, or say how one that no record tells is done.

    Raises Refused where nothing is being set up, without a reason, for one that is done, and for one that
    must be done: what the guideline demands, unless the policy lets it go on with a reason.
    """
    row = locked(application)
    if row.state != "provisioning":
        raise Refused(_("No account is being set up by this application now."), clause="C2")
    point = _find(row, item, now)
    _check(point, reason.strip())
    check, _made = Check.objects.update_or_create(
        application=row,
        item=item,
        defaults={"reason": reason.strip(), "done_by": actor, "done_at": now},
    )
    audit.record(
        row, "openings.set_up.noted", actor=actor, at=now, item=item,
        personal={"reason": reason.strip()},
    )  # fmt: skip
    return check


def _find(application: Application, item: str, now: datetime) -> Point:
    points = {point.item.key: point for point in checklist_of(application, now)}
    if item not in BY_KEY or item not in points:
        raise Refused(_("There is no such item in this checklist."))
    return points[item]


def _check(point: Point, reason: str) -> None:
    if point.item.by_hand:
        if not reason:
            raise Refused(_("Write how it is fulfilled."), clause=point.clause, field="reason")
        return
    if point.state == DONE:
        raise Refused(_("This is done already: nothing need be left out."))
    if not point.leavable:
        raise Refused(
            _("This cannot be left out: %(item)s.") % {"item": point.item.title},
            clause=point.clause,
            remedy=point.item.text,
        )
    if not reason:
        raise Refused(
            _("Without a reason it cannot be left out."),
            clause=point.clause or None,
            field="reason",
            remedy=_("Write why, in a sentence that the others understand later."),
        )
