"""A text as given and as detectors read it, with the way back from one to the other.

People paste codes with full-width digits, other dashes, zero-width signs and letters of another
script that look the same. Detectors read the *plain* text, where all that is evened out; what they
find is told in places of the text as given.
"""

import re
import unicodedata
from bisect import bisect_right
from functools import cached_property

# Signs that take no room: joiners, marks of direction, soft hyphen, byte order mark.
UNSEEN = frozenset(
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f"
    "\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
)

# Letters of other scripts that look like Latin ones, and the dashes and spaces that people paste.
LOOKALIKES = str.maketrans(
    "АВЕКМНОРСТУХІЈЅаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u2028\u2029\u0085",
    "ABEKMHOPCTYXIJSaeopcyxijsABEZHIKMNOPTYXo----------                \n\n\n",
)

_STRANGE = re.compile(r"[^\x00-\x7fåäöÅÄÖéÉüÜšŠžŽ§€”’…–]")
_DASH = "\u2013"

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)\]]{0,2}\s{1,3}(?=[\"”’(\[]{0,2}[A-ZÅÄÖ0-9])|\n")


class Text:
    """`given` as it came, `plain` as detectors read it. Places are characters of the plain text."""

    def __init__(self, given: str) -> None:
        self.given = given
        self._begins: list[int] | None = None
        if _STRANGE.search(given):
            self.plain, self._begins = _evened(given)
        else:
            self.plain = given.replace(_DASH, "-")

    def as_given(self, start: int, end: int) -> tuple[int, int]:
        """The places in the text as given of a stretch of the plain text."""
        if self._begins is None:
            return start, end
        begins = self._begins
        return begins[start], begins[end - 1] + self._width(end - 1) if end > start else begins[
            start
        ]

    def _width(self, at: int) -> int:
        """How many characters as given one plain character stands for, unseen ones not counted."""
        begins = self._begins or []
        upto = begins[at + 1] if at + 1 < len(begins) else len(self.given)
        width = upto - begins[at]
        while width > 1 and self.given[begins[at] + width - 1] in UNSEEN:
            width -= 1
        return width

    @cached_property
    def lower(self) -> str:
        """The plain text in small letters, of the same length."""
        lowered = self.plain.lower()
        if len(lowered) == len(self.plain):
            return lowered
        return "".join(c.lower() if len(c.lower()) == 1 else c for c in self.plain)

    @cached_property
    def _bounds(self) -> list[int]:
        return [0, *(found.end() for found in _SENTENCE_END.finditer(self.plain))]

    def sentence(self, at: int) -> tuple[int, int]:
        """From where to where the sentence around a place goes; a line's end ends one too."""
        number = bisect_right(self._bounds, at)
        end = self._bounds[number] if number < len(self._bounds) else len(self.plain)
        return self._bounds[number - 1], end


def _evened(given: str) -> tuple[str, list[int]]:
    """The plain text, and for each of its characters where it begins in the given one."""
    letters: list[str] = []
    begins: list[int] = []
    for at, letter in enumerate(given):
        if letter in UNSEEN:
            continue
        if letter > "\x7f":
            letter = unicodedata.normalize("NFKC", letter.translate(LOOKALIKES))
            if unicodedata.combining(letter[:1] or " ") and letters:
                joined = unicodedata.normalize("NFC", letters[-1] + letter)
                if len(joined) == 1:
                    letters[-1] = joined
                    continue
        letters.extend(letter)
        begins.extend([at] * len(letter))
    return "".join(letters), begins
