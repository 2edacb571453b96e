"""Videos as phones, cameras and browsers write them, small and made here."""

import struct


def box(kind, *inside):
    body = b"".join(inside)
    return struct.pack(">I", 8 + len(body)) + kind + body


def track(kind, *more, offset=0, length=0):
    """A track of a kind; `length` bytes of samples at the offset."""
    head = box(
        b"tkhd",
        bytes([0, 0, 0, 7]),
        b"\x11" * 8,
        bytes(28),
        _matrix(),
        struct.pack(">II", 1920 << 16, 1080 << 16),
    )
    table = box(
        b"stbl", box(b"stsd", bytes(8)), box(b"stts", bytes(8)),
        box(b"stsc", bytes(4), struct.pack(">IIII", 1, 1, 1, 1)),
        box(b"stsz", bytes(4), struct.pack(">II", length, 1)),
        box(b"stco", bytes(4), struct.pack(">II", 1, offset)),
    )  # fmt: skip
    handler = box(b"hdlr", bytes(8), kind, bytes(13))
    media = box(
        b"mdia", box(b"mdhd", bytes(4), b"\x22" * 8, bytes(12)), handler, box(b"minf", table)
    )
    return box(b"trak", head, media, *more)


def _matrix():
    return struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)


PLACE = b"+60.1708+024.9375/"
SECRET = b"lat=60.170833 lon=24.937500"


def video(brand=b"isom"):
    """An MP4 that tells its place in the film's box, in a track's, and second by second in a track of its own."""
    ftyp = box(b"ftyp", brand, bytes(4), brand)
    samples = b"FILMFILM" + SECRET
    mdat = box(b"mdat", samples)
    film_at = len(ftyp) + 8
    udta = box(b"udta", box(b"\xa9xyz", struct.pack(">HH", len(PLACE), 0x15C7), PLACE))
    moov = box(
        b"moov",
        box(b"mvhd", bytes(4), b"\x33" * 8, struct.pack(">II", 1000, 7000), bytes(80)),
        track(b"vide", box(b"udta", b"name of the photographer"), offset=film_at, length=8),
        track(b"meta", offset=film_at + 8, length=len(SECRET)),
        udta,
        box(b"meta", bytes(4), b"com.apple.quicktime.location.ISO6709" + PLACE),
    )  # fmt: skip
    return ftyp + mdat + moov + box(b"uuid", b"XMP" + PLACE)


def element(number, body):
    return bytes.fromhex(number) + (0x10000000 | len(body)).to_bytes(4) + body


def webm(*, doctype=b"webm", kind=1):
    """A WebM with a title, tags and a track; segment and cluster of unknown length, as browsers write them."""
    track = element(
        "AE",
        element("83", bytes([kind]))
        + element("E0", element("B0", b"\x02\x80") + element("BA", b"\x01\x68")),
    )
    inside = (
        element("1549A966", element("7BA9", b"Kotipiha Kuusitie 4") + element("4D80", b"app"))
        + element("1654AE6B", track)
        + bytes.fromhex("1F43B67501FFFFFFFFFFFFFF")
        + element("E7", b"\0")
        + element("A3", b"FILMFILM")
        + element("1254C367", b"LOCATION " + PLACE)
    )  # fmt: skip
    return element("1A45DFA3", element("4282", doctype)) + bytes.fromhex("18538067FF") + inside
