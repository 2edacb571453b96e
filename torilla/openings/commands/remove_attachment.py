from datetime import datetime
from typing import Any

from torilla.core import audit
from torilla.core.command import command
from torilla.openings.commands._written import writable
from torilla.openings.models import Attachment


@command(permission="openings.write", subject="attachment")
def remove_attachment(*, actor: Any, attachment: Attachment, now: datetime) -> None:
    """Take a file out of the application."""
    application = writable(attachment.application)
    audit.record(
        application, "openings.attachment.removed", actor=actor, at=now,
        attachment=attachment.pk, sha256=attachment.sha256,
    )  # fmt: skip
    attachment.delete()
