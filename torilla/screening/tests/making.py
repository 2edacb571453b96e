"""Makes small documents for tests: PDF by hand, DOCX from raw XML."""

import io
import zipfile

LINES_ON_A_PAGE = 40

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

ENCRYPTED = (
    "/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -44"
    f" /O <{'11' * 32}> /U <{'22' * 32}> >>"
)
"""What the trailer of a PDF says that is protected with a password."""


def pdf(text: str, *, trailer: str = "") -> bytes:
    """A PDF of the lines in Helvetica, with a running head and a page number on each page."""
    lines = text.splitlines()
    pages = [lines[i : i + LINES_ON_A_PAGE] for i in range(0, len(lines), LINES_ON_A_PAGE)] or [[]]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in enumerate(pages):
        shown = ["Asiakirjan nimi", *page, f"{number + 1} ({len(pages)})"]
        objects += [_page(5 + 2 * number), _stream(shown)]
    return _assembled(objects, trailer)


def _page(content: int) -> bytes:
    resources = "/Resources << /Font << /F1 3 0 R >> >>"
    box = "/MediaBox [0 0 595 842]"
    return f"<< /Type /Page /Parent 2 0 R {box} {resources} /Contents {content} 0 R >>".encode()


def _stream(lines: list[str]) -> bytes:
    escaped = (line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in lines)
    shown = "".join(f"({line}) Tj T*\n" for line in escaped)
    content = f"BT /F1 10 Tf 14 TL 50 800 Td\n{shown}ET".encode("cp1252")
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def _assembled(objects: list[bytes], trailer: str) -> bytes:
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    head = f"xref\n0 {count}\n0000000000 65535 f \n{table}"
    tail = f"trailer << /Size {count} /Root 1 0 R {trailer} >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + (head + tail).encode()


def docx(body: str, *, before: str = "", name: str = "word/document.xml") -> bytes:
    """A DOCX with this XML in its body and this text before its root element."""
    xml = f'<?xml version="1.0"?>{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body>'
    return packed({name: xml + "</w:document>"})


def packed(parts: dict[str, str | bytes]) -> bytes:
    """A ZIP file of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()
