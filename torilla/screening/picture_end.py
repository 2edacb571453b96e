"""Where a picture begins and ends in its file: what stands after that is shown by nobody and told to everybody.

Phones put the seconds of film around a picture there, and others what is to be smuggled past a check.
"""

import re

_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")
_AVIF = frozenset((b"avif", b"avis"))
_BRANDS = frozenset(b"heic heix hevc hevx mif1 msf1".split())
_PARTS = frozenset(b"ftyp meta mdat moov free skip wide idat uuid".split())


def is_heif(data: bytes) -> bool:
    """Whether boxes as a film's hold a picture, as their brands say."""
    brands = {data[at : at + 4] for at in (8, *range(16, min(len(data), 64), 4))}
    return data[4:8] == b"ftyp" and not brands.isdisjoint(_BRANDS) and brands.isdisjoint(_AVIF)


def after_the_end(data: bytes, form: str) -> int:
    """How many bytes stand after the end of the picture; 0 when it has no end that we find."""
    end = {"JPEG": _jpeg, "PNG": _png, "WEBP": _webp, "HEIF": _heif}[form](data)
    return max(0, len(data) - end) if end else 0


def _jpeg(data: bytes) -> int:
    at = 2
    while found := _MARKER.search(data, at):
        kind, at = found[1][0], found.end()
        if kind == 0xD9:
            return at
        if kind not in (0x01, 0xD8):
            length = int.from_bytes(data[at : at + 2])
            if length < 2:
                return 0
            at += length
    return 0


def _png(data: bytes) -> int:
    at = 8
    while at + 12 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        at += 12 + length
        if kind == b"IEND":
            return at
    return 0


def _webp(data: bytes) -> int:
    length = int.from_bytes(data[4:8], "little")
    return 8 + length + length % 2


def _heif(data: bytes) -> int:
    at = 0
    while at + 8 <= len(data) and data[at + 4 : at + 8] in _PARTS:
        length = int.from_bytes(data[at : at + 4])
        if length == 1:
            length = int.from_bytes(data[at + 8 : at + 16])
        if length == 0:
            return len(data)
        if length < 8:
            break
        at += length
    return at
