from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.duties.commands.ask import settle
from torilla.openings.commands._steps import locked, move, tell_of
from torilla.openings.models import Application
from torilla.openings.set_up import checklist_of, missing
from torilla.register.commands.change_state import moved

OPENED = gettext_noop("The account is in use: {application}")


@command(permission="openings.set_up", subject="application")
def open_account(*, actor: Any, application: Application, now: datetime) -> Application:
    """Take the account into use: everything of the checklist is done, or left out with a reason.

    The manager is told (C5), and from now on the standing rules look at the account. Raises Refused with
    what is missing; of two who press at once the second is refused.
    """
    row = locked(application)
    move(row, "opened")
    left = missing(checklist_of(row, now))
    if left:
        raise Refused(
            _("The account cannot be taken into use yet. Missing: %(items)s.")
            % {"items": ", ".join(str(point.item.title) for point in left)},
            clause=left[0].clause or None,
            remedy=_("Do what is missing. What is only recommended may be left out with a reason."),
        )
    row.ended_at = now
    row.save(update_fields=["state", "ended_at"])
    settle(subject=row, actor=actor, now=now)
    assert row.account is not None  # noqa: S101  (the first item of the checklist)
    moved(actor=actor, account=row.account, version=None, state="active", now=now)
    audit.record(
        row, "openings.account.opened", actor=actor, at=now, account=row.account.audit_name
    )
    if actor.pk != row.made_by_id:
        tell_of(row, OPENED, actor, now, persons=[row.made_by])
    return row
