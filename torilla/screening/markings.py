"""Markings: words stamped on a document, as against the same words in running text.

A marking stands in capitals, on a line of its own, or in brackets of its own.
"""

import re
from collections.abc import Iterator

from torilla.screening.text import Text

Span = tuple[int, int]

_LETTER = "A-Za-zÅÄÖåäö"
_DECORATION = r"[ \t#*_=~>|\[(\"”-]{0,12}"
_LABEL = r"(?:(?:asiakirjan )?(?:julkisuu|salassapito|tila|status|offentlighet)[a-zåäö]{0,10}:[ \t]{0,3})?"
# A date, a time or a version may stand after a marking on its line.
_AFTER = r"(?:[ \t,:(]{1,3}(?:v(?:ersio|\.)? ?)?\d[\d.:/ \t-]{0,24}(?:klo [\d.:-]{1,5})?)?"
_AFTER += r"[ \t#*_=~|\])\"”:.-]{0,12}"

# Beside what is already in capitals, one word in capitals is no stamp but part of a heading.
_LOUD_BEFORE = re.compile(r"[A-ZÅÄÖ]{2}[ :]{1,2}$")
_LOUD_AFTER = re.compile(r"[ :]{1,2}[A-ZÅÄÖ]{2}")


class Markings:
    """`phrases` mark wherever they stand in capitals, `words` only where no other capitals are beside.

    Both are regular expressions in capitals; `own` are those that mark in small letters too when
    nothing else is on the line or within the brackets.
    """

    def __init__(self, *, phrases: str, words: str, own: str, hints: tuple[str, ...]) -> None:
        self._hints = hints
        whole = rf"(?<![{_LETTER}])(?:%s)(?![{_LETTER}])"
        self._phrases = re.compile(whole % phrases)
        self._words = re.compile(whole % words)
        self._line = re.compile(
            rf"^{_DECORATION}{_LABEL}({own}){_AFTER}$", re.IGNORECASE | re.MULTILINE
        )
        self._bracket = re.compile(rf"[(\[]({own})[)\]](?! ?[a-zåäö])", re.IGNORECASE)

    def find(self, text: Text) -> Iterator[Span]:
        """From where to where markings go, in no order; some may be found twice."""
        if not any(hint in text.lower for hint in self._hints):
            return
        yield from (found.span() for found in self._phrases.finditer(text.plain))
        yield from (found.span() for found in self._words.finditer(text.plain) if _alone(found))
        for pattern in (self._line, self._bracket):
            yield from (found.span(1) for found in pattern.finditer(text.plain))


def _alone(found: re.Match[str]) -> bool:
    before = found.string[max(0, found.start() - 4) : found.start()]
    return not _LOUD_BEFORE.search(before) and not _LOUD_AFTER.match(found.string, found.end())


def joined(spans: list[Span]) -> list[Span]:
    """In order, those that overlap made one."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = result[-1][0], max(end, result[-1][1])
        else:
            result.append((start, end))
    return result
