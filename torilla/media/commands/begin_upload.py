from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.media.commands._library import person_of
from torilla.media.models import Upload
from torilla.media.preparing import LARGEST_VIDEO
from torilla.media.uploads import KEPT, has_room, safe_name

MOST = 20
"""Files that one person may have unfinished at once."""


@command(permission="media.add", subject=None)
def begin_upload(
    *, actor: Any, file_name: str, size: int, fingerprint: str, now: datetime
) -> Upload:
    """Make room for a file that will come in by parts."""
    person = person_of(actor)
    if size <= 0:
        raise Refused(_("The file is empty."), field="file", remedy=_("Choose another."))
    if size > LARGEST_VIDEO:
        raise Refused(
            _("The file is larger than %(most)s MB.") % {"most": LARGEST_VIDEO // 1_000_000},
            field="file",
            remedy=_("Shorten the video, or save it in a lower quality."),
        )
    mine = Upload.objects.filter(person=person, asset=None, begun_at__gt=now - KEPT)
    if mine.count() >= MOST:
        raise Refused(
            _("You have %(most)s files that are not finished.") % {"most": MOST},
            field="file",
            remedy=_("They go by themselves within a day. Add more then."),
        )
    if not has_room(size, now):
        raise Refused(
            _("There is too little room for the file on the disk."),
            field="file",
            remedy=_("Tell the ICT specialist."),
        )
    upload = Upload.objects.create(
        person=person,
        file_name=safe_name(file_name),
        size=size,
        fingerprint=fingerprint[:64],
        begun_at=now,
    )
    audit.record(upload, "media.upload.begun", actor=actor, at=now, size=size)
    return upload
