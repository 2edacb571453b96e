"""The same guideline as text, as Word document and as PDF binds to the same clauses."""

import io
import re
from importlib import resources

import docx
import pytest

from torilla.policy import load, packaged
from torilla.policy.binding import bind
from torilla.screening.documents import read
from torilla.screening.tests.making import pdf

TEXT = (resources.files("torilla.policy") / "guidelines" / "mallila.fi.txt").read_text("utf8")
CLAUSES = load(packaged("mallila"), source="mallila").clauses
PARAGRAPHS = [
    re.sub("ICT- ", "ICT-", " ".join(paragraph.split()))
    for paragraph in re.split(r"\n\s*\n|\n(?=[•\d])", TEXT)
]


def as_word():
    """Bullets and numbers are the list's own, as somebody writing in Word has them."""
    document = docx.Document()
    for paragraph in PARAGRAPHS:
        mark = re.match(r"• |\d\. ", paragraph)
        style = "Normal" if not mark else "List Bullet" if mark[0] == "• " else "List Number"
        document.add_paragraph(paragraph[mark.end() if mark else 0 :], style=style)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def as_pdf(width):
    """Words are broken at the end of a line; each page has its running head and its number."""
    return pdf("\n".join(line for text in PARAGRAPHS for line in set_in_lines(text, width)))


def set_in_lines(paragraph, width):
    lines = [""]
    for word in paragraph.split():
        room = width - len(lines[-1]) - 2
        if len(word) <= room:
            lines[-1] += f" {word}"
        elif word.isalpha() and 4 <= room < len(word) - 3:
            lines[-1] += f" {word[:room]}-"
            lines.append(word[room:])
        else:
            lines.append(word)
    return lines


def unbound(document):
    bounds = bind(CLAUSES, read(document))
    return [id for id, bound in bounds.items() if bound.state != "bound"]


def test_the_guideline_as_text_binds_whole(tmp_path):
    (tmp_path / "ohje.txt").write_text(TEXT, encoding="utf-16")
    assert unbound(tmp_path / "ohje.txt") == []


def test_the_guideline_as_a_word_document_binds_whole():
    assert unbound(as_word()) == []


@pytest.mark.parametrize("width", [50, 73, 96])
def test_the_guideline_as_a_pdf_binds_whole(width):
    assert unbound(as_pdf(width)) == []


def test_a_clause_reads_the_same_from_each_form():
    read_from = [bind(CLAUSES, text)["S7"].text for text in (TEXT, read(as_word()))]
    assert read_from[0] == read_from[1]
