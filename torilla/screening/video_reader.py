"""Reads one video from standard input and tells what it tells, and where it lies.

Run by `videos.inspect` as a process of its own (`python -P -m`). Its argument is the limits as JSON. It ends
with 0 and JSON, or with 3 and, as JSON, the key of a reason (`videos.REASONS`) with its values.
"""

import json
import sys
from types import SimpleNamespace
from typing import IO, Any

from torilla.screening.document_reader import REFUSED, Refusal, confine
from torilla.screening.film_tags import film
from torilla.screening.video_boxes import Boxes
from torilla.screening.video_elements import Elements


def main() -> int:
    limits = SimpleNamespace(**json.loads(sys.argv[1]))
    confine(limits)
    try:
        answer, status = json.dumps(told(sys.stdin.buffer, limits)), 0
    except Refusal as refusal:
        answer, status = refusal.answer, REFUSED
    except (MemoryError, RecursionError):
        answer, status = Refusal("memory").answer, REFUSED
    sys.stdout.buffer.write(answer.encode())
    sys.stdout.buffer.flush()
    return status


def told(source: IO[bytes], limits: SimpleNamespace) -> dict[str, Any]:
    """What there is to say of a video. Raises Refusal."""
    head, size = source.read(1024), source.seek(0, 2)
    video: Boxes | Elements
    if head.startswith(b"\x1aE\xdf\xa3"):
        video = Elements(source, size, limits)
    elif head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"):
        video = Boxes(source, size, limits)
    else:
        raise Refusal("not-video")
    try:
        video.read()
    except ValueError as error:
        raise Refusal("damaged") from error
    if not video.film:
        raise Refusal("not-video")
    try:
        found = [(kind, words) for kind, _start, _end, words in film(source, head)]
    except Refusal:
        # What tells may be broken although the film is whole; it is overwritten all the same.
        found = []
    in_words = {kind for kind, _words in found}
    found += [each for each in video.found if each[0] not in in_words]
    return {
        "format": video.form,
        "width": video.width,
        "height": video.height,
        "seconds": video.seconds,
        "found": [[kind, 0, 0, words] for kind, words in found[:100]],
        "edits": [[at, begins.hex(), zeros] for at, begins, zeros in video.edits],
    }


if __name__ == "__main__":
    sys.exit(main())
