"""A file that is broken or made to do harm gets an answer: one objection, in seconds, within its memory."""

import io
import struct
import time
import zlib

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from torilla.screening import pictures
from torilla.screening.documents import Unreadable
from torilla.screening.files import read_file
from torilla.screening.screen import screen
from torilla.screening.tests.making import ENCRYPTED, docx, packed, pdf
from torilla.screening.tests.making_films import box, element, mp4
from torilla.screening.tests.making_pictures import chunk, drawn, moving_png, png_head, saved

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HELLO = f"<w:document {WORD}><w:body><w:p><w:r><w:t>Hei</w:t></w:r></w:p></w:body></w:document>"


def laughs(root):
    lines = ["<!ENTITY l0 'ha'>"]
    lines += [f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10)]
    return f"<!DOCTYPE x [{''.join(lines)}]><{root}>&l9;</{root}>"


def refusal(file):
    """The one sentence of a file that cannot be read."""
    begun = time.monotonic()
    contents = read_file(file)
    assert time.monotonic() - begun < 15
    (objection,) = contents.objections
    assert (contents.text, objection.kind) == ("", "unreadable")
    return objection.text


def said(file):
    contents = read_file(file)
    assert contents.refusal is None, contents.refusal
    return [(each.kind, each.text) for each in contents.objections]


@pytest.mark.parametrize(
    "part", ["docProps/core.xml", "word/comments.xml", "word/header1.xml", "word/styles.xml"]
)
def test_no_part_of_a_document_may_unpack_to_gigabytes_or_declare_entities(part):
    bomb = packed({"word/document.xml": HELLO, part: bytes(60_000_000)})
    assert refusal(bomb) == "The file unpacks to more than 50 MB."
    xml = packed({"word/document.xml": HELLO, part: laughs("w:p")})
    assert refusal(xml) == "The file declares a document type, which Word never writes."


def test_a_document_of_deep_elements_gets_an_answer():
    assert read_file(docx("<w:p><w:r>" * 50_000 + "</w:r></w:p>" * 50_000))


def test_a_document_of_a_million_hidden_letters_gets_an_answer():
    run = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>a</w:t></w:r>"
    assert len(said(docx(f"<w:p>{run * 200_000}</w:p>"))) == 1


def looping_pdf():
    """A page tree that holds itself, and a table of places that leads back to itself."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R] >>",
    ]
    body = "%PDF-1.4\n" + "".join(f"{n} 0 obj\n{o}\nendobj\n" for n, o in enumerate(objects, 1))
    at = len(body)
    table = f"xref\n0 1\n0000000000 65535 f \ntrailer << /Size 3 /Root 1 0 R /Prev {at} >>\n"
    return f"{body}{table}startxref\n{at}\n%%EOF".encode()


def test_a_pdf_with_loops_gets_an_answer():
    assert read_file(looping_pdf()).objections


def test_a_drawing_in_a_pdf_that_draws_itself_gets_an_answer():
    document = pikepdf.open(io.BytesIO(pdf("Hei")))
    drawing = document.make_stream(b"/X Do " * 30, Type=pikepdf.Name("/XObject"))
    drawing["/Subtype"] = pikepdf.Name("/Form")
    drawing["/BBox"] = [0, 0, 9, 9]
    drawing["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=drawing))
    document.pages[0].Resources["/XObject"] = pikepdf.Dictionary(X=drawing)
    document.pages[0].Contents = document.make_stream(b"/X Do")
    file = io.BytesIO()
    document.save(file)
    assert read_file(file.getvalue()).objections


def test_an_encrypted_pdf_is_an_objection():
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("salaista"))) as document:
        document.save(file, encryption=pikepdf.Encryption(user="avain", owner="avain"))
    assert refusal(file.getvalue()) == "The file is protected with a password."
    assert refusal(pdf("salaista", trailer=ENCRYPTED)) == "The file is protected with a password."


@pytest.mark.parametrize(
    "head",
    [
        png_head(50_000, 50_000),
        saved(drawn()).replace(struct.pack(">HH", 48, 64), struct.pack(">HH", 65_000, 65_000), 1),
    ],
    ids=["PNG", "JPEG"],
)
def test_a_picture_that_says_it_is_immense_is_not_unpacked(head):
    assert refusal(head) == "The picture has more than 80 million pixels."


def test_an_immense_webp_gets_an_answer():
    head = saved(
        drawn(mode="RGBA"), "WEBP", save_all=True, append_images=[drawn(mode="RGBA").rotate(9)]
    )
    assert head[12:16] == b"VP8X"
    immense = head[:24] + (16_382).to_bytes(3, "little") * 2 + head[30:]
    assert refusal(immense) == "The file is damaged."


def test_a_hundred_thousand_frames_are_refused():
    assert refusal(moving_png(100_000)) == "The picture has more than 1000 frames."
    assert read_file(moving_png(3)).form == "png"


def test_frames_of_a_webp_are_counted_before_they_are_unpacked():
    still = saved(drawn((1, 1)), "WEBP", lossless=True)[12:]
    frame = b"ANMF" + struct.pack("<I", 16 + len(still)) + bytes(16) + still
    body = (
        b"WEBPVP8X"
        + struct.pack("<IIHBHB", 10, 2, 0, 0, 0, 0)
        + b"ANIM"
        + struct.pack("<IIH", 6, 0, 0)
    )
    body += frame * 200_000
    assert refusal(b"RIFF" + struct.pack("<I", len(body)) + body) == (
        "The picture has more than 1000 frames."
    )


def test_a_gif_is_not_read_however_many_frames_it_has():
    frames = b"GIF89a\1\0\1\0\0\0\0" + b",\0\0\0\0\1\0\1\0\0\2\2D\1\0" * 200_000 + b";"
    assert refusal(frames).startswith("This is not a text, DOCX")


def test_a_picture_of_another_kind_is_no_film_that_is_damaged():
    assert refusal(saved(drawn(), "AVIF")).startswith("This is not a text, DOCX")


def test_a_text_in_a_png_that_unpacks_to_gigabytes_gets_an_answer():
    png = saved(drawn(), "PNG")
    bomb = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(100_000_000)))
    assert read_file(png[:33] + bomb * 3 + png[33:]).objections


@pytest.mark.parametrize(
    "packet",
    [laughs("x"), "<!DOCTYPE x [<!ENTITY a 'Aino'>]><x><creator>&a;</creator></x>"],
    ids=["bomb", "entity"],
)
def test_xmp_that_declares_entities_is_not_read(packet):
    assert said(saved(drawn(), "WEBP", xmp=packet.encode())) == [
        ("metadata", "XMP that is damaged")
    ]


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (saved(drawn()) + packed({"a.txt": "salaisuus"}), "bytes after the end of the picture"),
        (
            saved(drawn(), "PNG") + b"<html><script>alert(1)</script>",
            "31 bytes after the end of the picture",
        ),
        (pdf("Hei") + saved(drawn()), "bytes after the end of the document"),
        (b"<html>" + pdf("Hei"), "6 bytes before the beginning of the document"),
        (mp4() + box(b"PK\x03\x04", bytes(20)), "28 bytes that are no part of the film"),
    ],
    ids=["JPEG and ZIP", "PNG and HTML", "PDF and JPEG", "HTML and PDF", "MP4 and ZIP"],
)
def test_a_file_that_is_two_things_at_once_is_told(file, words):
    assert any(kind == "metadata" and text.endswith(words) for kind, text in said(file))


def test_what_was_hung_on_a_picture_is_gone_from_its_derivative():
    derived = pictures.derive(saved(drawn()) + packed({"a.txt": "salaisuus"}), longest=64)
    assert b"PK\x03\x04" not in derived
    assert Image.open(io.BytesIO(derived)).size == (64, 48)


@pytest.mark.parametrize(
    "film",
    [
        mp4()[:30],
        mp4()[:-9],
        box(b"ftyp", b"isom", bytes(4)) + struct.pack(">I4sQ", 1, b"moov", 2**63),
        element("1A45DFA3", element("4282", b"webm")) + b"\xec\x80" * 1000,
        b"\x1aE\xdf\xa3" + bytes(1000),
    ],
    ids=["cut", "cut later", "a length that lies", "no film", "zeros"],
)
def test_a_film_that_is_broken_is_an_objection(film):
    assert refusal(film) == "The file is damaged."


@pytest.mark.parametrize(
    "film",
    [
        box(b"ftyp", b"isom", bytes(4)) + box(b"free") * 100_000,
        element("1A45DFA3", element("4282", b"webm")) + b"\xec\x80" * 300_000,
    ],
    ids=["boxes", "elements"],
)
def test_a_film_of_parts_without_end_is_an_objection(film):
    assert refusal(film) == "The file has more parts than a file of its kind can need."


def test_boxes_in_boxes_without_end_get_an_answer():
    boxes = b""
    for _ in range(2000):
        boxes = box(b"udta", boxes)
    assert read_file(mp4(boxes)).form == "mp4"


def test_a_picture_that_is_none_is_refused_and_not_derived():
    for file in (b"", b"Hei", pdf("Hei"), png_head(50_000, 50_000), saved(drawn())[:300]):
        with pytest.raises(Unreadable):
            pictures.inspect(file)
        with pytest.raises(Unreadable):
            pictures.derive(file, longest=64)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "😀" * 100_000,
        "\u202eHei\u202c \u200b010203\u200d-900Y" * 1000,
        "ä\u0308" * 50_000,
        "А0Ω" * 50_000,
        "\n" * 100_000,
        "0" * 100_000,
        "Matti " * 20_000,
        "a@" * 50_000,
    ],
    ids=["letter", "emoji", "directions", "marks", "lookalikes", "lines", "digits", "names", "at"],
)
def test_a_text_made_to_take_long_gets_an_answer_in_seconds(text):
    contents = read_file(text.encode())
    assert contents.text == text
    begun = time.monotonic()
    for each in screen(contents.text):
        assert text[each.start : each.end] == each.text
    assert time.monotonic() - begun < 15


PIECES = st.sampled_from(
    [
        "010203-900Y",
        "FI21 1234 5600 0007 85",
        "040 123 4567",
        "Matti Virtanen",
        "aino@posti.example",
    ]
    + [
        "\u200b",
        "\u202e",
        "\u0308",
        "–",
        "０１２",
        "\x00",
        "\n",
        " ",
        "SALAINEN",
        "Kirkkotie 1",
        "ﬃ",
        "İ",
    ]
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(PIECES | st.text(max_size=6), max_size=12).map("".join))
def test_of_any_text_the_places_are_those_of_the_text_as_given(text):
    for each in screen(text):
        assert 0 <= each.start < each.end <= len(text)
        assert text[each.start : each.end] == each.text


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.binary(max_size=300))
def test_any_bytes_get_an_answer(data):
    contents = read_file(data)
    assert contents.form or contents.refusal


@pytest.mark.parametrize(
    "data",
    [
        b"Hei \xff Aino",
        b"\xff\xfe\xfd",
        b"\xc3",
        b"Hei\0\0Aino",
        b"\xed\xa0\x80 Hei",
        bytes(1000),
        b"\xf0\x9f\x98",
    ],
)
def test_a_text_of_broken_bytes_gets_an_answer(data):
    contents = read_file(data)
    assert contents.form == "text" or contents.refusal
    assert "\ud800" not in contents.text


def test_a_letter_that_is_broken_does_not_change_the_others():
    data = "Hyvää päivää, ".encode() + b"\xff kiitos."
    assert read_file(data).text == "Hyvää päivää, \ufffd kiitos."
