import codecs

import pytest

from torilla.screening.documents import read
from torilla.screening.tests.making import docx, pdf

SENTENCE = "Päivittäjä vastaa kysymyksiin älykkäästi – ”kahdessa vuorokaudessa”."


@pytest.mark.parametrize(
    "data",
    [
        SENTENCE.encode(),
        codecs.BOM_UTF8 + SENTENCE.encode(),
        codecs.BOM_UTF16_LE + SENTENCE.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"),
        SENTENCE.encode("cp1252"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16 little", "utf-16 big", "windows"],
)
def test_leena_gives_text_as_any_editor_saved_it(data):
    assert read(data) == SENTENCE


@pytest.mark.parametrize("form", ["utf-16-le", "utf-16-be", "latin-1"])
def test_leena_gives_text_that_does_not_say_how_it_is_written(form):
    plain = "Päivittäjä vastaa kysymyksiin älykkäästi."
    assert read(plain.encode(form)) == plain


def test_leena_gives_a_pdf():
    assert SENTENCE in read(pdf(SENTENCE))


def test_the_pages_of_a_pdf_are_parted_by_form_feeds():
    text = read(pdf("\n".join(["rivi"] * 100)))
    assert text.count("\f") == 2


def test_leena_gives_a_word_document():
    body = "<w:p><w:r><w:t>Nimeä </w:t></w:r><w:r><w:t>sijainen</w:t></w:r></w:p><w:p/>"
    assert read(docx(body)) == "Nimeä sijainen\n\n"


def test_breaks_tabs_and_hyphens_of_word_are_kept():
    inside = "<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t>"
    assert read(docx(f"<w:p><w:r>{inside}</w:r></w:p>")) == "a\tb\nc-d\n"


def test_what_was_deleted_or_moved_away_in_word_is_not_read():
    deleted = "<w:del><w:r><w:delText>vanha</w:delText></w:r></w:del>"
    moved = "<w:moveFrom><w:r><w:t>muualla</w:t></w:r></w:moveFrom>"
    assert read(docx(f"<w:p>{deleted}{moved}<w:r><w:t>uusi</w:t></w:r></w:p>")) == "uusi\n"


def test_a_file_is_what_its_bytes_say_whatever_its_name(tmp_path):
    misnamed = tmp_path / "ohje.txt"
    misnamed.write_bytes(pdf(SENTENCE))
    assert SENTENCE in read(misnamed)


def test_a_file_can_be_given_by_its_path_as_text(tmp_path):
    (tmp_path / "ohje.docx").write_text(SENTENCE, encoding="utf8")
    assert read(str(tmp_path / "ohje.docx")) == SENTENCE


def test_a_stray_zero_is_left_out():
    assert read(2 * SENTENCE.encode() + b"\0") == 2 * SENTENCE
