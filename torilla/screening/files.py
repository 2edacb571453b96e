"""What stands in a file, whatever it is: a text, a document, a picture, of a film what is written beside it.

Like `documents`, which see: the file may be broken or made to do harm, so a process with limits reads it.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torilla.screening.documents import BROKEN_OFF, MEGABYTE, Unreadable, answer_of
from torilla.screening.documents import REASONS as OF_DOCUMENTS
from torilla.screening.objection import Objection
from torilla.screening.pictures import REASONS as OF_PICTURES
from torilla.screening.pictures import PictureLimits, objections_from


def _(message: str) -> str:
    """Marks a message for translation where it is written; it is translated where it is shown."""
    return message


READER = ("-m", "torilla.screening.file_reader")

FORMS = ("text", "docx", "pdf", "jpeg", "png", "webp", "heif", "mp4", "webm")

KINDS = ("hidden-text", "tracked-change", "comment", "location", "metadata")
"""The kinds of objection that a file can give before anybody reads its text."""

REASONS = (
    OF_DOCUMENTS
    | OF_PICTURES
    | {
        "endless": _("The file has more parts than a file of its kind can need."),
        "strange": _(
            "This is not a text, DOCX, PDF, JPEG, PNG, WebP, HEIC, MP4, MOV or WebM file."
        ),
    }
)

TOO_LONG = _("The text is longer than {most} characters; the rest was not read.")
ONLY_PICTURES = _("Pages without text, which cannot be read: {pages}.")


@dataclass(frozen=True)
class FileLimits(PictureLimits):
    """How much a file may ask of us; 200 full pages have some 700,000 characters."""

    # A film is not read as a whole; the reader sees to the others.
    file_bytes: int = 20_000 * MEGABYTE
    document_bytes: int = 60 * MEGABYTE
    characters: int = 2_000_000


LIMITS = FileLimits()


@dataclass(frozen=True)
class Contents:
    """`form` is one of FORMS, or empty when the file could not be read; then `refusal` says why.

    The places of `objections` are characters of `text`. What a reader of a document does not see
    (hidden, deleted, comments) stands at its end. A refusal is also an objection ("unreadable").
    """

    form: str
    text: str
    objections: tuple[Objection, ...]
    refusal: Unreadable | None = None


def read_file(file: Path | str | bytes, *, limits: FileLimits = LIMITS) -> Contents:
    """What stands in a file, given by its path or its bytes; what cannot be read is an objection.

    What it is shows in its bytes, not in its name. Raises nothing over a file, whatever it holds. No
    bytes are an empty text, which gives nothing away; a file without any is nobody's intention.
    """
    if file == b"":
        return Contents("text", "", ())
    try:
        return _contents(json.loads(answer_of(READER, file, limits, REASONS)), limits)
    except Unreadable as refusal:
        unreadable = refusal
    except (ValueError, TypeError, KeyError, RecursionError):
        unreadable = Unreadable(BROKEN_OFF)
    return Contents("", "", (Objection("unreadable", 0, 0, str(unreadable)),), unreadable)


def _contents(given: dict[str, Any], limits: FileLimits) -> Contents:
    """What the reader said, made sure of: it may have been taken over by what it read."""
    text = given["text"].encode(errors="replace").decode()[: limits.characters]
    if given["form"] not in FORMS:
        raise ValueError(given["form"])
    found = [_placed(each, text) for each in objections_from(given["found"], KINDS)]
    if given["longer"]:
        said = TOO_LONG.format(most=len(text))
        found.append(Objection("unreadable", len(text), len(text), said))
    if given["pictures"]:
        pages = ", ".join(str(int(page)) for page in given["pictures"])
        found.append(Objection("unreadable", 0, 0, ONLY_PICTURES.format(pages=pages)))
    return Contents(given["form"], text, tuple(found))


def _placed(found: Objection, text: str) -> Objection:
    if found.start == found.end == 0:
        return found
    if not 0 <= found.start < found.end <= len(text):
        raise ValueError(found)
    return Objection(found.kind, found.start, found.end, text[found.start : found.end])
