"""What people wrote, made fit for a page that nobody's text can bend.

What is seen stays as it was written. What would not be seen, or would reorder what is (control characters,
zero-width ones, changes of direction), is told by its number: `[U+202E]`. What the fonts of the sheet do not
have is told by its name where it is a picture (`[books]`), by its number otherwise: a PDF/UA may hold no
character without a shape.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator

LONGEST = 20_000
"""So many characters of one text are shown: more than any field takes."""


def _of(*ranges: tuple[int, int]) -> frozenset[str]:
    return frozenset(chr(number) for first, last in ranges for number in range(first, last + 1))


SERIF = _of(
    (0x0020, 0x02E4), (0x02EA, 0x034E), (0x0350, 0x036F), (0x0384, 0x03CE), (0x03D0, 0x03E1),
    (0x03FD, 0x045F), (0x0490, 0x04C4), (0x04D0, 0x04F9), (0x05B0, 0x05C3), (0x05D0, 0x05EA),
    (0x1D43, 0x1D5F), (0x1E00, 0x1E9B), (0x1E9E, 0x1E9E), (0x1EA0, 0x1EF9), (0x1F00, 0x2037),
    (0x2039, 0x203E), (0x2044, 0x2044), (0x2070, 0x209C), (0x20AC, 0x20AC), (0x2100, 0x2103),
    (0x2116, 0x2116), (0x2122, 0x2122), (0x2153, 0x2184), (0x2190, 0x219B), (0x21CB, 0x21D9),
    (0x2200, 0x220D), (0x220F, 0x221C), (0x2460, 0x2473), (0x2639, 0x2653), (0x2C60, 0x2C6C),
    (0xFB29, 0xFB4E), (0xFFFD, 0xFFFD),
)  # fmt: skip
"""What Libertinus Serif has, plain and bold: Latin, Greek, Cyrillic, Hebrew."""

MONO = _of(
    (0x0531, 0x055F), (0x0561, 0x0587), (0x060C, 0x060C), (0x061B, 0x061B), (0x061F, 0x061F),
    (0x0621, 0x063A), (0x0640, 0x0655), (0x0660, 0x066D), (0x0679, 0x067B), (0x067E, 0x0680),
    (0x0686, 0x0687), (0x0691, 0x0691), (0x0698, 0x0698), (0x06A4, 0x06A4), (0x06A9, 0x06A9),
    (0x06AF, 0x06AF), (0x06BE, 0x06BE), (0x06CC, 0x06CC), (0x06F0, 0x06F9), (0x10D0, 0x10FC),
    (0x2190, 0x2213), (0x2241, 0x2269), (0x226D, 0x228B), (0x228D, 0x22A5), (0x2308, 0x2315),
    (0x2500, 0x262F), (0x2638, 0x268B), (0x2690, 0x269C), (0x270C, 0x2727), (0x2729, 0x274B),
    (0x2761, 0x2775), (0x2798, 0x27AF),
)  # fmt: skip
"""What DejaVu Sans Mono has beside it, plain and bold: Arabic, Armenian, Georgian, signs."""

Has = Callable[[str], bool]
FONTS: dict[bool, tuple[Has, ...]] = {
    True: (SERIF.__contains__, MONO.__contains__),
    False: (lambda character: True,),
}
"""By whether the sheet's fonts are what counts: a text to copy is shown by whatever shows it."""

_LINES = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]")
_PLAIN = re.compile("[ -~\xa0-\xac\xae-\u02e4\u2010-\u2027\u2030-\u2037\u2039-\u203e]*")
"""What nearly every line is: nothing in it needs a look."""
_UNSEEN = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0")
"""Letters and marks that show nothing, though their kind is that of what shows."""
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_NOTHING = frozenset("\N{SOFT HYPHEN}") | {chr(number) for number in range(0xFE00, 0xFE10)}
"""Where a word may break, which drawing of a sign is meant: there is nothing to read in it."""
_MARKS = 3
"""So many marks may stand on one letter; a pile of them would run into the lines above."""


def lines(text: str, *, drawn: bool = True) -> list[str]:
    """The lines of a text as they are shown, without the empty ones; drawn: with the sheet's fonts."""
    told = f"{text[:LONGEST]} […]" if len(text) > LONGEST else text
    return [shown for line in _LINES.split(told) if (shown := _line(line, drawn).strip())]


def line(text: str, *, drawn: bool = True) -> str:
    """A name or another short text, on one line."""
    return " ".join(lines(text, drawn=drawn))


def _line(text: str, drawn: bool) -> str:
    if _PLAIN.fullmatch(text):
        return text
    return "".join(
        _shown(base, marks, drawn)
        for base, marks in _letters(unicodedata.normalize("NFC", text.replace("\t", " ")))
    )


def _letters(text: str) -> Iterator[tuple[str, str]]:
    """Each character with the marks that stand on it."""
    base, marks = "", ""
    for character in text:
        if character in _NOTHING:
            continue
        if base and unicodedata.category(character).startswith("M"):
            marks += character
            continue
        if base:
            yield base, marks
        base, marks = character, ""
    if base:
        yield base, marks


def _shown(base: str, marks: str, drawn: bool) -> str:
    """A letter with its marks as far as one font has all of them; the others are told beside it."""
    alone = not _seen(base) or unicodedata.category(base).startswith("M")
    fonts = [] if alone else [has for has in FONTS[drawn] if has(base)]
    if not fonts:
        return "".join(map(_told, base + marks))
    has = next((each for each in fonts if all(map(each, marks))), fonts[0])
    on, beside = base, ""
    for place, mark in enumerate(marks):
        if place < _MARKS and _seen(mark) and has(mark):
            on += mark
        else:
            beside += _told(mark)
    return on + beside


def _seen(character: str) -> bool:
    return character not in _UNSEEN and unicodedata.category(character) not in _HIDDEN


def _told(character: str) -> str:
    if unicodedata.category(character) == "So" and (name := unicodedata.name(character, "")):
        return f"[{name.lower()}]"
    return f"[U+{ord(character):04X}]"
