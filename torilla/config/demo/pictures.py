"""Pictures for the library of Mallila: drawn, so that nobody is in them and nobody has made them."""

import io
from collections.abc import Mapping
from datetime import datetime, timedelta

from PIL import ExifTags, Image, ImageDraw

from torilla.media.adding import add
from torilla.media.commands.begin_upload import begin_upload
from torilla.media.commands.change_words import change_words
from torilla.media.models import Asset
from torilla.media.uploads import receive
from torilla.people.models import Person, Unit

SIZE = (1200, 800)
SHELF = ((122, 45, 59), (58, 90, 122), (196, 156, 72), (72, 110, 84), (148, 110, 78))
NOWHERE = {1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)}


def show(people: Mapping[str, Person], units: Mapping[str, Unit], now: datetime) -> None:
    """One that may be used, and one whose right is not stated yet."""
    aino, eeva, library = people["Aino Lehto"], people["Eeva Salmi"], units["Kirjasto"]
    shelf = added(
        aino, library, "Uutuushylly", _shelf(), now - timedelta(days=12), own=True,
        alternative="Kirjaston uutuushylly, jossa on värikkäitä kirjan selkiä kahdessa rivissä.",
    )  # fmt: skip
    change_words(
        actor=aino, asset=shelf, language="sv", caption="",
        alternative="Bibliotekets nyhetshylla med färggranna bokryggar i två rader.",
        now=now - timedelta(days=12),
    )  # fmt: skip
    added(
        eeva, library, "Satutunnin julkisivu", _house(), now - timedelta(days=2), own=False,
        alternative="",
    )  # fmt: skip


def added(
    person: Person, unit: Unit, title: str, content: bytes, now: datetime, *, own: bool, alternative: str
) -> Asset:  # fmt: skip
    """The file as an asset, by the same way as from the page."""
    upload = begin_upload(
        actor=person, file_name=f"{title}.jpg", size=len(content), fingerprint="", now=now
    )
    receive(upload, 0, content)
    return add(
        upload=upload, actor=person, title=title, unit=unit, own=own, alternative=alternative,
        language="fi", now=now,
    ).asset  # fmt: skip


def _shelf() -> bytes:
    """Two rows of books; the file says where it was taken, as a phone's does."""
    image = Image.new("RGB", SIZE, (232, 222, 204))
    draw = ImageDraw.Draw(image)
    for row in range(2):
        left, foot, book = 40, 380 + 380 * row, 0
        while left < SIZE[0] - 80:
            width, height = 34 + (book * 37 + row * 11) % 40, 200 + (book * 53 + row * 29) % 110
            draw.rectangle([left, foot - height, left + width, foot], fill=SHELF[(book + row) % 5])
            left, book = left + width + 4, book + 1
        draw.rectangle([0, foot, SIZE[0], foot + 22], fill=(120, 88, 58))
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Esimerkki"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(NOWHERE)
    return as_jpeg(image, exif)


def _house() -> bytes:
    image = Image.new("RGB", SIZE, (196, 220, 236))
    draw = ImageDraw.Draw(image)
    draw.rectangle([0, 620, *SIZE], fill=(132, 160, 104))
    draw.rectangle([260, 300, 940, 640], fill=(168, 84, 60))
    draw.polygon([(220, 300), (600, 110), (980, 300)], fill=(84, 72, 66))
    for left in range(320, 860, 140):
        draw.rectangle([left, 380, left + 80, 480], fill=(246, 236, 200))
    draw.rectangle([560, 520, 650, 640], fill=(70, 90, 84))
    return as_jpeg(image, Image.Exif())


def as_jpeg(image: Image.Image, exif: Image.Exif) -> bytes:
    """The drawing as a file."""
    file = io.BytesIO()
    image.save(file, "JPEG", quality=88, exif=exif)
    return file.getvalue()
