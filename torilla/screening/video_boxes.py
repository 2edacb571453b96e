"""The boxes of an MP4 or MOV (ISO/IEC 14496-12); part of `video_reader`'s process.

Only what makes film and sound stays. All other boxes become `free` ones of the same length with zeros in
them, and so do tracks of anything else (cameras and drones write places second by second there), with
their samples.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import IO

from torilla.screening.document_reader import Refusal

_STAY = {
    "": {"ftyp", "moov", "mdat", "moof", "mfra", "sidx", "ssix", "styp", "wide", "free", "skip"},
    "moov": {"mvhd", "trak", "mvex", "iods", "free", "skip"},
    "trak": {"tkhd", "mdia", "edts", "tref", "tapt", "trgr", "free", "skip"},
    "mdia": {"mdhd", "hdlr", "minf", "elng", "free", "skip"},
    "minf": {"vmhd", "smhd", "nmhd", "gmhd", "hdlr", "dinf", "stbl", "free", "skip"},
    "moof": {"mfhd", "traf", "free", "skip"},
    "traf": {
        "tfhd",
        "tfdt",
        "trun",
        "saiz",
        "saio",
        "sbgp",
        "sgpd",
        "subs",
        "senc",
        "free",
        "skip",
    },
}
"""What stays in each container that we look into."""

_TIMES = {"mvhd", "tkhd", "mdhd"}
"""Begin with when they were made and changed."""

_PLACES = (b"\xa9xyz", b"loci", b"location", b"GPS", b"GpsLatitude")
_NO_VIDEO = {b"heic", b"heix", b"mif1", b"msf1", b"avif", b"avis", b"hevc", b"hevx"}
LOOKED_AT = 1_000_000
"""Bytes of a box in which a place is looked for, to tell of it; it is overwritten in any case."""


@dataclass(frozen=True)
class Box:
    """Its header begins at `at`, what is in it at `body`."""

    kind: str
    at: int
    body: int
    end: int


class Boxes:
    """Reads the boxes; `edits` are (offset, bytes, zeros)."""

    def __init__(self, source: IO[bytes], size: int, limits: SimpleNamespace) -> None:
        self.source, self.size, self.limits = source, size, limits
        self.form, self.width, self.height, self.seconds = "MP4", 0, 0, 0
        self.film = False
        self.found: list[tuple[str, str]] = []
        self.edits: list[tuple[int, bytes, int]] = []
        self.parts = 0
        self.fragmented = self.other_tracks = False

    def read(self) -> None:
        """Raises Refusal, and ValueError where a box does not fit."""
        brand = self._bytes(8, 4)
        if brand in _NO_VIDEO:
            raise Refusal("not-video")
        self.form = "MOV" if brand == b"qt  " else "MP4"
        self._walk("", 0, self.size)
        if self.fragmented and self.other_tracks:
            raise Refusal("fragments")

    def _walk(self, container: str, start: int, end: int) -> None:
        for box in self._boxes(start, end):
            if box.kind == "trak":
                self._track(box)
            elif box.kind not in _STAY[container]:
                self._blank(box)
            elif box.kind in {"free", "skip"}:
                self.edits.append((box.body, b"", box.end - box.body))
            else:
                self._stay(box)

    def _stay(self, box: Box) -> None:
        self.fragmented = self.fragmented or box.kind == "moof"
        if box.kind in _TIMES:
            self._header(box)
        if box.kind in _STAY:
            self._walk(box.kind, box.body, box.end)

    def _boxes(self, start: int, end: int) -> Iterator[Box]:
        at = start
        while at < end:
            self.parts += 1
            if self.parts > self.limits.parts:
                raise Refusal("parts")
            box = self._box(at, end)
            if box is None:
                if start == 0 and self.film:  # what phones hang on after the film
                    self.found.append(("metadata", f"{end - at} bytes after the end of the video"))
                self.edits.append((at, b"", end - at))
                if start == 0 and not self.film:
                    raise ValueError(at)
                return
            yield box
            at = box.end

    def _box(self, at: int, end: int) -> Box | None:
        """The box there; None where none fits."""
        if end - at < 8:
            return None
        length, body = int.from_bytes(self._bytes(at, 4)), at + 8
        if length == 1 and end - at >= 16:
            length, body = int.from_bytes(self._bytes(at + 8, 8)), at + 16
        elif length == 0:
            length = end - at
        if length < body - at or at + length > end:
            return None
        return Box(self._bytes(at + 4, 4).decode("latin-1"), at, body, at + length)

    def _track(self, track: Box) -> None:
        kind = self._handler(track)
        if kind in (b"vide", b"soun"):
            if kind == b"vide":
                self.film = True
                self._size(track)
            self._walk("trak", track.body, track.end)
            return
        self.other_tracks = True
        self._blank_samples(track)
        self._blank(track)

    def _handler(self, track: Box) -> bytes:
        media = self._child(track, "mdia")
        handler = self._child(media, "hdlr") if media else None
        return self._bytes(handler.body + 8, 4) if handler else b""

    def _child(self, box: Box, kind: str) -> Box | None:
        return next((each for each in self._boxes(box.body, box.end) if each.kind == kind), None)

    def _blank(self, box: Box) -> None:
        told = self._bytes(box.body, min(box.end - box.body, LOOKED_AT))
        if any(told):
            name = "".join(letter if letter.isalnum() else "?" for letter in box.kind)
            kind = "location" if any(sign in told for sign in _PLACES) else "metadata"
            self.found.append((kind, f"{self.form} {name}"))
        self.edits.append((box.at + 4, b"free", 0))
        self.edits.append((box.body, b"", box.end - box.body))

    def _header(self, box: Box) -> None:
        """Nobody needs to know when a film was made; how long it is we tell."""
        wide = 8 if self._bytes(box.body, 1) == b"\1" else 4
        self.edits.append((box.body + 4, b"", 2 * wide))
        if box.kind == "mvhd":
            scale = int.from_bytes(self._bytes(box.body + 4 + 2 * wide, 4))
            length = int.from_bytes(self._bytes(box.body + 8 + 2 * wide, wide))
            self.seconds = min(length // scale, 1_000_000) if scale else 0

    def _size(self, track: Box) -> None:
        """Width and height as they are shown; the matrix says whether the phone was held upright."""
        head = self._child(track, "tkhd")
        if head is None or head.end - head.body < 84:
            return
        width, height = (int.from_bytes(self._bytes(head.end - at, 2)) for at in (8, 4))
        turned = not any(self._bytes(head.end - 44, 4)) and not any(self._bytes(head.end - 28, 4))
        self.width, self.height = (height, width) if turned else (width, height)

    def _blank_samples(self, track: Box) -> None:
        """What a track tells lies elsewhere in the file; the tables say where."""
        table: Box | None = track
        for kind in ("mdia", "minf", "stbl"):
            table = self._child(table, kind) if table else None
        parts = {each.kind: each for each in self._boxes(table.body, table.end)} if table else {}
        offsets = self._numbers(parts.get("stco"), 4) or self._numbers(parts.get("co64"), 8)
        sizes = self._sizes(parts.get("stsz"))
        runs = self._numbers(parts.get("stsc"), 4, each=3)
        at = 0
        for chunk, offset in enumerate(offsets, 1):
            while len(runs) > 3 and runs[3] <= chunk:
                runs = runs[3:]
            many = runs[1] if runs else 0
            length = sum(sizes[at : at + many])
            at += many
            self.edits.append((offset, b"", max(0, min(length, self.size - offset))))
        if len(self.edits) > self.limits.edits:
            raise Refusal("parts")

    def _numbers(self, box: Box | None, wide: int, *, each: int = 1) -> list[int]:
        if box is None:
            return []
        count = int.from_bytes(self._bytes(box.body + 4, 4)) * each
        if count * wide > box.end - box.body or count > self.limits.parts:
            raise ValueError(count)
        read = self._bytes(box.body + 8, count * wide)
        return [int.from_bytes(read[i : i + wide]) for i in range(0, len(read), wide)]

    def _sizes(self, box: Box | None) -> list[int]:
        if box is None:
            return []
        same, count = (int.from_bytes(self._bytes(box.body + at, 4)) for at in (4, 8))
        if count > self.limits.parts or (not same and count * 4 > box.end - box.body):
            raise ValueError(count)
        if same:
            return [same] * count
        read = self._bytes(box.body + 12, count * 4)
        return [int.from_bytes(read[i : i + 4]) for i in range(0, len(read), 4)]

    def _bytes(self, at: int, length: int) -> bytes:
        self.source.seek(at)
        return self.source.read(length)
