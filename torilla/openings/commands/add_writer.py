from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.duties.commands.tell import tell
from torilla.openings.commands._written import writable
from torilla.openings.models import Application, Writer
from torilla.people.models import Person


@command(permission="openings.write", subject="application")
def add_writer(*, actor: Any, application: Application, person: Person, now: datetime) -> Writer:
    """Let somebody else write in the application too; they are told."""
    current = writable(application)
    if not person.is_active or person.erased_at is not None:
        raise Refused(_("This person no longer works here."), field="person")
    if person.pk == current.made_by_id or current.writers.filter(person=person).exists():
        raise Refused(_("This person writes in the application already."), field="person")
    writer = Writer.objects.create(application=current, person=person, added_by=actor, added_at=now)
    audit.record(current, "openings.writer.added", actor=actor, at=now, person=person.audit_name)
    tell(
        message=gettext_noop("You write in the application “{application}” too"),
        values={"application": current.title},
        subject=current,
        subject_name=current.title,
        clause="",
        actor=actor,
        now=now,
        persons=[person],
    )
    return writer
