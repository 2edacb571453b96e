"""Files with bytes changed, cut and doubled at random places: an answer each, whatever it is."""

import io
import random
import time
import zipfile

import pytest

from torilla.screening.files import read_file
from torilla.screening.tests.making import docx, packed, pdf
from torilla.screening.tests.making_films import PLACE, apple, box, mp4, text, webm
from torilla.screening.tests.making_pictures import (
    XMP,
    drawn,
    exif,
    moving_png,
    saved,
    texts,
    with_iptc,
)

TRIES = 40


HIDDEN = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>piilossa</w:t></w:r>"
ADDED = "<w:ins w:author='Aino'><w:r><w:t>a</w:t></w:r></w:ins>"
WORD = docx(f"<w:p>{HIDDEN}{ADDED}</w:p>" * 20)
TAGS = exif(gps=True, Artist="Aino Mallikas", UserComment=b"ASCII\0\0\0Hei")
FILES = {
    "docx": WORD,
    "xml of docx": zipfile.ZipFile(io.BytesIO(WORD)).read("word/document.xml"),
    "pdf": pdf("\n".join(f"Rivi {number}" for number in range(90))),
    "jpeg": with_iptc(saved(drawn(), exif=TAGS, xmp=XMP.encode()), n80=b"Aino", n90=b"Rautalampi"),
    "png": saved(
        drawn(), "PNG", exif=TAGS, pnginfo=texts(Author="Aino", **{"XML:com.adobe.xmp": XMP})
    ),
    "apng": moving_png(5),
    "webp": saved(drawn(), "WEBP", exif=TAGS, xmp=XMP.encode()),
    "heif": saved(drawn(), "HEIF", exif=TAGS, xmp=XMP.encode()),
    "mp4": mp4(
        box(b"udta", text(b"\xa9xyz", PLACE)), apple(location_ISO6709=PLACE, model=b"iPhone")
    ),
    "webm": webm(LOCATION=PLACE, ARTIST=b"Aino"),
    "text": "Hyvää päivää, Aino.\n".encode() * 20,
}


def mutated(data, chance):
    """The file with up to eight changes: bytes, numbers at their limits, parts cut, doubled or moved."""
    changed = bytearray(data)
    for _change in range(chance.randint(1, 8)):
        at, length = chance.randrange(len(changed) + 1), chance.randint(1, 16)
        kind = chance.randrange(6)
        if kind == 0:
            changed[at : at + 1] = chance.randbytes(1)
        elif kind == 1:
            limits = (
                b"\0\0\0\0",
                b"\xff\xff\xff\xff",
                b"\x7f\xff\xff\xff",
                b"\0\0\0\1",
                b"\x80\0\0\0",
            )
            changed[at : at + 4] = chance.choice(limits)
        elif kind == 2:
            del changed[at : at + length]
        elif kind == 3:
            changed[at:at] = changed[at : at + length * 8] or b"\0"
        elif kind == 4:
            changed[at : at + length] = chance.randbytes(length)
        elif chance.random() < 0.2:
            del changed[at:]
    return bytes(changed)


def changed_file(form, chance):
    """A file of this form, changed at random; in a package the changes are in the part."""
    changed = mutated(FILES[form], chance)
    return packed({"word/document.xml": changed}) if form == "xml of docx" else changed


@pytest.mark.slow
@pytest.mark.parametrize("form", FILES)
def test_a_file_with_changes_at_random_gets_an_answer(form):
    chance = random.Random(form)
    for number in range(TRIES):
        begun = time.monotonic()
        contents = read_file(changed_file(form, chance))
        assert time.monotonic() - begun < 15, number
        assert contents.form or contents.refusal, number
        for each in contents.objections:
            assert (
                not each.end
                or contents.text[each.start : each.end] == each.text
                or each.kind == "unreadable"
            )
