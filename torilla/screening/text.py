"""A text as given and as detectors read it, with the way back from one to the other.

People paste codes with full-width digits, other dashes, zero-width signs and letters of another
script that look the same. Detectors read the *plain* text, where all that is evened out; what they
find is told in places of the text as given.
"""

import re
import string
import unicodedata
from array import array
from bisect import bisect_right
from functools import cached_property

# Letters of other scripts that look like Latin ones, and the dashes and spaces that people paste.
LOOKALIKES = {
    **dict(zip("АВЕКМНОРСТУХІЈЅҮҺԁһԛԝѵ", "ABEKMHOPCTYXIJSYHdhqwv", strict=True)),
    **dict(zip("аеорсухіјѕвкмнт", "aeopcyxijsbkmht", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧανικορυχ", "ABEZHIKMNOPTYXavikopux", strict=True)),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d", "-"),
    **dict.fromkeys("\u2028\u2029\u0085", "\n"),
}

# What stays as it is although Unicode knows a plainer form: it is no part of a code or a word.
_KEPT = ("<super>", "<sub>", "<fraction>")

# Signs that take no room although Unicode does not count them among those that show nothing.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0")

_USUAL = frozenset(string.printable + "åäöÅÄÖéÉüÜšŠžŽ§€”’…·•°²³")

# A soft hyphen between digits is the hyphen of the code, at the end of a line.
_HYPHEN = re.compile("(?<=[0-9])\u00ad(?=[0-9])")

# A line to be filled in, and points between groups of digits, stand for spaces.
_FILL = re.compile("_{2,}|(?<=[0-9])[·•](?=[0-9])")

_SENTENCE_END = re.compile(
    r"(?<=[.!?…])[\"”’)\]]{0,2}[^\S\n]{1,3}(?=[\"”’(\[]{0,2}[A-ZÅÄÖ0-9])|[\n\f]"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:puh|tel|tfn|nro|rek|reg|klo|os|synt|esim|ym|mm|ent|ks|vrt|gsm|kpl|tri|hlö|kunnanv|[a-zåäö])"
    r"|\b\d\d?)\.$",
    re.IGNORECASE,
)


class _Plain(dict[int, str]):
    """What each character stands for in the plain text; "" for what does not show."""

    def __missing__(self, code: int) -> str:
        self[code] = _plain(chr(code))
        return self[code]


def _plain(letter: str) -> str:
    if letter < "\x80" or letter in LOOKALIKES:
        return LOOKALIKES.get(letter, letter)
    if letter in _BLANK or unicodedata.category(letter) in ("Cf", "Mn", "Me"):
        return ""
    if unicodedata.category(letter) == "Zs":
        return " "
    digit = unicodedata.decimal(letter, None)
    if digit is not None:
        return str(digit)
    if letter == "…" or unicodedata.decomposition(letter).startswith(_KEPT):
        return letter
    evened = unicodedata.normalize("NFKC", letter)
    return "".join(LOOKALIKES.get(each, each) for each in evened)


_PLAIN = _Plain()


class Text:
    """`given` as it came, `plain` as detectors read it. Places are characters of the plain text."""

    def __init__(self, given: str) -> None:
        self.given = given
        self._steps: _Steps | None = None
        strange = set(given).difference(_USUAL)
        if "\u00ad" in strange:
            given = _HYPHEN.sub("-", given)
        moving = {letter for letter in strange if len(_PLAIN[ord(letter)]) != 1}
        if moving:
            self._steps = _Steps(given, moving)
            self.plain = self._steps.plain
        else:
            self.plain = given.translate(_PLAIN) if strange else given
        self.plain = _FILL.sub(lambda found: " " * len(found[0]), self.plain)

    def as_given(self, start: int, end: int) -> tuple[int, int]:
        """The places in the text as given of a stretch of the plain text."""
        if self._steps is None:
            return start, end
        first = self._steps.place(start)
        if end <= start:
            return first, first
        last = self._steps.place(end - 1) + 1
        while last < len(self.given) and unicodedata.combining(self.given[last]):
            last += 1
        return first, last

    @cached_property
    def lower(self) -> str:
        """The plain text in small letters, of the same length."""
        lowered = self.plain.lower()
        if len(lowered) == len(self.plain):
            return lowered
        single = {ord(each): each.lower() for each in set(self.plain) if len(each.lower()) == 1}
        return self.plain.translate(single)

    @cached_property
    def has_digit(self) -> bool:
        """Whether there is any digit, without which there is no code and no number either."""
        return re.search("[0-9]", self.plain) is not None

    def before(self, start: int, most: int = 40) -> str:
        """In small letters, the end of what stands on the line before a place."""
        return self.lower[max(0, start - most) : start].rpartition("\n")[2]

    @cached_property
    def _bounds(self) -> list[int]:
        found = _SENTENCE_END.finditer(self.plain)
        return [0, *(each.end() for each in found if self._ends(each))]

    def _ends(self, found: re.Match[str]) -> bool:
        """Whether a sentence ends here: not after "puh." or "s.", nor inside "13. 10. 1952"."""
        if found[0] in "\n\f":
            return True
        before = self.plain[max(0, found.start() - 9) : found.start()]
        short = _ABBREVIATION.search(before)
        if short is None:
            return True
        return short[0][:-1].isdigit() and not self.plain[found.end()].isdigit()

    def sentence(self, at: int) -> tuple[int, int]:
        """From where to where the sentence around a place goes; a line's end ends one too."""
        number = bisect_right(self._bounds, at)
        end = self._bounds[number] if number < len(self._bounds) else len(self.plain)
        return self._bounds[number - 1], end


class _Steps:
    """The plain text where signs fall away or become several, and where each stretch of it came from.

    A stretch goes letter by letter; one that is held comes from a single sign as given.
    """

    def __init__(self, given: str, moving: set[str]) -> None:
        self._pieces: list[str] = []
        self._starts, self._origins, self._held = array("q", [0]), array("q", [0]), bytearray(1)
        self._length = done = 0
        for at, letter in enumerate(given):
            if letter in moving:
                if at > done:
                    self._add(given[done:at].translate(_PLAIN))
                self._change(letter, at)
                done = at + 1
        if done < len(given):
            self._add(given[done:].translate(_PLAIN))
        self.plain = "".join(self._pieces)

    def _add(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)

    def _change(self, letter: str, at: int) -> None:
        meant = _PLAIN[ord(letter)]
        if meant:
            self._step(at, held=1)
            self._add(meant)
        elif self._pieces and unicodedata.combining(letter):
            joined = unicodedata.normalize("NFC", self._pieces[-1][-1] + letter)
            if len(joined) == 1:
                self._pieces[-1] = self._pieces[-1][:-1] + joined
        self._step(at + 1, held=0)

    def _step(self, origin: int, *, held: int) -> None:
        if self._starts[-1] == self._length:
            self._origins[-1], self._held[-1] = origin, held
            return
        self._starts.append(self._length)
        self._origins.append(origin)
        self._held.append(held)

    def place(self, at: int) -> int:
        """Where in the text as given a place of the plain text is."""
        step = bisect_right(self._starts, at) - 1
        within = 0 if self._held[step] else at - self._starts[step]
        return self._origins[step] + within
