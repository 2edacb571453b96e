"""Pictures as phones make them, small and made here."""

import io

from PIL import ExifTags, Image, ImageDraw

from torilla.screening.tests.making_videos import video, webm

__all__ = ["HELSINKI", "as_file", "from_phone", "scene", "video", "webm"]

HELSINKI = {1: "N", 2: (60.0, 10.0, 15.0), 3: "E", 4: (24.0, 56.0, 15.0)}


def scene(width=640, height=480, seed=0):
    """Something to look at: patches that differ with the seed."""
    image = Image.new("RGB", (width, height), (200, 220, 240))
    draw = ImageDraw.Draw(image)
    for n in range(24):
        x, y = (n * 7919 + seed * 104729) % width, (n * 6101 + seed * 15485863) % height
        colour = (
            (n * 53 + seed * 31) % 256,
            (n * 97 + seed * 17) % 256,
            (n * 11 + seed * 71) % 256,
        )
        draw.rectangle([x, y, x + width // 5 + n * 3, y + height // 6 + n * 2], fill=colour)
    return image


def from_phone(width=640, height=480, seed=0):
    """A JPEG that tells where it was taken, by what, and by whom."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Artist] = "Puhelin", "Aino Lehto"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(HELSINKI)
    file = io.BytesIO()
    scene(width, height, seed).save(file, "JPEG", quality=90, exif=exif)
    return file.getvalue()


def as_file(image, form="JPEG", **options):
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()
