"""An application is taken back."""

from datetime import datetime
from typing import Any

from torilla.core import audit
from torilla.core.command import command
from torilla.openings.commands._set_up import leave_set_up
from torilla.openings.commands._steps import WITHDRAWN, end, locked, tell_of
from torilla.openings.models import Application


@command(permission="openings.withdraw", subject="application")
def withdraw(*, actor: Any, application: Application, now: datetime) -> Application:
    """Ends an application before its account is in use; what was decided stays to be read.

    Whoever made it is told where somebody else withdrew it. Refused once the application has ended.
    """
    row = locked(application)
    end(row, "withdrawn", actor, now)
    leave_set_up(row, actor, now)
    audit.record(row, "openings.application.withdrawn", actor=actor, at=now)
    if getattr(actor, "pk", None) != row.made_by_id:
        tell_of(row, WITHDRAWN, actor, now, persons=[row.made_by])
    return row
