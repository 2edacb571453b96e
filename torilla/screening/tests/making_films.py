"""Makes films for tests: no pictures, only what is written beside them."""

import struct

PLACE = b"+62.6250+026.8300+103/"


def box(kind, *contents):
    data = b"".join(contents)
    return struct.pack(">I", 8 + len(data)) + kind + data


def text(kind, said):
    """A QuickTime text of user data."""
    return box(kind, struct.pack(">HH", len(said), 0x15C7), said)


def mp4(*inside, brand=b"isom"):
    created = struct.pack(">II", 3_800_000_000, 0)
    moov = box(b"moov", box(b"mvhd", bytes(4), created, bytes(88)), *inside)
    return box(b"ftyp", brand, bytes(4)) + box(b"mdat", bytes(1000)) + moov


def item(kind, said):
    return box(kind, box(b"data", struct.pack(">II", 1, 0), said))


def apple(**said):
    """A list of texts by their names, as an iPhone writes them."""
    names = [f"com.apple.quicktime.{name.replace('_', '.')}".encode() for name in said]
    keys = box(b"keys", struct.pack(">II", 0, len(names)), *(box(b"mdta", name) for name in names))
    items = (item(struct.pack(">I", at), value) for at, value in enumerate(said.values(), 1))
    return box(b"meta", box(b"hdlr", bytes(25)), keys, box(b"ilst", *items))


def element(number, *contents):
    data = b"".join(contents)
    return bytes.fromhex(number) + struct.pack(">Q", len(data) | 1 << 56) + data


def webm(**tags):
    written = [
        element("67C8", element("45A3", name.encode()), element("4487", said))
        for name, said in tags.items()
    ]
    body = element("1F43B675", bytes(100)) + element("1254C367", element("7373", *written))
    return element("1A45DFA3", element("4282", b"webm")) + element("18538067", body)
