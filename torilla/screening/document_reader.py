"""Reads one document from standard input and writes its text to standard output.

Run by `documents.read` as a process of its own, and so a script: it imports nothing of ours. Its
argument is the limits as JSON. It ends with 0 and the text, or with 3 and, as JSON, the key of a
reason (`documents.REASONS`) with its values.
"""

import codecs
import io
import json
import re
import resource
import sys
import zipfile
import zlib
from types import SimpleNamespace
from typing import Any

# Document type declarations, and with them entities, are refused below.
from xml.parsers import expat  # noqa: S407

REFUSED = 3

WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)

# What the ZIP module raises over bytes that somebody has tampered with.
UNPACKING = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


class Refusal(Exception):
    """The key of a reason and the values of its placeholders."""

    def __init__(self, key: str, **values: int) -> None:
        super().__init__(key)
        self.answer = json.dumps([key, values])


def main() -> int:
    limits = SimpleNamespace(**json.loads(sys.argv[1]))
    confine(limits)
    try:
        answer, status = text_of(sys.stdin.buffer.read(), limits), 0
    except Refusal as refusal:
        answer, status = refusal.answer, REFUSED
    except MemoryError:
        answer, status = Refusal("memory").answer, REFUSED
    sys.stdout.buffer.write(answer.encode(errors="replace"))
    sys.stdout.buffer.flush()
    return status


def confine(limits: SimpleNamespace) -> None:
    """Gives the process its limits, for good."""
    for kind, most in (
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_AS, limits.memory_bytes),
        # A letter takes at most four bytes, and a reason is short.
        (resource.RLIMIT_FSIZE, 4 * limits.characters + 10_000),
        # A core dump would leave the document lying about.
        (resource.RLIMIT_CORE, 0),
    ):
        # At the soft limit the process ends with a signal that says which it was, at the hard one
        # it is killed. A hard limit that the machine set already cannot be raised.
        hard = resource.getrlimit(kind)[1]
        ceiling = most + 1 if hard == resource.RLIM_INFINITY else min(most + 1, hard)
        resource.setrlimit(kind, (min(most, ceiling), ceiling))


def text_of(data: bytes, limits: SimpleNamespace) -> str:
    """The text, told by the first bytes what the document is."""
    if b"%PDF-" in data[:1024]:
        text = text_of_pdf(data, limits)
    elif data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        text = text_of_docx(data, limits)
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refusal("office")
    elif data.startswith(b"{\\rtf"):
        raise Refusal("rtf")
    else:
        text = plain_text(data)
    if len(text) > limits.characters:
        raise Refusal("long", most=limits.characters)
    if not text.strip():
        raise Refusal("no-text")
    # PostgreSQL cannot keep a zero in a text.
    return text.replace("\0", "")


def plain_text(data: bytes) -> str:
    """Text in UTF-8 or UTF-16, else as Windows writes Western European."""
    text = _decoded(data)
    strange = sum(text.count(chr(code)) for code in (*range(9), *range(14, 32), 0xFFFD))
    if strange > max(3, len(text) / 100):
        raise Refusal("strange")
    return text


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    # Western European letters in UTF-16 have every other byte zero.
    even, odd = data[:2000:2], data[1:2000:2]
    if odd.count(0) > len(odd) / 2 and not even.count(0):
        return data.decode("utf-16-le", errors="replace")
    if even.count(0) > len(even) / 2 and not odd.count(0):
        return data.decode("utf-16-be", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # A letter or two that somebody broke do not make it another alphabet.
        text = data.decode("utf-8-sig", errors="replace")
        if text.count("\ufffd") * 4 < sum(letter > "\x7f" for letter in text):
            return text
        # cp1252 leaves five codes undefined, which Latin-1 does not.
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            return data.decode("latin-1")


def text_of_pdf(data: bytes, limits: SimpleNamespace) -> str:
    """The text of each page, parted by form feeds."""
    document = opened_pdf(data, limits)
    pages: list[str] = []
    length = 0
    for number in range(len(document)):
        page, text = page_of_pdf(document, number)
        page.close()
        pages.append(text)
        length += len(pages[-1])
        if length > limits.characters:
            break
    return "\f".join(pages)


def opened_pdf(data: bytes, limits: SimpleNamespace) -> Any:
    """The document in PDFium. Raises Refusal."""
    # Loading the library takes 50 ms, which other documents need not wait for.
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Refusal("password") from error
        raise Refusal("damaged") from error
    if len(document) > limits.pages:
        raise Refusal("pages", most=limits.pages)
    return document


def page_of_pdf(document: Any, number: int) -> tuple[Any, str]:
    """A page, counted from 0 and to be closed, and its text. Raises Refusal."""
    import pypdfium2

    try:
        page = document[number]
        text: str = page.get_textpage().get_text_bounded()
    except pypdfium2.PdfiumError as error:
        raise Refusal("page", number=number + 1) from error
    # PDFium marks a hyphen at the end of a line so, and swallows the end of the line.
    return page, text.replace("\x02", "-\n").replace("\ufffe", "-\n")


def text_of_docx(data: bytes, limits: SimpleNamespace) -> str:
    """The paragraphs of a Word document, one a line."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            xml = unpacked(package, main_part(package), limits)
    except UNPACKING as error:
        raise Refusal("damaged") from error
    return WordText(limits).read(xml)


def main_part(package: zipfile.ZipFile) -> str:
    names = package.namelist()
    parts = sorted(name for name in names if re.fullmatch(r"word/document\d*\.xml", name))
    if not parts:
        raise Refusal("zip")
    part = package.getinfo(parts[0])
    if part.flag_bits & 1:
        raise Refusal("password")
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refusal("damaged")
    return parts[0]


def unpacked(package: zipfile.ZipFile, name: str, limits: SimpleNamespace) -> bytes:
    """A part of the package. What a package says of its sizes is not trusted: we stop reading."""
    with package.open(name) as part:
        data = part.read(limits.unpacked_bytes + 1)
    if len(data) > limits.unpacked_bytes:
        most = limits.unpacked_bytes // 1_000_000
        raise Refusal("unpacked", most=most)
    return data


class WordText:
    """Collects the text that a reader of the document sees."""

    BREAKS = {
        "p": "\n",
        "br": "\n",
        "cr": "\n",
        "tab": "\t",
        "noBreakHyphen": "-",
        "softHyphen": "\u00ad",
    }
    # What was moved elsewhere, and the second form of a drawing, whose text would come twice.
    HIDDEN = frozenset(("moveFrom", "Fallback"))

    def __init__(self, limits: SimpleNamespace) -> None:
        self.limits = limits
        self.pieces: list[str] = []
        self.length = 0
        self.hidden = 0
        self.in_text = False

    def read(self, xml: bytes) -> str:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._letters
        try:
            parser.Parse(xml, True)
        except expat.ExpatError as error:
            raise Refusal("damaged") from error
        return "".join(self.pieces)

    def _refuse(self, *_declaration: object) -> None:
        raise Refusal("declares")

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        if local in self.HIDDEN:
            self.hidden += 1
        elif namespace in WORD:
            self.in_text = local == "t"
            if local in self.BREAKS and local != "p":
                self._add(self.BREAKS[local])

    def _end(self, name: str) -> None:
        namespace, _, local = name.rpartition(" ")
        self.in_text = False
        if local in self.HIDDEN:
            self.hidden -= 1
        elif namespace in WORD and local == "p":
            self._add("\n")

    def _letters(self, letters: str) -> None:
        if self.in_text:
            self._add(letters)

    def _add(self, letters: str) -> None:
        if self.hidden:
            return
        self.pieces.append(letters)
        self.length += len(letters)
        if self.length > self.limits.characters:
            most = self.limits.characters
            raise Refusal("long", most=most)


if __name__ == "__main__":
    sys.exit(main())
