import io
import zipfile

import pikepdf
import pytest

from torilla.screening.files import read_file
from torilla.screening.tests.making import docx, packed, pdf
from torilla.screening.tests.making_films import PLACE, apple, box, item, mp4, text, webm
from torilla.screening.tests.making_pictures import drawn, exif, saved

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def run(letters, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{letters}</w:t></w:r>'


def paragraph(*runs):
    return f"<w:p>{''.join(runs)}</w:p>"


def said(file):
    """Kind and words of each objection, whose place is always that of its words."""
    contents = read_file(file)
    for each in contents.objections:
        assert not each.end or contents.text[each.start : each.end] == each.text
    return [(each.kind, each.text) for each in contents.objections]


def with_parts(body, **parts):
    """A Word document with these parts of the folder word/ beside its body."""
    file = io.BytesIO(docx(body))
    with zipfile.ZipFile(file, "a") as package:
        for name, xml in parts.items():
            package.writestr(f"word/{name}.xml", xml)
    return file.getvalue()


@pytest.mark.parametrize(
    ("file", "form"),
    [
        ("Hyvää päivää".encode(), "text"),
        (docx(paragraph(run("Hei"))), "docx"),
        (pdf("Hei"), "pdf"),
        (saved(drawn(), "JPEG"), "jpeg"),
        (saved(drawn(), "PNG"), "png"),
        (saved(drawn(), "WEBP"), "webp"),
        (saved(drawn(), "HEIF"), "heif"),
        (mp4(), "mp4"),
        (webm(), "webm"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_is_what_its_bytes_say(file, form):
    assert read_file(file).form == form


def test_nothing_is_found_in_an_innocent_document():
    assert said(docx(paragraph(run("Kirjasto on auki.")))) == []


@pytest.mark.parametrize(
    "properties",
    ["<w:vanish/>", '<w:color w:val="FFFFFF"/>', '<w:sz w:val="2"/>'],
    ids=["hidden", "white", "tiny"],
)
def test_letters_that_nobody_sees_are_found_and_stand_at_the_end(properties):
    file = docx(paragraph(run("Hei "), run("salaisuus", properties), run("Aino")))
    assert said(file) == [("hidden-text", "salaisuus")]
    assert read_file(file).text == "Hei Aino\nsalaisuus\n"


@pytest.mark.parametrize(
    "body",
    [
        paragraph(run("näkyy", '<w:color w:val="FFFFFF"/><w:shd w:fill="1F3864"/>')),
        paragraph(run("näkyy", '<w:color w:val="FFFFFF"/><w:highlight w:val="blue"/>')),
        paragraph('<w:pPr><w:shd w:fill="1F3864"/></w:pPr>', run("a", '<w:color w:val="FFFFFF"/>')),
        "<w:tbl><w:tblPr><w:tblStyle w:val='Tumma'/></w:tblPr><w:tr><w:tc>"
        + paragraph(run("otsake", '<w:color w:val="FFFFFF"/>'))
        + "</w:tc></w:tr></w:tbl>",
        "<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:fill='000000'/></w:tcPr>"
        + paragraph(run("otsake", '<w:color w:val="FFFFFF"/>'))
        + "</w:tc></w:tr></w:tbl>",
        paragraph(run("näkyy", '<w:vanish w:val="0"/>')),
    ],
    ids=["shaded", "marked", "paragraph", "table's style", "cell", "not hidden"],
)
def test_white_letters_on_a_colour_are_seen(body):
    assert said(docx(body)) == []


def test_a_style_hides_what_is_written_in_it_and_in_styles_based_on_it():
    styles = (
        f'<w:styles {W}><w:style w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
    )
    body = paragraph('<w:pPr><w:pStyle w:val="b"/></w:pPr>', run("salaisuus"))
    assert said(with_parts(body, styles=styles)) == [("hidden-text", "salaisuus")]


def test_what_sirpa_added_and_deleted_is_found():
    body = paragraph(
        run("Kirjasto on "),
        f'<w:ins w:author="Sirpa">{run("auki")}</w:ins>',
        '<w:del w:author="Sirpa"><w:r><w:delText>kiinni</w:delText></w:r></w:del>',
    )
    assert said(docx(body)) == [
        ("tracked-change", "auki"),
        ("tracked-change", "kiinni"),
        ("metadata", "Author of changes or comments: Sirpa"),
    ]


def test_what_was_moved_is_found_where_it_is_now():
    moved = f"<w:moveFrom>{run('rivi')}</w:moveFrom>"
    body = paragraph(moved, run("alku "), f"<w:moveTo>{run('rivi')}</w:moveTo>")
    assert said(docx(body)) == [("tracked-change", "rivi")]
    assert read_file(docx(body)).text == "alku rivi\n"


def test_a_change_of_form_alone_is_found_too():
    body = paragraph(run("Hei", "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>"))
    assert said(docx(body)) == [("tracked-change", "1 changes of form")]


def test_comments_are_read_and_found():
    comment = f'<w:comment w:author="Leena">{paragraph(run("Onko lupa?"))}</w:comment>'
    comments = f"<w:comments {W}>{comment}</w:comments>"
    assert said(with_parts(paragraph(run("Hei")), comments=comments)) == [
        ("comment", "Onko lupa?"),
        ("metadata", "Author of changes or comments: Leena"),
    ]


def test_headers_footers_notes_and_text_boxes_are_read():
    box_ = f"<w:r><w:drawing><w:txbxContent>{paragraph(run('laatikko'))}</w:txbxContent></w:drawing></w:r>"
    parts = {"header1": "hdr", "footer2": "ftr", "footnotes": "footnotes", "endnotes": "endnotes"}
    xml = {name: f"<w:{tag} {W}>{paragraph(run(name))}</w:{tag}>" for name, tag in parts.items()}
    read = read_file(with_parts(paragraph(run("Hei"), box_), **xml)).text
    assert all(word in read for word in ("Hei", "laatikko", *parts))


def test_who_wrote_a_document_is_found():
    core = "<p><creator>Aino Mallikas</creator><lastModifiedBy>Sirpa</lastModifiedBy></p>"
    app = (
        "<Properties><Company>Mallilan kunta</Company><Application>Word</Application></Properties>"
    )
    own = "<Properties><property name='Asianumero'><lpwstr>MalDno-2026-1</lpwstr></property></Properties>"
    body = f"<w:document {W}><w:body>{paragraph(run('Hei'))}</w:body></w:document>"
    parts = {"core": core, "app": app, "custom": own}
    file = packed({"word/document.xml": body} | {f"docProps/{n}.xml": x for n, x in parts.items()})
    assert said(file) == [
        ("metadata", "Author: Aino Mallikas"),
        ("metadata", "Last saved by: Sirpa"),
        ("metadata", "Company: Mallilan kunta"),
        ("metadata", "Asianumero: MalDno-2026-1"),
    ]


def test_a_file_and_a_photograph_in_a_document_are_looked_at():
    body = f"<w:document {W}><w:body>{paragraph(run('Hei'))}</w:body></w:document>"
    picture = saved(drawn(), exif=exif(gps=True))
    parts = {"word/media/image1.jpeg": picture, "word/embeddings/luku.xlsx": b"PK"}
    assert said(packed({"word/document.xml": body} | parts)) == [
        ("hidden-text", "embedded file: word/embeddings/luku.xlsx"),
        ("location", "word/media/image1.jpeg: EXIF GPS: 62.62500, 26.83000"),
    ]


def test_who_wrote_a_pdf_and_the_notes_on_it_are_found():
    with pikepdf.open(io.BytesIO(pdf("Hei"))) as document:
        document.docinfo["/Author"] = "Aino Mallikas"
        note = {"/Subtype": pikepdf.Name("/Text"), "/Rect": [0, 0, 9, 9], "/Contents": "Onko lupa?"}
        document.pages[0]["/Annots"] = [document.make_indirect(pikepdf.Dictionary(note))]
        document.attachments["luku.csv"] = b"1;2"
        file = io.BytesIO()
        document.save(file)
    assert said(file.getvalue()) == [
        ("metadata", "Author: Aino Mallikas"),
        ("hidden-text", "attached file: luku.csv"),
        ("comment", "Onko lupa?"),
    ]


def test_what_was_filled_into_a_form_is_read():
    with pikepdf.open(io.BytesIO(pdf("Nimi"))) as document:
        widget = {"/Subtype": pikepdf.Name("/Widget"), "/Rect": [0, 0, 9, 9]}
        widget = document.make_indirect(pikepdf.Dictionary(widget))
        field = {"/FT": pikepdf.Name("/Tx"), "/T": "nimi", "/V": "Aino Mallikas", "/Kids": [widget]}
        widget["/Parent"] = document.make_indirect(pikepdf.Dictionary(field))
        document.Root["/AcroForm"] = pikepdf.Dictionary(Fields=[widget["/Parent"]])
        document.pages[0]["/Annots"] = [widget]
        file = io.BytesIO()
        document.save(file)
    assert read_file(file.getvalue()).text.endswith("Aino Mallikas")


def test_pages_that_are_pictures_are_told():
    scanned = pikepdf.open(io.BytesIO(saved(drawn(), "PDF")))
    with scanned, pikepdf.open(io.BytesIO(pdf("Hei"))) as document:
        document.pages.extend(scanned.pages)
        file = io.BytesIO()
        document.save(file)
    assert said(file.getvalue()) == [("unreadable", "Pages without text, which cannot be read: 2.")]


def test_where_a_film_was_taken_is_found_in_every_way_of_writing_it():
    assert ("location", "place: +62.6250+026.8300+103/") in said(
        mp4(box(b"udta", text(b"\xa9xyz", PLACE)))
    )
    told = said(mp4(apple(location_ISO6709=PLACE, model=b"iPhone 13"), brand=b"qt  "))
    assert told[1:] == [
        ("location", "com.apple.quicktime.location.ISO6709: +62.6250+026.8300+103/"),
        ("metadata", "com.apple.quicktime.model: iPhone 13"),
    ]


def test_who_made_a_film_and_when_is_found():
    meta = box(b"meta", bytes(4), box(b"hdlr", bytes(25)), box(b"ilst", item(b"\xa9ART", b"Aino")))
    assert said(mp4(box(b"udta", meta))) == [
        ("metadata", "created: 2024-05-31 11:33 UTC"),
        ("metadata", "artist: Aino"),
    ]


def test_the_way_that_a_camera_took_is_found():
    track = box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", box(b"stsd", bytes(12), b"gpmd")))))
    assert ("location", "the way that was taken while filming") in said(mp4(track))


def test_tags_of_webm_are_found_and_technical_ones_are_not():
    assert said(webm(LOCATION=PLACE, ENCODER=b"Lavf", ARTIST=b"Aino")) == [
        ("location", "LOCATION: +62.6250+026.8300+103/"),
        ("metadata", "ARTIST: Aino"),
    ]


def test_a_text_that_is_longer_than_is_read_says_so():
    contents = read_file(b"a" * 10_000_000)
    assert len(contents.text) == 2_000_000
    (objection,) = contents.objections
    assert (objection.kind, objection.start) == ("unreadable", 2_000_000)
