"""What a video's file tells beside the film, and a copy of it that tells nothing.

Like `pictures`, which see. The film itself is not looked at. MP4 and MOV are boxes in boxes, WebM elements in
elements: what tells of place, time, maker or device is overwritten where it lies, so that all else stays
where the file says that it is.
"""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torilla.screening.documents import BROKEN_OFF, MEGABYTE, Limits, Unreadable, answer_of
from torilla.screening.objection import Objection
from torilla.screening.pictures import KINDS, objections_from


def _(message: str) -> str:
    """Marks a message for translation where it is written; it is translated where it is shown."""
    return message


READER = ("-m", "torilla.screening.video_reader")

REASONS = {
    "damaged": _("The file is damaged."),
    "large": _("The file is larger than {most} MB."),
    "memory": _("Reading the file needs too much memory."),
    "not-video": _("This is not an MP4, MOV or WebM video."),
    "parts": _("The video consists of more parts than a video does."),
    "fragments": _(
        "The video tells of places in a way that cannot be taken out; save it anew as MP4 first."
    ),
}

HEADER = 16
"""Bytes that an edit writes at the most, before its zeros."""


@dataclass(frozen=True)
class Edit:
    """`begins` is written at the offset `at`, then so many zeros."""

    at: int
    begins: bytes
    zeros: int


@dataclass(frozen=True)
class Video:
    """`format` is MP4, MOV or WEBM; width and height in pixels, 0 where the file does not say."""

    format: str
    width: int
    height: int
    seconds: int
    objections: tuple[Objection, ...]
    edits: tuple[Edit, ...]


@dataclass(frozen=True)
class VideoLimits(Limits):
    """How much a video may ask of us; `parts` are its boxes or elements."""

    file_bytes: int = 200 * MEGABYTE
    parts: int = 500_000
    characters: int = 3_000_000
    edits: int = 100_000
    cpu_seconds: int = 10
    wall_seconds: int = 30


LIMITS = VideoLimits()


def inspect(video: Path | str | bytes, *, limits: VideoLimits = LIMITS) -> Video:
    """The video in a file, given by its path or its bytes. Raises Unreadable, and nothing else."""
    answer = answer_of(READER, video, limits, REASONS)
    try:
        return _video_from(json.loads(answer))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Unreadable(BROKEN_OFF) from error


def _video_from(given: dict[str, Any]) -> Video:
    """What the reader said, made sure of: it may have been taken over by what it read."""
    if given["format"] not in ("MP4", "MOV", "WEBM"):
        raise ValueError(given["format"])
    edits = tuple(
        Edit(int(at), bytes.fromhex(begins), int(zeros)) for at, begins, zeros in given["edits"]
    )
    if any(each.at < 0 or each.zeros < 0 or len(each.begins) > HEADER for each in edits):
        raise ValueError(edits)
    return Video(
        format=given["format"],
        width=int(given["width"]),
        height=int(given["height"]),
        seconds=int(given["seconds"]),
        objections=objections_from(given["found"], KINDS),
        edits=edits,
    )


def clean(video: Path, to: Path, edits: tuple[Edit, ...]) -> None:
    """Write a copy to a new file in which the edits are made; it is as long as the video. OSError."""
    with video.open("rb") as source, to.open("xb") as target:
        shutil.copyfileobj(source, target, MEGABYTE)
        end = target.tell()
        for edit in edits:
            target.seek(edit.at)
            target.write(edit.begins[: max(0, end - edit.at)])
            left = min(edit.zeros, end - target.tell())
            while left > 0:
                left -= target.write(bytes(min(left, MEGABYTE)))
