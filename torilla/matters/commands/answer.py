"""A question is answered by whom it was asked of, or by whoever speaks for the body."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.matters.commands._common import (
    CLAUSE,
    OWN,
    locked,
    must_move,
    settle_question,
    tell_asker,
)
from torilla.matters.models import Disclosure

GRANTED = gettext_noop(
    "You may tell of the unfinished matter. See what, to whom and until when before you do."
)
REFUSED = gettext_noop("The unfinished matter may not be told of. The reason stands on its page.")

LONGEST = timedelta(days=366)
"""How far ahead the last day may lie: a matter that is in preparation for longer is asked about again."""


@dataclass(frozen=True)
class Answer:
    """What somebody answers. Of a permission: what, to whom, until when, and that nothing in it is secret; of
    a refusal: the reason. Of a body: the day of its meeting and the section, if it met."""

    grants: bool
    granted: str = ""
    audience: str = ""
    until: date | None = None
    nothing_secret: bool = False
    reason: str = ""
    meeting_on: date | None = None
    section: str = ""


@command(permission="disclosures.answer", subject="disclosure")
def answer(*, actor: Any, disclosure: Disclosure, said: Answer, now: datetime) -> Disclosure:
    """Grant what may be told, which may be less than was asked, or refuse with a reason; the asker is told.

    Refused for one's own question, for one answered before, and for an answer that lacks something: what
    may be told has to be free of secrets and of personal data unfit for the web (M4).
    """
    row = locked(disclosure)
    if row.asked_by == actor:
        raise Refused(OWN, clause=CLAUSE, remedy=_("Leave the answer to somebody else."))
    must_move(row, "granted" if said.grants else "refused")
    row.answered_by, row.answered_at = actor, now
    if row.body_id:
        _note_meeting(row, said, now)
    if said.grants:
        _grant(row, said, now)
    else:
        _refuse(row, said, now)
    row.save()
    audit.record(
        row, f"matters.disclosure.{row.state}", actor=actor, at=now,
        until=row.until.isoformat() if row.until else None,
        meeting=row.meeting_on.isoformat() if row.meeting_on else None,
        nothing_secret=said.nothing_secret if said.grants else None,
    )  # fmt: skip
    settle_question(row, actor, now)
    tell_asker(row, GRANTED if said.grants else REFUSED, actor, now)
    return row


def _grant(row: Disclosure, said: Answer, now: datetime) -> None:
    if not said.granted.strip():
        raise Refused(_("Write what may be told."), field="granted")
    if not said.audience.strip():
        raise Refused(_("Write to whom it may be told."), field="audience")
    if said.until is None:
        raise Refused(_("Give the last day on which it may be told."), field="until")
    today = timezone.localdate(now)
    if said.until < today:
        raise Refused(_("The last day is past."), field="until", remedy=_("Choose today or later."))
    if said.until - today > LONGEST:
        raise Refused(
            _("The last day is more than a year ahead."),
            field="until",
            remedy=_("Choose an earlier day. It can be asked again."),
        )
    if not said.nothing_secret:
        raise Refused(
            _("A permission is given only for what holds nothing secret."),
            clause=CLAUSE,
            field="nothing_secret",
            remedy=_("Look through what may be told, and tick this; or narrow it, or refuse."),
        )
    row.state, row.until = "granted", said.until
    row.granted, row.granted_audience = said.granted.strip(), said.audience.strip()


def _refuse(row: Disclosure, said: Answer, now: datetime) -> None:
    if not said.reason.strip():
        raise Refused(_("Say why it may not be told: the asker has to know."), field="reason")
    row.state, row.reason, row.ended_at = "refused", said.reason.strip(), now


def _note_meeting(row: Disclosure, said: Answer, now: datetime) -> None:
    if said.meeting_on is None:
        raise Refused(_("Give the day of the meeting."), field="meeting_on")
    if said.meeting_on > timezone.localdate(now):
        raise Refused(
            _("The meeting lies ahead: a decision is recorded when it has been made."),
            field="meeting_on",
        )
    if not said.section.strip():
        raise Refused(_("Give the section of the minutes."), field="section")
    row.meeting_on, row.section = said.meeting_on, said.section.strip()
