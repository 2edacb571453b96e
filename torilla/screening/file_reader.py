"""Reads one file from standard input, whatever it is, and writes as JSON what stands in it.

Run by `files.read_file` as a process of its own (`python -P -m`). Its argument is the limits as JSON. It
ends with 0 and {"form", "text", "found": [[kind, start, end, words], …], "longer", "pictures"}, or with 3
and, as JSON, the key of a reason (`files.REASONS`) with its values.
"""

import json
import sys
from types import SimpleNamespace
from typing import Any, BinaryIO

from torilla.screening.document_reader import REFUSED, Refusal, confine, plain_text
from torilla.screening.picture_end import is_heif


def main() -> int:
    limits = SimpleNamespace(**json.loads(sys.argv[1]))
    confine(limits)
    try:
        given = {"text": "", "found": [], "longer": False, "pictures": []}
        told = given | contents(sys.stdin.buffer, limits)
        answer, status = json.dumps(told, ensure_ascii=False), 0
    except Refusal as refusal:
        answer, status = refusal.answer, REFUSED
    except (MemoryError, RecursionError):
        answer, status = Refusal("memory").answer, REFUSED
    sys.stdout.buffer.write(answer.encode(errors="replace"))
    sys.stdout.buffer.flush()
    return status


def contents(file: BinaryIO, limits: SimpleNamespace) -> dict[str, Any]:
    """What stands in the file. Only what its kind needs is loaded: that is half of the time it takes."""
    head = file.read(1024)
    file.seek(0)
    if told := _film(file, head):
        return told
    file.seek(0)
    data = file.read(limits.document_bytes + 1)
    if len(data) > limits.document_bytes:
        raise Refusal("large", most=limits.document_bytes // 1_000_000)
    return _picture(data, head, limits) or _document(data, limits)


def _film(file: BinaryIO, head: bytes) -> dict[str, Any] | None:
    webm = head.startswith(b"\x1aE\xdf\xa3")
    if not webm and head[4:8] not in (b"ftyp", b"moov", b"mdat", b"wide"):
        return None
    if is_heif(head):
        return None
    if head[4:12] in (b"ftypavif", b"ftypavis"):
        raise Refusal("strange")
    from torilla.screening.film_tags import film

    return {"form": "webm" if webm else "mp4", "found": film(file, head)}


def _picture(data: bytes, head: bytes, limits: SimpleNamespace) -> dict[str, Any] | None:
    if head[:2] not in (b"\xff\xd8", b"\x89P", b"RI") and head[4:8] != b"ftyp":
        return None
    from torilla.screening.picture_reader import form_of, told

    if not form_of(data):
        return None
    picture = told(data, limits)
    return {"form": picture["format"].lower(), "found": picture["found"]}


def _document(data: bytes, limits: SimpleNamespace) -> dict[str, Any]:
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        from torilla.screening.word_reader import word

        return word(data, limits)
    if b"%PDF-" in data[:1024]:
        from torilla.screening.pdf_reader import pdf

        return pdf(data, limits)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refusal("office")
    if data.startswith(b"{\\rtf"):
        raise Refusal("rtf")
    text = plain_text(data)
    return {
        "form": "text",
        "text": text[: limits.characters],
        "longer": len(text) > limits.characters,
    }


if __name__ == "__main__":
    sys.exit(main())
