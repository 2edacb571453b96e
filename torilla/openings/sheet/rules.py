"""Which clauses the application keeps, and which not yet, at the moment of looking."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from torilla.guideline.policies import current_policy
from torilla.guideline.texts import place
from torilla.openings.judging import Judged, judged
from torilla.openings.models import Application
from torilla.openings.sheet.blocks import Block, ClauseRow, clauses, heading
from torilla.openings.sheet.characters import line


def guideline(application: Application, now: datetime) -> Iterator[Block]:
    """Two lists under one heading: what is not kept, with why, and what is."""
    found = judged(application, now)
    lists = (
        (pgettext("sheet", "Not kept yet"), [each for each in found if not each.kept]),
        (pgettext("sheet", "Kept"), [each for each in found if each.kept]),
    )
    yield heading(pgettext("sheet", "What the guideline asks"))
    for title, rows in lists:
        if rows:
            yield heading(title, level=2)
            yield clauses(_row(each, application, now) for each in rows)


def _row(each: Judged, application: Application, now: datetime) -> ClauseRow:
    policy = current_policy(now)
    where = line(place(policy, each.clause))
    before, after = _("Guideline: %(where)s (%(clause)s)").split("%(where)s")
    behind = (after % {"clause": each.clause}).replace(" ", "\N{NO-BREAK SPACE}")
    told = [each.sentence, each.reason]
    if not each.kept and (reason := application.reasons.get(each.rule)):
        told.append(pgettext("sheet", "Proposed nevertheless: %(reason)s") % {"reason": reason})
    return {
        "told": line(" ".join(filter(None, told))),
        "before": before if where else "",
        "where": where,
        "after": behind if where else f"({each.clause})",
        "language": policy.document.language,
    }
