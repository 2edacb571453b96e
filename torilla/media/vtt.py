"""Subtitles as WebVTT, read strictly: only cues and notes, nothing that loads or styles anything."""

import re

from django.utils.translation import gettext as _

LONGEST = 500_000
"""Characters of one file; two hours of speech have some 150,000."""
_TIME = r"(?:(\d{2,3}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING = re.compile(rf"{_TIME} +--> +{_TIME}((?: +[a-z]+:[\w%.,-]+)*) *")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class BadSubtitles(ValueError):
    """What is wrong, and what would be right."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


def read(text: str) -> str:
    """The file with plain line ends. Raises BadSubtitles with the number of the line."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").strip("\n") + "\n"
    if len(plain) > LONGEST or _CONTROLS.search(plain):
        raise BadSubtitles(
            _("This is no file of subtitles: it is too long or holds signs that no text has."),
            _("Save the subtitles as WebVTT (.vtt)."),
        )
    lines = plain.split("\n")
    if not re.fullmatch(r"WEBVTT([ \t].*)?", lines[0]):
        raise BadSubtitles(
            _("The first line is not WEBVTT."),
            _("Save the subtitles as WebVTT (.vtt); an SRT file is not one."),
        )
    cues = _cues(lines)
    if not cues:
        raise BadSubtitles(_("The file has no subtitles in it."), _("Choose another file."))
    return plain


def _cues(lines: list[str]) -> int:
    """How many cues the blocks after the head hold."""
    cues, at = 0, 1
    while at < len(lines) and lines[at]:  # what belongs to the first line
        at += 1
    while at < len(lines):
        start = at
        while at < len(lines) and lines[at]:
            at += 1
        if at > start:
            cues += _block(lines[start:at], start + 1)
        at += 1
    return cues


def _block(block: list[str], number: int) -> int:
    """1 for a cue, 0 for a note; `number` is that of its first line."""
    if block[0].split(" ")[0] == "NOTE":
        return 0
    if "-->" not in block[0]:
        block, number = block[1:], number + 1
    timing = _TIMING.fullmatch(block[0]) if block else None
    if timing is None:
        raise _bad(number, _("Write the times as 00:01.000 --> 00:04.000."))
    if _seconds(timing.groups()[:4]) >= _seconds(timing.groups()[4:8]):
        raise _bad(number, _("A subtitle ends after it begins."))
    if len(block) < 2 or any("-->" in line for line in block[1:]):
        raise _bad(number, _("Below the times stands the text, and then an empty line."))
    return 1


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000


def _bad(number: int, remedy: str) -> BadSubtitles:
    return BadSubtitles(
        _("Line %(number)s is not as WebVTT wants it.") % {"number": number}, remedy
    )
