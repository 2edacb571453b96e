"""How a sheet becomes a PDF: what typst refuses, what the tags say, what hostile text cannot do."""

import json
from datetime import UTC, datetime

import pikepdf
import pypdfium2
import pytest
import typst

from torilla.openings.sheet import blocks, pdf
from torilla.openings.sheet.characters import MONO, SERIF, line
from torilla.openings.sheet.typesetter import HERE, typeset
from torilla.openings.tests.papers import Tags, found_by_checkers, unbroken, words

AT = datetime(2026, 9, 7, 6, tzinfo=UTC)
TEMPLATE = (HERE / "sheet.typ").read_bytes()


def sheet(text: str = "Kirjasto", *, language: str = "fi", body=None) -> blocks.Sheet:
    """A sheet with the same text in every place."""
    short = line(text)
    told = body or [
        blocks.facts([("Nimi", text)]),
        blocks.heading("Päätös"),
        blocks.text(text),
        blocks.items([text]),
        blocks.heading(text, level=2),
        blocks.steps(["Päättäjä", "Päivä", "Tulos"], [[text, text, text]]),
        blocks.clauses(
            [{"told": short, "before": "Ohje: ", "where": short, "after": "", "language": "fi"}]
        ),
    ]
    return {
        "language": language, "title": short, "kind": "Päätösasiakirja", "number": "Hakemus 1",
        "date": "7.9.2026", "municipality": short, "unit": short, "footer": short,
        "blocks": list(blocks.bounded(told)),
    }  # fmt: skip


def made(text: str = "Kirjasto", **more) -> bytes:
    return pdf.render(sheet(text, **more), at=AT)


PICTURE = """#image(bytes("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"))"""


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("title: data.title, ", "", "title"),
        ("level: block.level,", "level: block.level + 2,", "heading"),
        ("#title()", f"#title()\n{PICTURE}", "alt"),
    ],
)
def test_typst_refuses_a_template_that_is_not_accessible(old, new, why):
    template = TEMPLATE.decode()
    assert old in template
    with pytest.raises(typst.TypstError, match=why):
        typeset(json.dumps(sheet()), at=0, template=template.replace(old, new).encode())


@pytest.mark.parametrize(("language", "told"), [("fi", "fi-FI"), ("sv", "sv-FI"), ("en", "en-GB")])
def test_the_language_and_the_title_are_told(language, told):
    """typst lets a missing language pass, so that only this test holds it."""
    tags = Tags(made("Kirjaston tili", language=language))
    assert str(tags.root.Lang) == told
    with tags.file.open_metadata() as metadata:
        assert metadata["dc:title"] == "Kirjaston tili"
        assert metadata["pdfuaid:part"] == "1" and metadata["pdfaid:conformance"] == "A"
    assert tags.root.ViewerPreferences.DisplayDocTitle
    assert tags.root.MarkInfo.Marked


def test_headings_go_down_one_step_at_a_time():
    tags = Tags(made())
    assert tags.named("Title", "H1", "H2") == ["Title", "H1", "H2"]


def test_a_table_has_headers_that_say_for_what():
    tags = Tags(made())
    headers = tags.of("TH")
    assert len(headers) == 3
    for each in headers:
        about = each.A if isinstance(each.A, pikepdf.Array) else [each.A]
        assert "/Column" in [str(one.get("/Scope")) for one in about]


def test_facts_and_items_are_lists():
    tags = Tags(made())
    assert tags.named("L", "Lbl", "LBody").count("L") == 3


def test_two_checkers_find_nothing(tmp_path):
    assert found_by_checkers(made(), tmp_path) == []


def test_one_reads_in_the_order_in_which_one_sees():
    body = [blocks.heading("Eka"), blocks.text("toka"), blocks.facts([("Kolmas", "neljäs")])]
    told = words(made("Nimi", body=body))
    parts = [
        "1 (1)",
        "Nimi Nimi Päätösasiakirja",
        "Hakemus 1",
        "7.9.2026",
        "Nimi Eka",
        "toka",
        "Kolmas",
        "neljäs",
    ]
    assert [told.index(part) for part in parts] == sorted(told.index(part) for part in parts)


def test_the_same_sheet_is_the_same_file():
    assert made("Aino") == made("Aino")


MARKUP = [
    '#read("/etc/passwd")', "$x$ $ sum_i $", "[..] ]#[", "` ``` `raw`", "@ref <label>",
    r"\u{41} \ \\", "// ei huomautus /* ei */", "*ei lihava* _ei vino_", "= ei otsikko",
    "- ei luettelo", "#import \"@preview/x:1.0.0\": *", "#panic(1)", "#sys.inputs.data",
    '"} , {"', "<script>alert(1)</script>", "https://mallila.example/~x", "a--b...c'd\"e",
]  # fmt: skip


@pytest.mark.parametrize("text", MARKUP)
def test_markup_stays_text(text):
    told = unbroken(made(text))
    plain = "".join(text.split())
    assert told.count(plain) >= 9
    assert "root:" not in told


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("tili\u202efdp.exe", "tili[U+202E]fdp.exe"),
        ("a\u2066b\u2069c\u200fd\u061ce", "a[U+2066]b[U+2069]c[U+200F]d[U+061C]e"),
        ("kir\u200bjas\u200dto\ufeff", "kir[U+200B]jas[U+200D]to[U+FEFF]"),
        ("a\x07b\x1b[31m", "a[U+0007]b[U+001B][31m"),
        ("tavu\u00adviiva", "tavuviiva"),
        ("kirjat 📚", "kirjat [books]"),
        ("水", "[U+6C34]"),
        ("z\u0301\u0302\u0303\u0304\u0305", "ź\u0302\u0303\u0304[U+0305]"),
        ("rivi 1\nrivi 2\r\n\tsarkain\u2028rivi 4", "rivi 1 rivi 2 sarkain rivi 4"),
        ("”lainaus” ’heitto’ – ä å ö Š ž ß", "”lainaus” ’heitto’ – ä å ö Š ž ß"),
    ],
)
def test_what_would_not_be_seen_is_told(text, shown):
    assert line(text) == shown
    assert unbroken(made(text)).count("".join(shown.split())) >= 9


def test_letters_from_right_to_left_stay_within_their_own_place():
    body = [blocks.facts([("Nimi", "שלום (1)"), ("Yksikkö", "قناة"), ("Kanava", "Instagram")])]
    told = words(made(body=body))
    assert told.index("Nimi") < told.index("שלום") < told.index("Yksikkö") < told.index("Kanava")


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u00ad"])
def test_a_place_without_words_does_no_harm(text):
    assert made(
        "Nimi", body=[blocks.heading(text), blocks.facts([("Nimi", text)]), blocks.items([])]
    )


def test_a_long_word_stays_on_the_page():
    document = pypdfium2.PdfDocument(made("W" * 500))
    for page in document:
        text = page.get_textpage()
        boxes = [text.get_charbox(place) for place in range(text.count_chars())]
        assert max(box[2] for box in boxes) < page.get_width() - 40
    document.close()
    assert "W" * 500 in unbroken(made("W" * 500))


def test_every_character_that_the_fonts_have_is_drawn():
    """Whatever is not refused here has a shape: a PDF/UA-1 without one does not come to be."""
    text = " ".join(sorted(SERIF | MONO))
    assert made(text[:3_000]) and made(text[3_000:])


@pytest.mark.parametrize(
    ("text", "letter", "times"),
    [
        ("wxyz " * 2_000, "w", 2_000),
        ("w\n" * 1_000, "w", 1_000),
        ("w" * 10_000, "w", 10_000),
        ("📚" * 10_000, "b", 10_000),
    ],
)
def test_much_text_is_all_there(text, letter, times):
    assert unbroken(made(body=[blocks.text(text)])).count(letter) == times


def test_too_much_text_is_cut_and_says_so():
    body = [blocks.text("x\n" * 9_000) for _ in range(60)]
    told = sheet(body=body)["blocks"]
    assert sum(len(each) for block in told for each in block["lines"]) < blocks.MOST
    assert told[-1]["lines"] == ["[…]"]


def test_a_sheet_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(pdf, "SECONDS", 0)
    with pytest.raises(pdf.NotMade):
        made()


def test_a_sheet_that_takes_too_much_memory_is_given_up(monkeypatch):
    monkeypatch.setattr(pdf, "MEMORY", 60_000_000)
    with pytest.raises(pdf.NotMade):
        made()
