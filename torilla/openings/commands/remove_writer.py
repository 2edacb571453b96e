from datetime import datetime
from typing import Any

from torilla.core import audit
from torilla.core.command import command
from torilla.openings.commands._written import writable
from torilla.openings.models import Writer


@command(permission="openings.write", subject="writer")
def remove_writer(*, actor: Any, writer: Writer, now: datetime) -> None:
    """Somebody no longer writes in the application; what they wrote stays."""
    application = writable(writer.application)
    audit.record(
        application, "openings.writer.removed", actor=actor, at=now,
        person=writer.person.audit_name,
    )  # fmt: skip
    writer.delete()
