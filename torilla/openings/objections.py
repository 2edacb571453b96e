"""What the rules say against an application at the moment when it is proposed or approved."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from torilla.core.command import Refused
from torilla.openings.judging import Judged, judged
from torilla.openings.models import Application

BLOCK, REASON = "block", "reason"


def objections(application: Application, now: datetime, enforcement: str) -> list[Judged]:
    """Rules that do not hold and are enforced so: BLOCK stops, with REASON one goes on saying why."""
    found = judged(application, now)
    return [each for each in found if not each.kept and each.enforcement == enforcement]


def refuse_blocked(application: Application, now: datetime) -> None:
    """Raise Refused, with the list, where something must be put right before."""
    blocks = objections(application, now, BLOCK)
    if blocks:
        raise Refused(
            _("This must be put right first: %(list)s")
            % {"list": " ".join(in_a_line(each) for each in blocks)},
            clause=blocks[0].clause,
            remedy=_("Complete the sections of the application, or return it with questions."),
        )


def in_a_line(each: Judged) -> str:
    """Why a rule does not hold, with its clause."""
    why = each.reason or each.sentence
    return f"{why} ({each.clause})" if each.clause else why
