"""What the duties hold of a person; see `people.hooks`."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from torilla.duties.models import Duty
from torilla.people.hooks import Held
from torilla.people.models import Person

COVERS = frozenset(
    {
        "duties.duty.closed_by",
        "duties.duty.holder_person",
        "duties.mail.person",
        "duties.reminder.person",
        "duties.notice.delivered_to",
    }
)


def held_by(person: Person, now: datetime) -> Iterator[Held]:
    """Open duties held by the person by name; they pass on by themselves, so nothing waits for them."""
    for duty in Duty.objects.filter(holder_person=person, closed_at=None):
        yield Held(duty.subject_name, reverse("duties:task", args=[duty.pk]), ends_first=False)


def exported(person: Person) -> dict[str, Any]:
    """Which duties the person held by name."""
    rows = Duty.objects.filter(holder_person=person).order_by("opened_at", "pk")
    return {
        "duties": [
            {
                "subject": row.subject_name,
                "opened_at": row.opened_at.isoformat(),
                "closed_at": row.closed_at.isoformat() if row.closed_at else None,
            }
            for row in rows
        ]
    }


def forget(person: Person, now: datetime) -> None:
    """Duties about the person keep their history, not the name."""
    Duty.objects.filter(subject_kind="person", subject_id=person.pk).update(
        subject_name=person.audit_name
    )
