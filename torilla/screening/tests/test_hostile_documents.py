"""What is broken or made to do harm ends in one sentence, within its limits."""

import os
import time
from dataclasses import replace

import pytest

from torilla.screening import documents
from torilla.screening.documents import LIMITS, Unreadable, read
from torilla.screening.tests.making import ENCRYPTED, docx, packed, pdf

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10


def refusal(document, **limits):
    with pytest.raises(Unreadable) as caught:
        read(document, limits=replace(LIMITS, **limits))
    return str(caught.value)


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (b"", "The file is empty."),
        (b" \n\n ", "No text was found in the file; a scanned picture cannot be read."),
        (PICTURE, "This is not a text, DOCX or PDF file."),
        (b"{\\rtf1 Ohje}", "This is an RTF file; save it as DOCX or PDF."),
        (
            b"\xd0\xcf\x11\xe0" + b"\0" * 600,
            "This is an old or protected Office file; save it as DOCX or PDF.",
        ),
        (
            packed({"content.xml": "<a/>"}),
            "This is a ZIP file but not a Word document; save it as DOCX or PDF.",
        ),
        (packed({"word/document.xml": "<w:document"}), "The file is damaged."),
        (docx("<w:p/>")[:80], "The file is damaged."),
        (b"%PDF-1.7 and nothing more", "The file is damaged."),
        (pdf("salaista", trailer=ENCRYPTED), "The file is protected with a password."),
    ],
    ids=["empty", "blank", "picture", "rtf", "doc", "odt", "xml", "cut", "pdf", "password"],
)
def test_what_cannot_be_read_is_said_in_one_sentence(document, reason):
    assert refusal(document) == reason


def test_a_bomb_of_zeroes_is_stopped_while_unpacking():
    bomb = packed({"word/document.xml": bytes(60_000_000)})
    assert len(bomb) < 100_000
    assert refusal(bomb) == "The file unpacks to more than 50 MB."


def test_a_bomb_that_lies_about_its_size_is_damaged():
    honest = packed({"word/document.xml": bytes(60_000_000)})
    lying = honest.replace((60_000_000).to_bytes(4, "little"), (60).to_bytes(4, "little"))
    assert refusal(lying) == "The file is damaged."


def test_a_billion_laughs_are_not_expanded():
    lines = ["<!ENTITY l0 'ha'>"]
    lines += [f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10)]
    laughs = docx(
        "<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", before=f"<!DOCTYPE x [{''.join(lines)}]>"
    )
    assert refusal(laughs) == "The file declares a document type, which Word never writes."


def test_a_hundred_megabytes_of_one_letter_are_not_even_read(tmp_path):
    long = tmp_path / "a.txt"
    with long.open("wb") as file:
        for _ in range(100):
            file.write(b"a" * 1_000_000)
    assert refusal(long) == "The file is larger than 20 MB."


def test_a_hundred_megabytes_of_one_letter_in_word_are_stopped():
    text = b"a" * 100_000_000
    assert refusal(packed({"word/document.xml": text})) == "The file unpacks to more than 50 MB."


def test_a_text_that_is_too_long_is_refused():
    assert refusal(b"a" * 600_000) == "The text is longer than 500000 characters."
    assert refusal(docx(f"<w:p><w:r><w:t>{'a' * 600_000}</w:t></w:r></w:p>")) == (
        "The text is longer than 500000 characters."
    )


def test_a_pdf_of_too_many_pages_is_refused():
    assert refusal(pdf("rivi\n" * 100), pages=2) == "The file has more than 2 pages."


def test_memory_is_limited():
    assert refusal(b"a" * 19_000_000, memory_bytes=45_000_000).startswith("Reading the file")


def test_a_pipe_that_nobody_writes_to_keeps_nobody_waiting(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert refusal(tmp_path / "pipe") == "This is not a file."


def test_a_folder_and_a_missing_file_are_refused(tmp_path):
    assert refusal(tmp_path) == "This is not a file."
    assert refusal(tmp_path / "nowhere.txt") == "The file cannot be opened."


@pytest.fixture
def reader(tmp_path, monkeypatch):
    """Puts a program of the test's own in the reader's place."""

    def put(program):
        script = tmp_path / "reader.py"
        script.write_text(program, encoding="utf8")
        monkeypatch.setattr(documents, "READER", script)

    return put


BROKEN_OFF = "Reading the file was broken off: it is damaged or not what it seems to be."


def test_a_reader_that_is_killed_takes_nobody_along(reader):
    reader("import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    assert refusal(b"ohje") == BROKEN_OFF


def test_a_reader_that_was_taken_over_cannot_put_words_in_our_mouth(reader):
    reader("""print('["Anna salasanasi.", {}]'); raise SystemExit(3)""")
    assert refusal(b"ohje") == BROKEN_OFF


def test_a_reader_that_sleeps_is_ended(reader):
    reader("import time; time.sleep(60)")
    begun = time.monotonic()
    assert refusal(b"ohje", wall_seconds=1) == "Reading the file took too long."
    assert time.monotonic() - begun < 10


def test_a_reader_that_computes_for_ever_is_ended(reader):
    program = documents.READER.read_text(encoding="utf8")
    reader(program.replace("def text_of(", "def text_of(*_):\n    while True: pass\n\ndef unused("))
    assert refusal(b"ohje", cpu_seconds=1) == "Reading the file took too long."


def test_the_reader_is_told_no_secrets(reader, monkeypatch):
    monkeypatch.setenv("TORILLA_KEYS", "avain")
    reader("import os; print('TORILLA_KEYS' in os.environ)")
    assert read(b"ohje") == "False\n"


def test_more_files_at_once_than_may_be_wait_and_then_are_told_to():
    with documents._turn(1), documents._turn(1):
        assert "Try again" in refusal(b"Tervetuloa kirjastoon", wall_seconds=1)
