"""A person gets to see what is known of them."""

from datetime import datetime
from typing import Any

from torilla.core import audit
from torilla.core.command import command
from torilla.core.models import AuditEntry
from torilla.people import hooks
from torilla.people.models import Person


@command(permission="people.export", subject="person")
def export_person(*, actor: Any, person: Person, now: datetime) -> dict[str, Any]:
    """Everything that every package holds of the person, and what the log tells of them, as plain JSON."""
    entries = AuditEntry.objects.filter(subject=person.audit_name).order_by("id")
    told = hooks.exported(person)
    told["log"] = [
        {"id": pk, "at": at.isoformat(), "action": action}
        for pk, at, action in entries.values_list("id", "at", "action")
    ]
    told["exported_at"] = now.isoformat()
    audit.record(person, "people.person.exported", actor=actor, at=now, person=person.pk)
    return told
