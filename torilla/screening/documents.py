"""The text of a document that somebody gives us: plain text, DOCX or PDF.

A document may be broken or made to do harm, so another process reads it (`document_reader.py`),
which gets limits on processor time, memory and output before it looks at a byte, knows none of our
settings or keys, and may die without taking us along.
"""

import json
import os
import signal
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

READER = Path(__file__).with_name("document_reader.py")

MEGABYTE = 1_000_000

# What the reader needs of our environment: where Python finds its packages, and nothing secret.
ENVIRONMENT = ("PATH", "HOME", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH")


def _(message: str) -> str:
    """Marks a message for translation where it is written; it is translated where it is shown."""
    return message


BROKEN_OFF = _("Reading the file was broken off: it is damaged or not what it seems to be.")

REFUSED = 3
"""The reader's exit status when it has a reason to give."""

AT_ONCE = 2
"""Readers of one process at a time: each may take half a gigabyte."""
_readers = threading.BoundedSemaphore(AT_ONCE)


REASONS = {
    "damaged": _("The file is damaged."),
    "declares": _("The file declares a document type, which Word never writes."),
    "large": _("The file is larger than {most} MB."),
    "long": _("The text is longer than {most} characters."),
    "memory": _("Reading the file needs too much memory."),
    "no-text": _("No text was found in the file; a scanned picture cannot be read."),
    "office": _("This is an old or protected Office file; save it as DOCX or PDF."),
    "page": _("Page {number} of the file is damaged."),
    "pages": _("The file has more than {most} pages."),
    "password": _("The file is protected with a password."),
    "rtf": _("This is an RTF file; save it as DOCX or PDF."),
    "strange": _("This is not a text, DOCX or PDF file."),
    "unpacked": _("The file unpacks to more than {most} MB."),
    "zip": _("This is a ZIP file but not a Word document; save it as DOCX or PDF."),
}
"""What the reader may answer. It gives the key, since what it says itself is not to be trusted."""


@dataclass(frozen=True)
class Limits:
    """How much a document may ask of us; a municipality's guideline has some 20,000 characters."""

    file_bytes: int = 20 * MEGABYTE
    unpacked_bytes: int = 50 * MEGABYTE
    memory_bytes: int = 512 * MEGABYTE
    characters: int = 500_000
    pages: int = 500
    cpu_seconds: int = 20
    wall_seconds: int = 40


LIMITS = Limits()


class Unreadable(Exception):
    """A document that cannot be read, with the reason in one sentence.

    `message` is the English sentence with {placeholders} for `values`, so that it can be shown in
    other languages; str() gives it in English.
    """

    def __init__(self, message: str, **values: int) -> None:
        super().__init__(message.format_map(values))
        self.message = message
        self.values = values


def read(document: Path | str | bytes, *, limits: Limits = LIMITS) -> str:
    """The text of a document, given by its path or its bytes; pages are parted by form feeds.

    What it is shows in its bytes, not in its name. Raises Unreadable.
    """
    return answer_of([str(READER)], document, limits, REASONS).decode(errors="replace")


def answer_of(
    reader: Sequence[str],
    document: Path | str | bytes,
    limits: Limits,
    reasons: Mapping[str, str],
) -> bytes:
    """What a reader (the arguments of a Python process) answers on the document; raises Unreadable."""
    with _opened(document) as source, tempfile.TemporaryFile() as answer:
        _check_size(source, limits, reasons)
        with _turn(limits.wall_seconds):
            status = _run_reader(reader, source, answer, limits)
        answer.seek(0)
        return _answer(status, answer.read(), reasons)


@contextmanager
def _opened(document: Path | str | bytes) -> Iterator[IO[bytes]]:
    if isinstance(document, bytes):
        with tempfile.TemporaryFile() as source:
            source.write(document)
            source.seek(0)
            yield source
        return
    try:
        # A pipe that nobody writes to would otherwise keep us waiting.
        descriptor = os.open(document, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        raise Unreadable(_("The file cannot be opened.")) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Unreadable(_("This is not a file."))
    with os.fdopen(descriptor, "rb") as source:
        yield source


@contextmanager
def _turn(seconds: float) -> Iterator[None]:
    """Waits until fewer than AT_ONCE readers run; Unreadable when that takes too long."""
    if not _readers.acquire(timeout=seconds):
        raise Unreadable(_("Other files are being read just now. Try again in a minute."))
    try:
        yield
    finally:
        _readers.release()


def _check_size(source: IO[bytes], limits: Limits, reasons: Mapping[str, str]) -> None:
    size = os.fstat(source.fileno()).st_size
    if size == 0:
        raise Unreadable(_("The file is empty."))
    if size > limits.file_bytes:
        raise Unreadable(reasons["large"], most=limits.file_bytes // MEGABYTE)


def _run_reader(reader: Sequence[str], source: IO[bytes], answer: IO[bytes], limits: Limits) -> int:
    """The reader's exit status; negative is the signal that ended it."""
    environment = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    # -P: the reader's own folder is no place to import from. The arguments are ours alone.
    command = [sys.executable, "-P", *reader, json.dumps(asdict(limits))]
    try:
        return subprocess.run(  # noqa: S603
            command,
            stdin=source,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            env=environment,
            timeout=limits.wall_seconds,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired:
        return -signal.SIGXCPU


def _answer(status: int, answer: bytes, reasons: Mapping[str, str]) -> bytes:
    if status == 0:
        return answer
    if status == REFUSED:
        raise _refusal(answer, reasons)
    if status == -signal.SIGXCPU:
        raise Unreadable(_("Reading the file took too long."))
    raise Unreadable(BROKEN_OFF)


def _refusal(answer: bytes, reasons: Mapping[str, str]) -> Unreadable:
    try:
        key, values = json.loads(answer[:1000])
        return Unreadable(reasons[key], **{name: int(value) for name, value in values.items()})
    except (ValueError, TypeError, KeyError, AttributeError):
        return Unreadable(BROKEN_OFF)
