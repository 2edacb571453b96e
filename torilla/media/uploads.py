"""Files that come in by parts. How much of one has come is the length of its file and nothing else, so that
a part that arrives twice, or half, does no harm, and one goes on after a lost connection where it broke off."""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.utils.translation import gettext as _

from torilla.core.command import Refused
from torilla.core.files import bare_name
from torilla.media import store
from torilla.media.models import Upload
from torilla.people.models import Person

KEPT = timedelta(hours=24)
"""So long a file that nobody has finished stays."""
LARGEST_PART = 1_500_000
"""Bytes of one part; the page sends a million."""
ROOM_LEFT = 500_000_000
"""Bytes that stay free on the disk whatever comes in."""
_ENDING = re.compile(r"(\.[A-Za-z0-9]{1,5})+$")
LONGEST_NAME = 120


def safe_name(name: str) -> str:
    """What a file is called on our pages."""
    plain = bare_name(name)
    ending = (_ENDING.search(plain) or [""])[0][-10:].lower()
    stem = _ENDING.sub("", plain).strip(" .")
    return f"{stem[:LONGEST_NAME].strip() or _('picture')}{ending}"


def path_of(upload: Upload) -> Path:
    """Where the file lies while it comes in."""
    return store.folder(store.PARTIAL) / upload.key.hex


def received(upload: Upload) -> int:
    """So many bytes have come."""
    try:
        return path_of(upload).stat().st_size
    except FileNotFoundError:
        return 0


def is_whole(upload: Upload) -> bool:
    return received(upload) == upload.size


def upload_of(person: Person, pk: int | None, now: datetime) -> Upload | None:
    """One's own upload; None for another's, one that is over, or none."""
    mine = Upload.objects.filter(person=person, begun_at__gt=now - KEPT)
    return mine.filter(pk=pk).select_related("asset").first() if pk else None


def unfinished(person: Person, fingerprint: str, size: int, now: datetime) -> Upload | None:
    """The upload of the same file that broke off."""
    if not fingerprint:
        return None
    mine = Upload.objects.filter(person=person, begun_at__gt=now - KEPT, asset=None)
    return mine.filter(fingerprint=fingerprint, size=size).order_by("-pk").first()


def receive(upload: Upload, offset: int, part: bytes) -> int:
    """Add a part that begins at `offset`; returns how much has come in all.

    A part that begins elsewhere is not added: the answer says where to go on.
    """
    if len(part) > LARGEST_PART:
        raise Refused(_("A part is larger than %(most)s bytes.") % {"most": LARGEST_PART})
    with _locked(upload) as handle:
        have = os.fstat(handle).st_size
        if offset == have and have + len(part) <= upload.size:
            os.lseek(handle, 0, os.SEEK_END)
            left = memoryview(part)
            while left:
                left = left[os.write(handle, left) :]
            os.fsync(handle)
        return os.fstat(handle).st_size


@contextmanager
def _locked(upload: Upload) -> Iterator[int]:
    """The file, opened for us alone."""
    handle = os.open(path_of(upload), os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle
    finally:
        os.close(handle)


def has_room(size: int, now: datetime) -> bool:
    """Whether the disk takes a file of this size, thrice: coming in, kept, and shown; beside what others have
    begun to send and that is still to come."""
    coming = Upload.objects.filter(begun_at__gt=now - KEPT, asset=None)
    promised = sum(max(0, each.size - received(each)) for each in coming)
    free = shutil.disk_usage(store.folder(store.PARTIAL)).free
    return free > 3 * size + promised + ROOM_LEFT


def forget_file(upload: Upload) -> None:
    """Delete what has come in of it."""
    path_of(upload).unlink(missing_ok=True)
