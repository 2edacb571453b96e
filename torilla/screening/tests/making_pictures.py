"""Makes pictures for tests, with what phones and programs write into them."""

import io
import struct
import zlib

from PIL import ExifTags, Image, PngImagePlugin

XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:exif="http://ns.adobe.com/exif/1.0/"'
    ' exif:GPSLatitude="62,37.5N"><dc:creator><rdf:Seq><rdf:li>Aino Mallikas</rdf:li></rdf:Seq></dc:creator>'
    "</rdf:Description></rdf:RDF></x:xmpmeta>"
)


def drawn(size=(64, 48), mode="RGB"):
    """A picture with a dark and a bright side, so that its top can be told."""
    image = Image.linear_gradient("L").resize(size)
    image.paste(255, (0, 0, size[0] // 4, size[1] // 4))
    return image.convert(mode)


def saved(image, form="JPEG", **options):
    if form == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener()
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def exif(*, gps=False, turned=None, **tags):
    """EXIF with these tags; `gps` is the market square of Rautalampi."""
    data = Image.Exif()
    for name, value in tags.items():
        if name in ("BodySerialNumber", "CameraOwnerName", "UserComment"):
            data.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base[name]] = value
        else:
            data[ExifTags.Base[name]] = value
    if turned:
        data[ExifTags.Base.Orientation] = turned
    if gps:
        places = {1: "N", 2: (62.0, 37.0, 30.0), 3: "E", 4: (26.0, 49.0, 48.0)}
        data.get_ifd(ExifTags.IFD.GPSInfo).update(places)
    return data.tobytes()


def iptc(**fields):
    """The Photoshop part of a JPEG with these IPTC fields of the second record."""
    data = b"".join(
        b"\x1c\x02" + bytes([int(number[1:])]) + struct.pack(">H", len(value)) + value
        for number, value in fields.items()
    )
    block = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(data)) + data
    return b"\xff\xed" + struct.pack(">H", len(block) + 2) + block


def with_iptc(jpeg, **fields):
    return jpeg[:2] + iptc(**fields) + jpeg[2:]


def texts(**said):
    info = PngImagePlugin.PngInfo()
    for name, value in said.items():
        info.add_text(name, value)
    return info


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_head(width, height):
    """A PNG that says how large it is, and little more."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(bytes(10_000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


def moving_png(frames):
    """A PNG that moves, of small frames written by hand."""
    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    dot = zlib.compress(b"\0\0")
    parts = [chunk(b"IHDR", head), chunk(b"acTL", struct.pack(">II", frames, 0))]
    control = struct.pack(">IIIIHHBB", 1, 1, 0, 0, 1, 10, 0, 0)
    parts += [chunk(b"fcTL", struct.pack(">I", 0) + control), chunk(b"IDAT", dot)]
    for number in range(1, frames):
        parts.append(chunk(b"fcTL", struct.pack(">I", 2 * number - 1) + control))
        parts.append(chunk(b"fdAT", struct.pack(">I", 2 * number) + dot))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts) + chunk(b"IEND", b"")
