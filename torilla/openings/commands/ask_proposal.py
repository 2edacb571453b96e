"""Whoever proposes is asked to do so."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.duties.commands.ask import settle
from torilla.openings.chain import proposers
from torilla.openings.commands._steps import DAYS, PROPOSE, ask_person, locked
from torilla.openings.lifecycle import ApplicationStates
from torilla.openings.models import Application


@command(permission="openings.write", subject="application")
def ask_proposal(*, actor: Any, application: Application, now: datetime) -> None:
    """Asks those who propose by the policy. Refused where nobody is recorded as that, or it is no draft."""
    row = locked(application)
    if row.state not in ApplicationStates.WRITTEN:
        raise Refused(_("The application has been proposed already."), clause="C2")
    able = proposers(row, now)
    if not able:
        raise Refused(
            _("Nobody is recorded who could propose the application."),
            clause="C2",
            remedy=_("Ask the set-up person to record who it is."),
        )
    settle(subject=row, actor=actor, now=now, message=PROPOSE)
    for person in able:
        ask_person(row, PROPOSE, person, actor, now, DAYS)
    audit.record(row, "openings.proposal.asked", actor=actor, at=now)
