import hashlib
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.openings.commands._written import person_of, writable
from torilla.openings.files import LARGEST, MOST, kind_of, safe_name
from torilla.openings.models import Application, Attachment, AttachmentBytes


@command(permission="openings.write", subject="application")
def attach(
    *, actor: Any, application: Application, name: str, content: bytes, now: datetime
) -> Attachment:
    """Add a file to the application. What it is shows in its bytes, not in its name."""
    current = writable(application)
    kind = kind_of(content)
    if not content:
        raise Refused(_("The file is empty."), field="file")
    if len(content) > LARGEST:
        raise Refused(
            _("The file is larger than %(most)s MB.") % {"most": LARGEST // 1_000_000},
            field="file",
            remedy=_("Make it smaller, or tell in the text where it is found."),
        )
    if kind is None:
        raise Refused(
            _("This kind of file cannot be attached."),
            field="file",
            remedy=_(
                "Attach a PDF, a Word document (DOCX), a picture (PNG or JPEG) or plain text."
            ),
        )
    if current.attachments.count() >= MOST:
        raise Refused(
            _("There are %(most)s attachments already.") % {"most": MOST},
            field="file",
            remedy=_("Remove one that is not needed."),
        )
    row = Attachment.objects.create(
        application=current,
        name=safe_name(name, kind),
        kind=kind,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        added_by=person_of(actor),
        added_at=now,
    )
    AttachmentBytes.objects.create(attachment=row, content=content)
    audit.record(
        current, "openings.attachment.added", actor=actor, at=now,
        attachment=row.pk, kind=kind, size=row.size, sha256=row.sha256,
    )  # fmt: skip
    return row
