"""What the duties hold of a person; see `people.hooks`."""

from datetime import datetime
from typing import Any

from torilla.duties.own import exported_choices, forget_choices
from torilla.people.models import Person

COVERS = frozenset(
    {
        "duties.duty.closed_by",
        "duties.duty.holder_person",
        "duties.mail.person",
        "duties.notice.delivered_to",
        "duties.reminder.person",
    }
)


def exported(person: Person) -> dict[str, Any]:
    """What the person has chosen of notices."""
    return {"notice_choices": exported_choices(person)}


def forget(person: Person, now: datetime) -> None:
    """What the person has chosen goes."""
    forget_choices(person)
