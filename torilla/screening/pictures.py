"""What a picture tells, and pictures made of it that tell nothing but themselves.

Like `documents`, which see: the file may be broken or made to do harm, so a process with limits reads it.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from torilla.screening.documents import BROKEN_OFF, MEGABYTE, Limits, Unreadable, answer_of
from torilla.screening.objection import Objection


def _(message: str) -> str:
    """Marks a message for translation where it is written; it is translated where it is shown."""
    return message


READER = ("-m", "torilla.screening.picture_reader")

REASONS = {
    "damaged": _("The file is damaged."),
    "frames": _("The picture has more than {most} frames."),
    "large": _("The file is larger than {most} MB."),
    "memory": _("Reading the file needs too much memory."),
    "not-picture": _("This is not a JPEG, PNG, WebP or HEIC picture."),
    "pixels": _("The picture has more than {most} million pixels."),
}

KINDS = ("location", "metadata")
"""The kinds of objection that a picture's file can give."""

NEAR = 8
"""Hashes of at most this distance belong to the same picture, scaled or saved anew."""


@dataclass(frozen=True)
class PictureLimits(Limits):
    """How much a picture may ask of us; a phone's has 12 to 50 million pixels."""

    file_bytes: int = 60 * MEGABYTE
    characters: int = 10_000_000
    pixels: int = 80_000_000
    frames: int = 1000
    cpu_seconds: int = 10
    wall_seconds: int = 20


LIMITS = PictureLimits()


@dataclass(frozen=True)
class Picture:
    """`width` and `height` in pixels as people see it, turned as the camera said.

    `format` is JPEG, PNG, WEBP or HEIF; `phash` 16 hexadecimal digits, for `distance`; `frames` is
    more than 1 when the picture moves.
    """

    format: str
    width: int
    height: int
    frames: int
    phash: str
    objections: tuple[Objection, ...]


def inspect(picture: Path | str | bytes, *, limits: PictureLimits = LIMITS) -> Picture:
    """The picture in a file, given by its path or its bytes. Raises Unreadable, and nothing else."""
    answer = answer_of((*READER, "inspect"), picture, limits, REASONS)
    try:
        return picture_from(json.loads(answer))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Unreadable(BROKEN_OFF) from error


def picture_from(given: dict[str, Any]) -> Picture:
    """What the reader said, made sure of: it may have been taken over by what it read."""
    if given["format"] not in ("JPEG", "PNG", "WEBP", "HEIF"):
        raise ValueError(given["format"])
    return Picture(
        format=given["format"],
        width=int(given["width"]),
        height=int(given["height"]),
        frames=int(given["frames"]),
        phash=f"{int(given['phash'], 16):016x}",
        objections=objections_from(given["found"], KINDS),
    )


def objections_from(found: Any, kinds: tuple[str, ...]) -> tuple[Objection, ...]:
    """Objections from a reader's answer; ValueError when one is of a kind it may not give."""
    objections = tuple(
        Objection(str(kind), int(start), int(end), str(text)) for kind, start, end, text in found
    )
    if any(each.kind not in kinds for each in objections):
        raise ValueError(objections)
    return objections


def derive(
    picture: Path | str | bytes,
    *,
    longest: int,
    form: Literal["WEBP", "JPEG"] = "WEBP",
    limits: PictureLimits = LIMITS,
) -> bytes:
    """The picture made anew, its longer side at most `longest` pixels (it is never made larger).

    Turned upright, in the colours of sRGB, and with nothing but pixels in it: no location, no other
    metadata, no preview, nothing after its end. Of a moving picture, the first frame; a JPEG has
    white where the picture lets through. Smaller ones are made fastest from a larger derivative.
    Raises Unreadable, and nothing else.
    """
    made = answer_of((*READER, "derive", form, str(longest)), picture, limits, REASONS)
    begins = b"\xff\xd8\xff" if form == "JPEG" else b"RIFF"
    if not made.startswith(begins):
        raise Unreadable(BROKEN_OFF)
    return made


def distance(one: str, other: str) -> int:
    """In how many of 64 bits two perceptual hashes differ; up to `NEAR` is the same picture."""
    return (int(one, 16) ^ int(other, 16)).bit_count()
