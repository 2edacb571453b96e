"""The elements of a WebM (RFC 8794, RFC 9559); part of `video_reader`'s process.

Tags, attachments, titles, names and days become Void elements of the same length with zeros in them.
"""

from types import SimpleNamespace
from typing import IO

from torilla.screening.document_reader import Refusal

_HEADER, _SEGMENT, _CLUSTER, _VOID = 0x1A45DFA3, 0x18538067, 0x1F43B675, 0xEC
_DOCTYPE, _TRACK_TYPE, _WIDTH, _HEIGHT = 0x4282, 0x83, 0xB0, 0xBA
_ENTERED = {_HEADER, _SEGMENT, 0x1549A966, 0x1654AE6B, 0xAE, 0xE0}
"""The header, the segment, its information and tracks, a track, its film."""
_TELLS = {
    0x1254C367: "tags",
    0x1941A469: "attachments",
    0x7BA9: "title",
    0x4461: "day",
    0x7384: "file name",
    0x536E: "name of a track",
}


class Elements:
    """Reads the elements; `edits` are (offset, bytes, zeros)."""

    def __init__(self, source: IO[bytes], size: int, limits: SimpleNamespace) -> None:
        self.source, self.size, self.limits = source, size, limits
        self.form, self.width, self.height, self.seconds = "WEBM", 0, 0, 0
        self.film = False
        self.found: list[tuple[str, str]] = []
        self.edits: list[tuple[int, bytes, int]] = []
        self.parts = 0

    def read(self) -> None:
        """Raises Refusal, and ValueError where an element does not fit."""
        at = 0
        while at < self.size:
            at = self._element(at)

    def _element(self, at: int) -> int:
        """Looks at one element; where the next begins, which for a container is within it."""
        self.parts += 1
        if self.parts > self.limits.parts:
            raise Refusal("parts")
        kind, body = self._number(at, keep=True)
        length, start = self._number(body, keep=False)
        unknown = length == (1 << 7 * (start - body)) - 1
        end = self.size if unknown else start + length
        if end > self.size:
            raise ValueError(at)
        if kind in _ENTERED or (kind == _CLUSTER and unknown):
            return start
        if kind in _TELLS:
            self.found.append((self._told(start, end), f"WebM {_TELLS[kind]}"))
            self._blank(at, end)
        elif kind == _VOID:
            self.edits.append((start, b"", end - start))
        else:
            self._look(kind, start, end)
        return end

    def _told(self, start: int, end: int) -> str:
        words = self._bytes(start, min(end - start, 1_000_000)).upper()
        return "location" if b"LOCATION" in words or b"GPS" in words else "metadata"

    def _blank(self, at: int, end: int) -> None:
        whole = end - at
        if whole >= 9:
            self.edits.append((at, b"\xec\x01" + (whole - 9).to_bytes(7), whole - 9))
        else:
            self.edits.append((at, bytes((0xEC, 0x80 | (whole - 2))), whole - 2))

    def _look(self, kind: int, start: int, end: int) -> None:
        if kind == _DOCTYPE and self._bytes(start, end - start).rstrip(b"\0") != b"webm":
            raise Refusal("not-video")
        if kind == _TRACK_TYPE:
            what = int.from_bytes(self._bytes(start, min(end - start, 8)))
            if what not in (1, 2):  # places second by second stand in other tracks
                raise Refusal("fragments")
            self.film = self.film or what == 1
        elif kind in (_WIDTH, _HEIGHT):
            pixels = int.from_bytes(self._bytes(start, min(end - start, 4)))
            self.width, self.height = (
                (pixels, self.height) if kind == _WIDTH else (self.width, pixels)
            )

    def _number(self, at: int, *, keep: bool) -> tuple[int, int]:
        """A number of 1 to 8 bytes, with or without the bit that says how many; and where it ends."""
        first = self._bytes(at, 1)
        if not first or not first[0]:
            raise ValueError(at)
        wide = 9 - first[0].bit_length()
        read = self._bytes(at, wide)
        if len(read) < wide:
            raise ValueError(at)
        number = int.from_bytes(read)
        return (number if keep else number & ((1 << 7 * wide) - 1)), at + wide

    def _bytes(self, at: int, length: int) -> bytes:
        self.source.seek(at)
        return self.source.read(length)
