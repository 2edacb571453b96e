"""What is written in a film beside it, in words: MP4, MOV and WebM; read in a process with limits.

The film itself is not read. Boxes: ISO/IEC 14496-12; what stands in them: QuickTime File Format, 3GPP TS 26.244.
"""

import re
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import IO, Any

from torilla.screening.document_reader import Refusal
from torilla.screening.film_elements import matroska

LONGEST = 200
PARTS = 20_000
"""So many boxes are looked at."""
DEEPEST = 10
LARGEST_TEXT = 100_000

_WITHIN = frozenset(b"moov udta trak mdia minf stbl meta ilst edts".split())
_TOP = frozenset(b"ftyp moov mdat free skip wide meta uuid moof mfra sidx styp pdin pnot".split())
# Phones write their maker's own boxes; what these hold is a place or the way that was taken.
_WAYS = frozenset((b"gpmd", b"camm", b"GPMF", b"gps ", b"gps0"))
_IDLE = frozenset((b"free", b"skip", b"name", b"hnti", b"WLOC", b"LOOP", b"SelO", b"AllF"))
_XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_TEXTS = {
    b"\xa9xyz": "place",
    b"loci": "place",
    b"\xa9nam": "title",
    b"\xa9ART": "artist",
    b"\xa9aut": "author",
    b"auth": "author",
    b"\xa9cmt": "comment",
    b"\xa9des": "description",
    b"desc": "description",
    b"\xa9inf": "information",
    b"\xa9cpy": "copyright",
    b"cprt": "copyright",
    b"\xa9mak": "make",
    b"\xa9mod": "model",
    b"\xa9day": "day",
    b"\xa9swr": "software",
    b"\xa9too": "software",
    b"titl": "title",
    b"dscp": "description",
    b"perf": "performer",
}
_TECHNICAL = re.compile(
    r"(?i)android\.version|capture\.fps|\.full-frame|video-orientation|major_brand"
)

Found = list[list[Any]]


def film(file: IO[bytes], head: bytes) -> Found:
    """What a film tells. Raises Refusal when it is none."""
    if head.startswith(b"\x1aE\xdf\xa3"):
        return matroska(file)
    tags = BoxTags(file)
    tags.walk(0, file.seek(0, 2), [])
    if not tags.is_film:
        raise Refusal("damaged")
    return tags.found


class BoxTags:
    """Walks through the boxes of a film; the parts that hold pictures and sound are leapt over."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.found: Found = []
        self.seen = 0
        self.is_film = False
        self.keys: list[str] = []

    def walk(self, start: int, end: int, path: list[bytes]) -> None:
        for kind, at, after in self._boxes(start, end):
            if not path and kind not in _TOP:
                self._tell("metadata", f"{after - at + 8} bytes that are no part of the film")
            if kind == b"moov":
                self.is_film = True
            if kind in _WITHIN and len(path) < DEEPEST:
                self.walk(at + self._skipped(kind, at), after, [*path, kind])
            elif path[-1:] == [b"ilst"]:
                self._item(kind, at, after)
            else:
                self._read(kind, at, after, path)

    def _boxes(self, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
        """Kind, where its contents begin, and where they end."""
        while start + 8 <= end:
            self.seen += 1
            if self.seen > PARTS:
                raise Refusal("endless")
            self.file.seek(start)
            length, kind = struct.unpack(">I4s", self.file.read(8))
            begin = start + 8
            if length == 1:
                length, begin = int.from_bytes(self.file.read(8)), begin + 8
            elif length == 0:
                length = end - start
            if length < begin - start:
                return
            if start + length > end and kind != b"mdat":
                raise Refusal("damaged")
            yield kind, begin, min(start + length, end)
            start += length

    def _skipped(self, kind: bytes, at: int) -> int:
        """`meta` has four bytes before its boxes in MP4, and none in QuickTime."""
        if kind != b"meta":
            return 0
        self.file.seek(at + 4)
        return 0 if self.file.read(4) == b"hdlr" else 4

    def _contents(self, at: int, after: int) -> bytes:
        self.file.seek(at)
        return self.file.read(min(after - at, LARGEST_TEXT))

    def _read(self, kind: bytes, at: int, after: int, path: list[bytes]) -> None:
        if kind in _TEXTS:
            self._say(_TEXTS[kind], _text(kind, self._contents(at, after)))
        elif kind == b"mvhd":
            self._created(self._contents(at, after))
        elif kind == b"keys":
            self._named(at + 8, after)
        elif kind == b"stsd" and self._contents(at, after)[12:16] in _WAYS or kind in _WAYS:
            self._tell("location", "the way that was taken while filming")
        elif kind == b"uuid" and self._contents(at, after)[:16] == _XMP:
            self._xmp(self._contents(at + 16, after))
        elif path[-1:] == [b"udta"] and kind not in _IDLE and any(self._contents(at, after)):
            self._tell("metadata", f"{kind.decode('latin-1')}: {after - at} bytes")

    def _created(self, data: bytes) -> None:
        long = data[:1] == b"\x01"
        seconds = int.from_bytes(data[4 : 12 if long else 8])
        if 0 < seconds < 1 << 33:
            when = datetime(1904, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
            self._tell("metadata", f"created: {when:%Y-%m-%d %H:%M} UTC")

    def _named(self, start: int, end: int) -> None:
        for _space, at, after in self._boxes(start, end):
            self.keys.append(self._contents(at, after).decode(errors="replace"))

    def _item(self, kind: bytes, start: int, end: int) -> None:
        """One entry of a list of texts: by a name of four letters, or by its number among the keys."""
        number = int.from_bytes(kind)
        name = self.keys[number - 1] if 0 < number <= len(self.keys) else _TEXTS.get(kind, "")
        for inner, at, after in self._boxes(start, end):
            data = self._contents(at, after)
            # Before the text: its kind (1: UTF-8, 2: UTF-16) and its language.
            if inner == b"data" and name and data[3:4] in (b"\1", b"\2"):
                letters = "utf-16-be" if data[3:4] == b"\2" else "utf-8"
                self._say(name, data[8:].decode(letters, errors="replace"))

    def _say(self, name: str, text: str) -> None:
        if text.strip("\0 ") and not _TECHNICAL.search(name):
            is_place = re.search(r"(?i)place|location|gps", name)
            self._tell("location" if is_place else "metadata", f"{name}: {text}")

    def _tell(self, kind: str, words: str) -> None:
        shown = "".join(letter if letter.isprintable() else " " for letter in words[:1000])
        told = [kind, 0, 0, " ".join(shown.split())[:LONGEST]]
        if told not in self.found and len(self.found) < 100:
            self.found.append(told)

    def _xmp(self, packet: bytes) -> None:
        from torilla.screening.picture_tags import xmp

        try:
            for kind, words in xmp(packet):
                self._tell(kind, words)
        except Exception:  # as in a picture: what nobody's programs can read
            self._tell("metadata", "XMP that is damaged")


def _text(kind: bytes, data: bytes) -> str:
    """The text of a box of user data, in one of the three ways in which it is written."""
    if kind == b"loci":
        name, _zero, rest = data[6:].partition(b"\0")
        place = name.decode(errors="replace")
        if len(rest) >= 9:
            east, north = (number / 65536 for number in struct.unpack(">ii", rest[1:9]))
            place += f" {north:.5f}, {east:.5f}"
        return place
    if kind.startswith(b"\xa9"):  # length and language first
        return data[4 : 4 + int.from_bytes(data[:2])].decode(errors="replace")
    letters = "utf-16" if data[6:8] in (b"\xfe\xff", b"\xff\xfe") else "utf-8"
    return data[6:].decode(letters, errors="replace")
