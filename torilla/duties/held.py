"""What the duties hold of a person; see `people.hooks`."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.urls import reverse

from torilla.duties.commands.pass_on import let_go, pass_on
from torilla.duties.models import Duty, Notice
from torilla.duties.own import exported_choices, forget_choices
from torilla.duties.texts import names_in, what
from torilla.guideline.held import erased_name
from torilla.people.hooks import Held
from torilla.people.models import Person

COVERS = frozenset(
    {
        "duties.calendarlink.person",
        "duties.duty.closed_by",
        "duties.duty.holder_person",
        "duties.mail.person",
        "duties.notice.delivered_to",
        "duties.noticechoice.person",
        "duties.reminder.person",
    }
)


def held_by(person: Person, now: datetime) -> Iterator[Held]:
    """Open tasks that are the person's by name; they fall to the set-up person by themselves."""
    rows = Duty.objects.filter(holder_person=person, closed_at=None)
    duties = list(rows.select_related("finding", "notice"))
    names = names_in(duties)
    for duty in duties:
        yield Held(
            what(duty, names),
            reverse("duties:task", args=[duty.pk]),
            ends_first=False,
            key=duty.audit_name,
            hand_over=partial(pass_on, duty),
            # What a finding opened ends with the finding alone.
            end=None if duty.kind == Duty.Kind.PUT_RIGHT else partial(let_go, duty),
        )


def exported(person: Person) -> dict[str, Any]:
    """Tasks, reminders, mails and notices that name the person."""
    return {
        "tasks": [_task(duty) for duty in person.duties.order_by("pk")],
        "reminders": [
            {
                "task": reminder.duty_id,
                "step": reminder.step,
                "at": reminder.at.isoformat(),
                "by_mail": reminder.mail_id is not None,
            }
            for reminder in person.reminders.order_by("pk")
        ],
        "mails": [
            {"state": mail.state, "queued_at": mail.queued_at.isoformat()}
            for mail in person.mails.order_by("pk")
        ],
        "notices_received": [
            {"clause": n.clause, "delivered_at": n.delivered_at and n.delivered_at.isoformat()}
            for n in Notice.objects.filter(delivered_to=person)
        ],
        "notice_choices": exported_choices(person),
    }


def _task(duty: Duty) -> dict[str, Any]:
    return {
        "subject": duty.subject_name,
        "clause": duty.clause,
        "opened_at": duty.opened_at.isoformat(),
        "due_at": duty.due_at.isoformat(),
        "closed_at": duty.closed_at.isoformat() if duty.closed_at else None,
        "outcome": duty.outcome or None,
    }


def forget(person: Person, now: datetime) -> None:
    """Tasks about the person keep their history, not the name; of mails, not the server's words.

    A mail server that refuses a mail repeats the address in its answer.
    """
    about = Duty.objects.filter(subject_kind="person", subject_id=person.pk)
    about.update(subject_name=erased_name(person))
    person.mails.exclude(last_error="").update(last_error="")
    forget_choices(person)
