"""What is written in a picture beside its dots: EXIF, IPTC, XMP and text; part of `picture_reader`'s process."""

import re
from math import isfinite
from typing import Any

# Document type declarations, and with them entities, are refused below.
from xml.parsers import expat  # noqa: S407

from PIL import ExifTags, Image, IptcImagePlugin, JpegImagePlugin

from torilla.screening.document_reader import Refusal

LONGEST = 200
MOST = 100
"""So many tags are told of; a picture with more is told as far."""

Found = list[tuple[str, str]]

# Names of EXIF tags that say who and what for, and with what and when.
_WHO = frozenset(
    (
        "Artist",
        "Copyright",
        "ImageDescription",
        "UserComment",
        "CameraOwnerName",
        "BodySerialNumber",
        "LensSerialNumber",
        "ImageUniqueID",
        "XPTitle",
        "XPComment",
        "XPAuthor",
        "XPKeywords",
        "XPSubject",
        "MakerNote",
        "DocumentName",
        "PageName",
    )
)
_CAMERA = ("Make", "Model", "Software", "HostComputer", "DateTimeOriginal", "DateTime")
_WHERE = frozenset((2, 4, 20, 22, 28))
"""GPS tags that are a place, not the time of the satellites."""

_IPTC = {
    (2, 5): "title",
    (2, 25): "keywords",
    (2, 40): "instructions",
    (2, 80): "author",
    (2, 85): "author's title",
    (2, 90): "city",
    (2, 92): "place",
    (2, 95): "province",
    (2, 101): "country",
    (2, 105): "headline",
    (2, 110): "credit",
    (2, 115): "source",
    (2, 116): "copyright",
    (2, 118): "contact",
    (2, 120): "caption",
    (2, 122): "caption writer",
}
_PLACES = frozenset(("city", "place", "province", "country"))

# Local names of XMP properties: where, and who or what for.
_XMP_PLACES = re.compile(
    r"(?i)gps(latitude|longitude|position)|^(city|location|sublocation|state|countryname)$"
)
_XMP_TELLS = re.compile(
    r"(?i)creator$|^rights$|owner|serialnumber|author|^description$|^title$|^subject$|person|comment"
    r"|credit|^source$|instructions|creatortool|^ci(email|tel|adr)|^Name$"
)

# What PNG and WebP keep under these names is no text: how to show the picture.
_NO_TEXT = frozenset(("XML:com.adobe.xmp", "Raw profile type xmp", "Raw profile type exif"))


def tags(image: Image.Image, form: str) -> Found:
    """Kind and words of each thing that the picture's file tells."""
    found: Found = []
    for each in (_exif, _iptc, _xmp, _text):
        try:
            found += each(image, form)
        except (MemoryError, Refusal):
            raise
        except Exception:  # broken tags are read by nobody's programs alike
            found.append(("metadata", f"{each.__name__[1:].upper()} that is damaged"))
    return found[:MOST]


def _exif(image: Image.Image, _form: str) -> Found:
    exif = image.getexif()
    given = {
        ExifTags.TAGS.get(number, ""): value
        for number, value in {**exif, **exif.get_ifd(ExifTags.IFD.Exif)}.items()
    }
    found: Found = []
    if place := _place(exif.get_ifd(ExifTags.IFD.GPSInfo)):
        found.append(("location", f"EXIF GPS: {place}"))
    for name in sorted(_WHO & given.keys()):
        if words := _words(name, given[name]):
            found.append(("metadata", f"EXIF {name}: {words}"))
    if camera := ", ".join(_short(given[name]) for name in _CAMERA if name in given):
        found.append(("metadata", f"EXIF camera and time: {camera[:LONGEST]}"))
    if exif.get_ifd(ExifTags.IFD.IFD1):
        found.append(("metadata", "EXIF preview, which may show more than the picture"))
    return found


def _place(gps: dict[int, Any]) -> str:
    """Degrees north and east; where there are none, how many tags there are."""
    try:
        north, east = (
            sum(float(part) / 60**power for power, part in enumerate(gps[tag])) for tag in (2, 4)
        )
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return f"{len(gps)} tags" if _WHERE & gps.keys() else ""
    north *= -1 if gps.get(1) == "S" else 1
    east *= -1 if gps.get(3) == "W" else 1
    return f"{north:.5f}, {east:.5f}" if isfinite(north + east) else f"{len(gps)} tags"


def _words(name: str, value: Any) -> str:
    if name == "UserComment" and isinstance(value, bytes):
        value = value[8:]  # which letters it is written in
    if name.startswith("XP") and isinstance(value, bytes | tuple):
        return _short(bytes(value).decode("utf-16-le", errors="replace"))
    if name == "MakerNote":
        return f"{len(value)} bytes" if isinstance(value, bytes) else ""
    return _short(value)


def _short(value: Any) -> str:
    if isinstance(value, bytes):
        value = value.decode(errors="replace")
    shown = "".join(letter if letter.isprintable() else " " for letter in str(value)[:1000])
    return " ".join(shown.split())[:LONGEST]


def _iptc(image: Image.Image, _form: str) -> Found:
    found: Found = []
    if not isinstance(image, JpegImagePlugin.JpegImageFile):
        return found
    for number, value in (IptcImagePlugin.getiptcinfo(image) or {}).items():
        name = _IPTC.get(number)
        values = value if isinstance(value, list) else [value]
        words = ", ".join(_short(each) for each in values[:20])
        if name and words:
            kind = "location" if name in _PLACES else "metadata"
            found.append((kind, f"IPTC {name}: {words[:LONGEST]}"))
    return found


def _xmp(image: Image.Image, _form: str) -> Found:
    packets = [image.info.get(name) for name in ("xmp", "XML:com.adobe.xmp")]
    found: Found = []
    for packet in packets:
        if packet:
            found += xmp(packet.encode() if isinstance(packet, str) else packet)
    return found


def xmp(packet: bytes) -> Found:
    """What a packet of XMP tells."""
    collected = Xmp()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = collected.refuse
    parser.StartElementHandler = collected.start
    parser.EndElementHandler = collected.end
    parser.CharacterDataHandler = collected.letters
    parser.Parse(packet.strip(b"\0 \r\n\t"), True)
    return collected.found


class Xmp:
    """Properties stand as attributes or as elements, whose texts may lie in lists."""

    def __init__(self) -> None:
        self.found: Found = []
        self.open: list[str] = []

    def refuse(self, *_declaration: object) -> None:
        raise ValueError("XMP declares a document type")

    def start(self, name: str, given: dict[str, str]) -> None:
        self.open.append(name.rpartition(" ")[2])
        for attribute, value in given.items():
            self._tell(attribute.rpartition(" ")[2], value)

    def end(self, _name: str) -> None:
        self.open.pop()

    def letters(self, text: str) -> None:
        # rdf:Seq, rdf:li and the like are lists within the property.
        names = [
            name for name in self.open if name not in ("Seq", "Bag", "Alt", "li", "Description")
        ]
        if names:
            self._tell(names[-1], text)

    def _tell(self, name: str, value: str) -> None:
        words = _short(value)
        if not words or len(self.found) >= MOST:
            return
        if _XMP_PLACES.search(name):
            self.found.append(("location", f"XMP {name}: {words}"))
        elif _XMP_TELLS.search(name):
            self.found.append(("metadata", f"XMP {name}: {words}"))


def _text(image: Image.Image, form: str) -> Found:
    """A JPEG's comment, and the texts that a PNG has."""
    found: Found = []
    words = _short(image.info.get("comment") or "")
    if words and form == "JPEG":
        found.append(("metadata", f"{form} comment: {words}"))
    for name, value in image.info.items() if form == "PNG" else ():
        if isinstance(value, str) and name not in _NO_TEXT and (words := _short(value)):
            found.append(("metadata", f"PNG {_short(name)}: {words}"))
    return found
