"""Somebody asks whether something may be told of a matter in preparation."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.duties.commands.ask import ask as ask_duty
from torilla.duties.steps import due_at
from torilla.duties.working_days import working_days_after
from torilla.guideline.policies import current_policy
from torilla.matters.case_numbers import key_of
from torilla.matters.commands._common import CLAUSE, NAME, OWN
from torilla.matters.models import Disclosure
from torilla.people.models import Body, Membership, Person
from torilla.policy import NoValue

ASKED = gettext_noop(
    "{person} asks what may be told of an unfinished matter. Say what, to whom and until when, or refuse."
)
ANSWERED_IN = 1
"""Working days in which a question is answered where the policy says nothing."""


@command(permission="disclosures.ask", subject=None)
def ask(
    *,
    actor: Any,
    about: str,
    wanted: str,
    audience: str,
    official: Person | None = None,
    body: Body | None = None,
    case_number: str = "",
    now: datetime,
) -> Disclosure:
    """Ask the preparing official, or the body that decides, what may be told (M4, L5).

    A task to answer opens, due in `disclosure.answer_days` working days. Refused for oneself, for a person
    or body that is no longer there, for a body for which nobody else speaks, and while the same question
    awaits its answer.
    """
    asker = Person.objects.select_for_update().get(
        pk=actor.pk
    )  # two at once would not see each other
    _check_asked(asker, official, body, now)
    for name, said in (("about", about), ("wanted", wanted), ("audience", audience)):
        if not said.strip():
            raise Refused(_("Write this: without it the question cannot be answered."), field=name)
    row = Disclosure(
        state="asked", case_number=case_number.strip(), case_key=key_of(case_number),
        about=about.strip(), wanted=wanted.strip(), audience=audience.strip(),
        asked_by=asker, asked_at=now, official=official, body=body,
    )  # fmt: skip
    _check_asked_before(row)
    days = _days_to_answer(now)
    row.due_at = due_at(now, days)
    row.save()
    audit.record(
        row, "matters.disclosure.asked", actor=actor, at=now,
        of=official.audit_name if official else body.audit_name if body else None,
    )  # fmt: skip
    ask_duty(
        message=ASKED, values={"person": asker.audit_name}, subject=row,
        subject_name=row.title[:NAME], clause=CLAUSE, days=days, actor=actor, now=now,
        person=official, body=body,
    )  # fmt: skip
    return row


def _check_asked(asker: Person, official: Person | None, body: Body | None, now: datetime) -> None:
    if (official is None) == (body is None):
        raise Refused(_("Choose whom you ask."), field="whom")
    if official == asker:
        remedy = _("Ask the group that decides, or another who prepares the matter.")
        raise Refused(OWN, field="whom", remedy=remedy)
    if official is not None and (not official.is_active or official.erased_at is not None):
        raise Refused(_("This person no longer works here."), field="whom")
    if body is None:
        return
    if body.ended_at is not None:
        raise Refused(_("This group has ended."), field="whom")
    speak = Membership.objects.at(now).filter(body=body, role__in=Membership.SPEAK)
    if set(speak.values_list("person", flat=True)) == {asker.pk}:
        raise Refused(
            OWN,
            field="whom",
            remedy=_("Nobody but you speaks for this group. Ask the official who prepares it."),
        )


def _check_asked_before(row: Disclosure) -> None:
    same = Disclosure.objects.filter(
        state="asked", asked_by=row.asked_by, official=row.official, body=row.body,
        case_key=row.case_key, about__iexact=row.about,
    )  # fmt: skip
    if same.exists():
        raise Refused(
            _("You have asked this already, and the answer is awaited."),
            clause=CLAUSE,
            remedy=_("Look at your question, or take it back and ask anew."),
        )


def _days_to_answer(now: datetime) -> int:
    """Calendar days until the working day on which the answer is due."""
    today = timezone.localdate(now)
    try:
        given: int = current_policy(now).parameter("disclosure.answer_days", on=today).value
    except NoValue:
        given = ANSWERED_IN
    left: timedelta = working_days_after(today, given) - today
    return left.days
