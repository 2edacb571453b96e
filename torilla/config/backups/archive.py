"""The file: a tar in gzip, read as if a stranger had written it.

Only names that the manifest may have are ever written, into a folder of our own; links, devices and
folders are refused, and not a byte more is unpacked than the manifest says.
"""

import gzip
import hashlib
import io
import os
import re
import shutil
import tarfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Any

from torilla.config.backups.manifest import NAME, BadBackup, Manifest, Part
from torilla.media import store

CHUNK = 1 << 20
LONGEST_MANIFEST = 1 << 20
FRAME = 64 * 1024
"""Bytes that a tar may need around each of its files, and at its end."""
BELIEVABLE, FREE = 200, 64 << 20
"""A backup unpacks to at most so many times its size; below so many bytes nobody asks."""
LEVEL = 3
_MEDIA = re.compile(rf"media/({store.ORIGINALS}|{store.SHOWN})/([0-9a-f]{{64}})")

Say = Callable[[str, int, int], None]
"""Told of the progress: what, so many bytes, of so many (0: nobody knows)."""

BROKEN = (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile, ValueError, OverflowError)
FOREIGN = "This is no backup of Torilla: it holds other files than one has."
NOT_WHOLE = "This backup is not whole: it was cut or changed after it was made; take another copy."


def part_of(name: str, file: Path) -> Part:
    """How a file of this name stands in the manifest."""
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return Part(name, file.stat().st_size, digest)


def write(
    out: IO[bytes],
    manifest: Manifest,
    files: Mapping[str, Path],
    say: Say,
    media: Iterable[tuple[str, Path]] = (),
) -> None:
    """Write the whole backup; `out` need not be seekable. `media`: folder of the store and file."""
    moment = int(manifest.made_at.timestamp())
    told = manifest.as_json()
    with (
        gzip.GzipFile(filename="", fileobj=out, mode="wb", compresslevel=LEVEL, mtime=moment) as gz,
        tarfile.open(fileobj=gz, mode="w|", format=tarfile.PAX_FORMAT) as tar,
    ):
        tar.addfile(_member(NAME, len(told), moment), io.BytesIO(told))
        for part in manifest.parts:
            with files[part.name].open("rb") as content:
                watched: Any = _Watched(content, part, say)
                tar.addfile(_member(part.name, part.size, moment), watched)
        _write_media(tar, manifest, media, say)


def _write_media(tar: Any, manifest: Manifest, media: Iterable[tuple[str, Path]], say: Say) -> None:
    moment, done = int(manifest.made_at.timestamp()), 0
    for folder, file in media:
        try:
            content = file.open("rb")
        except FileNotFoundError:  # removed from the library since the list was made
            continue
        with content:
            size = os.fstat(content.fileno()).st_size
            tar.addfile(_member(f"media/{folder}/{file.name}", size, moment), content)
        tar.members = []  # tarfile would keep a note of every file
        done += size
        say("writing pictures", done, manifest.media.size)


def _member(name: str, size: int, moment: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = size, moment, 0o600
    return member


class _Watched:
    """A file that tells how far it was read."""

    def __init__(self, file: IO[bytes], part: Part, say: Say) -> None:
        self.file, self.part, self.say, self.taken = file, part, say, 0

    def read(self, size: int = -1) -> bytes:
        got = self.file.read(size)
        self.taken += len(got)
        self.say(f"writing the {self.part.name}", self.taken, self.part.size)
        return got


class _Metered:
    """Gives no more than it may: a header can claim any length, and zeros pack into nothing."""

    def __init__(self, file: IO[bytes], may: int) -> None:
        self.file, self.may = file, may

    def read(self, size: int) -> bytes:
        got = self.file.read(min(size, self.may + 1))
        self.may -= len(got)
        if self.may < 0:
            raise BadBackup("This backup holds more than it says: it is damaged, or made to harm.")
        return got


class Reader:
    """An opened backup: `manifest`, then the parts in their order, each once."""

    def __init__(self, file: Path, source: IO[bytes]) -> None:
        self._metered = _Metered(source, LONGEST_MANIFEST + FRAME)
        metered: Any = self._metered
        self._tar = tarfile.open(fileobj=metered, mode="r|")  # noqa: SIM115  (closed by `opened`)
        self.manifest = Manifest.read(self._next(NAME, LONGEST_MANIFEST).read())
        media = self.manifest.media
        whole, packed = self.manifest.size + media.size, file.stat().st_size
        if whole > FREE and whole > BELIEVABLE * packed:
            raise BadBackup(
                f"This backup claims to unpack to {megabytes(whole)} from "
                f"{megabytes(packed)}: no backup does; it is made to harm."
            )
        self._metered.may = whole + FRAME * (len(self.manifest.parts) + media.files + 1)

    def unpack(self, folder: Path, say: Say, media: Path | None = None) -> dict[str, Path]:
        """Write the parts into the folder, each checked; pictures and videos into `media`, or without it
        only check them. Raises BadBackup, OSError."""
        _refuse_full(folder, self.manifest.size)
        if media is not None:
            _refuse_full(media, self.manifest.media.size)
        parts = {part.name: self._part(part, folder, say) for part in self.manifest.parts}
        self._unpack_media(media, say)
        return parts

    def _unpack_media(self, to: Path | None, say: Say) -> None:
        files = taken = 0
        while (member := self._tar.next()) is not None:
            named = _MEDIA.fullmatch(member.name)
            files += 1
            if named is None or not member.isreg() or member.issparse():
                raise BadBackup(FOREIGN)
            content = self._tar.extractfile(member)
            assert content is not None  # a regular file
            if files > self.manifest.media.files or _digest(content, named, to) != named[2]:
                raise BadBackup(NOT_WHOLE)
            self._forget_members()
            taken += member.size
            say("reading pictures", taken, self.manifest.media.size)

    def _forget_members(self) -> None:
        tar: Any = self._tar
        tar.members = []  # tarfile would keep a note of every file

    def end(self) -> None:
        """Read what is left, so that the file's own checksum is looked at too."""
        while self._metered.read(CHUNK):
            pass

    def _part(self, part: Part, folder: Path, say: Say) -> Path:
        content = self._next(part.name, part.size, exactly=True)
        target, digest, taken = folder / part.name, hashlib.sha256(), 0
        with target.open("xb") as written:
            while chunk := content.read(CHUNK):
                written.write(chunk)
                digest.update(chunk)
                taken += len(chunk)
                say(f"reading the {part.name}", taken, part.size)
        if (taken, digest.hexdigest()) != (part.size, part.sha256):
            raise BadBackup(NOT_WHOLE)
        return target

    def _next(self, name: str, size: int, *, exactly: bool = False) -> IO[bytes]:
        member = self._tar.next()
        if member is None or not member.isreg() or member.issparse() or member.name != name:
            raise BadBackup(FOREIGN)
        if member.size > size or (exactly and member.size != size):
            raise BadBackup(NOT_WHOLE)
        content = self._tar.extractfile(member)
        assert content is not None  # a regular file
        return content


def _refuse_full(folder: Path, size: int) -> None:
    if shutil.disk_usage(folder).free < size:
        raise BadBackup(
            f"The disk of {folder.parent} has too little room: unpacking this backup takes "
            f"{megabytes(size)} there."
        )


def _digest(content: IO[bytes], named: re.Match[str], to: Path | None) -> str:
    """The content's hash; where there is a folder for it, it is written there and put on the disk."""
    if to is None:
        return hashlib.file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]
    (to / named[1]).mkdir(exist_ok=True)
    digest = hashlib.sha256()
    with store.open_new(to / named[1] / named[2]) as written:
        while chunk := content.read(CHUNK):
            written.write(chunk)
            digest.update(chunk)
        written.flush()
        os.fsync(written.fileno())
    return digest.hexdigest()


@contextmanager
def opened(file: Path) -> Iterator[Reader]:
    """Open a backup; whatever is wrong with it becomes a BadBackup."""
    with file.open("rb") as packed, gzip.GzipFile(fileobj=packed, mode="rb") as source:
        try:
            reader = Reader(file, source)
            with closing(reader._tar):
                yield reader
        except gzip.BadGzipFile as error:
            raise BadBackup(NOT_WHOLE) from error
        except BROKEN as error:
            raise BadBackup(NOT_WHOLE) from error


def megabytes(size: int) -> str:
    """So many bytes, for a reader."""
    return f"{max(1, round(size / 1_000_000))} MB"
