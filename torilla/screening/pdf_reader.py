"""What stands in a PDF, and what is written beside its pages; part of `file_reader`'s process."""

import ctypes
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from torilla.screening.document_reader import Refusal, opened_pdf, page_of_pdf

LONGEST = 200
ANNOTATIONS = 1000
"""So many notes of a page are read."""
LARGEST = 200_000
"""Bytes of one note or field."""
_TOLD = ("Author", "Keywords", "Subject")
_NO_NOTES = (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP)


def pdf(data: bytes, limits: SimpleNamespace) -> dict[str, Any]:
    """The pages, parted by form feeds; fields and notes of a page stand at its end."""
    document = opened_pdf(data, limits)
    document.init_forms()  # there are none in most
    found = [["metadata", 0, 0, words] for words in _beside(document, data)]
    found += [["hidden-text", 0, 0, words] for words in _attached(document)]
    pages: list[str] = []
    pictures: list[int] = []
    length = 0
    for number in range(len(document)):
        text, notes, pictured = _page(document, number)
        for note in notes:
            start = length + len(text) + 1
            text += f"\n{note}"
            found.append(["comment", start, start + len(note), ""])
        if pictured and not text.strip():
            pictures.append(number + 1)
        pages.append(text)
        length += len(text) + 1
        if length > limits.characters:
            raise Refusal("long", most=limits.characters)
    whole = "\f".join(pages)
    if not whole.strip() and not found:
        raise Refusal("no-text")
    return {"form": "pdf", "text": whole, "found": found, "pictures": pictures[:100]}


def _page(document: Any, number: int) -> tuple[str, list[str], bool]:
    """The text of a page with its fields, the notes on it, and whether there is a picture."""
    page, text = page_of_pdf(document, number)
    notes: list[str] = []
    for place in range(min(pdfium.FPDFPage_GetAnnotCount(page), ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, place)
        if not annotation:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        if kind == pdfium.FPDF_ANNOT_WIDGET:
            text += f"\n{_filled(document, annotation)}".rstrip("\n")
        elif kind not in _NO_NOTES and (note := _said(annotation, b"Contents")):
            notes.append(note)
        pdfium.FPDFPage_CloseAnnot(annotation)
    pictured = not text.strip() and any(
        each.type == pdfium.FPDF_PAGEOBJ_IMAGE for each in page.get_objects(max_depth=2)
    )
    page.close()
    return text, notes, pictured


def _said(annotation: Any, key: bytes) -> str:
    return _letters(lambda *room: pdfium.FPDFAnnot_GetStringValue(annotation, key, *room))


def _filled(document: Any, field: Any) -> str:
    forms = document.formenv
    if not forms:
        return ""
    return _letters(lambda *room: pdfium.FPDFAnnot_GetFormFieldValue(forms, field, *room))


def _letters(given: Callable[..., int]) -> str:
    """The text of one of PDFium's functions, which says its length first and then fills the room."""
    size = given(None, 0)
    if not 2 < size < LARGEST:
        return ""
    buffer = ctypes.create_string_buffer(size)
    given(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw.decode("utf-16-le", errors="replace").strip("\0 \r\n\t")


def _beside(document: Any, data: bytes) -> list[str]:
    given = document.get_metadata_dict()
    told = [
        f"{name}: {' '.join(given[name].split())[:LONGEST]}" for name in _TOLD if given.get(name)
    ]
    before = data[:1024].index(b"%PDF-")
    after = len(data) - data.rfind(b"%%EOF") - len(b"%%EOF")
    if data[:before].strip():
        told.append(f"{before} bytes before the beginning of the document")
    if b"%%EOF" in data and data[len(data) - after :].strip(b"\0 \r\n\t"):
        told.append(f"{after} bytes after the end of the document")
    return told


def _attached(document: Any) -> list[str]:
    try:
        count = min(document.count_attachments(), 100)
        names = [document.get_attachment(number).get_name() for number in range(count)]
    except pypdfium2.PdfiumError:
        return ["a file is attached"]
    return [f"attached file: {name[:LONGEST]}" for name in names]
