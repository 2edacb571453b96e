"""What may be attached to an application, told from the bytes; names that can do no harm."""

import re
import zipfile
from io import BytesIO

from torilla.core.files import bare_name

LARGEST = 10_000_000
"""Bytes of the largest attachment."""
MOST = 20
"""Attachments of one application."""

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "txt": "text/plain; charset=utf-8",
}
"""Kinds that are taken, and as what each is given out."""

LONGEST_NAME = 120
ENTRIES = 5000
"""Files in the list of a Word document at the most; an ordinary one has some twenty."""

_SIGNS = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg"}
_ENDINGS = re.compile(r"(\.(pdf|docx|png|jpe?g|txt))+$", re.IGNORECASE)
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\f")


def kind_of(content: bytes) -> str | None:
    """What the bytes are; None for what is not taken."""
    for sign, kind in _SIGNS.items():
        if content.startswith(sign):
            return kind
    if content.startswith(b"PK\x03\x04"):
        return "docx" if _is_document(content) else None
    return "txt" if content and _is_text(content) else None


def _is_document(content: bytes) -> bool:
    """Whether an archive is a Word document, one without programs (macros) in it."""
    try:
        names = zipfile.ZipFile(BytesIO(content)).namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False
    programs = any(name.lower().endswith((".bin", ".exe", ".dll")) for name in names)
    return (
        len(names) <= ENTRIES
        and {"[Content_Types].xml", "word/document.xml"} <= set(names)
        and not programs
    )


def _is_text(content: bytes) -> bool:
    """Plain text in UTF-8; what a browser or a machine would run is not plain."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    start = text.lstrip()[:200].lower()
    run = re.match(r"<(!doctype|html|\?xml|svg|script|head|body)|#!|\{\\rtf|mz|%!ps", start)
    return run is None and not _CONTROLS & set(content)


def safe_name(name: str, kind: str) -> str:
    """A file's name without anything that does harm, and with the ending of its kind."""
    stem = _ENDINGS.sub("", bare_name(name)).strip(" .")
    return f"{stem[:LONGEST_NAME].strip() or 'liite'}.{kind}"
