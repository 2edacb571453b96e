"""From a file to what is kept of it: looked at in a limited process, shown copies made, all put into the store.

This takes seconds and no row is written, so it is done before a command begins.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from django.utils.translation import gettext as _

from torilla.core import crash
from torilla.core.command import Refused
from torilla.media import store
from torilla.screening import pictures, videos
from torilla.screening.documents import Unreadable

SIZES = {"large": 2048, "medium": 1080, "thumb": 320}
"""Longest side in pixels, the largest first: each is made of the one before."""
LARGEST_PICTURE, LARGEST_VIDEO = 60_000_000, 200_000_000
"""Bytes."""
TYPES = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "HEIF": "image/heic",
    "MP4": "video/mp4",
    "MOV": "video/quicktime",
    "WEBM": "video/webm",
}
"""As what each format is given out; nobody else's word counts."""
ENDINGS = {
    "JPEG": "jpg", "PNG": "png", "WEBP": "webp", "HEIF": "heic", "MP4": "mp4", "MOV": "mov",
    "WEBM": "webm",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """A copy that is shown: see `models.Derivative`."""

    name: str
    format: str
    width: int | None
    height: int | None
    kept: store.Kept


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that lies in the store with its copies; `gave_away`: what the original tells beside itself."""

    kind: str
    format: str
    original: store.Kept
    width: int | None
    height: int | None
    phash: str
    gave_away: tuple[str, ...]
    shown: tuple[Shown, ...]


def sha256_of(file: Path) -> str:
    """The file's hash, by which one finds out whether it is in the library already."""
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def prepare(file: Path) -> Prepared:
    """Look at a file, make what is shown and put all into the store. Refused with what would be right."""
    try:
        prepared = _video(file) if _is_video(file) else _picture(file)
    except Unreadable as unreadable:
        raise Refused(
            _(unreadable.message).format_map(unreadable.values),
            field="file",
            remedy=_("Add a JPEG, PNG, WebP or HEIC picture, or an MP4, MOV or WebM video."),
        ) from unreadable
    crash.point("media.stored")
    return prepared


def _is_video(file: Path) -> bool:
    """By the first bytes: an iPhone's pictures and videos begin alike, and the brand tells them apart."""
    with file.open("rb") as source:
        begin = source.read(64)
    return begin.startswith(b"\x1aE\xdf\xa3") or (
        begin[4:8] == b"ftyp" and begin[8:12] not in PICTURE_BRANDS
    )


PICTURE_BRANDS = frozenset((b"heic", b"heix", b"hevc", b"hevx", b"mif1", b"msf1", b"avif"))


def _picture(file: Path) -> Prepared:
    about = pictures.inspect(file)
    made: list[Shown] = []
    source: Path | bytes = file
    for name, longest in SIZES.items():
        form = (
            "JPEG" if name == "large" else "WEBP"
        )  # what people download is what every network takes
        content = pictures.derive(source, longest=longest, form=form)
        source = content
        size = fitted(about.width, about.height, longest)
        made.append(Shown(name, form, *size, store.keep(store.SHOWN, BytesIO(content))))
    return Prepared(
        kind="picture",
        format=about.format,
        original=_original(file),
        width=about.width,
        height=about.height,
        phash=about.phash,
        gave_away=_kinds(about.objections),
        shown=tuple(made),
    )


def _video(file: Path) -> Prepared:
    about = videos.inspect(file)
    with _beside() as folder:
        videos.clean(file, folder / "clean", about.edits)
        with (folder / "clean").open("rb") as source:
            kept = store.keep(store.SHOWN, source)
    size = (about.width or None, about.height or None)
    return Prepared(
        kind="video",
        format=about.format,
        original=_original(file),
        width=size[0],
        height=size[1],
        phash="",
        gave_away=_kinds(about.objections),
        shown=(Shown("video", about.format, *size, kept),),
    )


def _original(file: Path) -> store.Kept:
    with file.open("rb") as source:
        return store.keep(store.ORIGINALS, source)


def _kinds(objections: tuple[pictures.Objection, ...]) -> tuple[str, ...]:
    return tuple(sorted({each.kind for each in objections}))


@contextmanager
def _beside() -> Iterator[Path]:
    """A folder on the store's own disk, gone afterwards; what a killed one leaves is swept."""
    with tempfile.TemporaryDirectory(prefix=".new-", dir=store.folder(store.PARTIAL)) as folder:
        yield Path(folder)


def fitted(width: int, height: int, longest: int) -> tuple[int, int]:
    """Width and height when the longer side is at most so many pixels; nothing is made larger."""
    share = min(1.0, longest / max(width, height))
    return max(1, round(width * share)), max(1, round(height * share))
