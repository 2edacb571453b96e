"""No detector takes more than its share of time for a text ten times as long, whatever is in it.

Processor time is compared, of the best of two runs; what is too short to be measured passes.
"""

import time

import pytest

from torilla.screening.context import NOTHING
from torilla.screening.detector import DETECTORS
from torilla.screening.reading import Reading
from torilla.screening.screen import screen
from torilla.screening.text import Text

MOSTLY_SIGNS = {
    "one letter": "a",
    "one capital": "Ä",
    "digits": "1",
    "zeros": "0",
    "dashes": "-",
    "spaces": " ",
    "at signs": "@",
    "points": ".",
    "slashes": "/",
    "underscores": "_",
    "lines": "\n",
    "emoji": "😀",
    "right to left": "\u202e",
    "zero width": "1\u200b",
    "combining": "a\u0308",
    "Cyrillic": "А",
    "full width": "１",
}
HALVES = {
    "identity codes": "010203-",
    "most of identity codes": "010203-90",
    "digits in boxes": "0 1 ",
    "phones": "040 ",
    "country codes": "+358 ",
    "area codes": "(0",
    "accounts": "FI21 ",
    "foreign accounts": "SE45 5000 ",
    "plates": "auto ABC-",
    "properties": "tila 1-2-3-",
    "cases": "dnro 12/00.",
    "state cases": "ABC/1",
    "addresses": "a@b.",
    "hidden addresses": "a (at) ",
    "addresses on the web": "a://b:c",
    "passwords": "salasana: a",
    "PINs": "pin ",
    "tokens": "keykey=",
    "JWTs": "eyJaaaaaaaa.",
    "private keys": "-----BEGIN PRIVATE KEY-----\n",
    "stamps": "SALASSA ",
    "headings": "####luonnos",
    "sections": "JulkL 24 § 1 mom. 25 k ",
    "abbreviations": "s. 1",
    "names": "Matti Virta",
    "streets": "Kirkkotie 1 ",
    "tokens of Meta": "EAA",
}
FAMILIES = MOSTLY_SIGNS | HALVES
TOO_SHORT = 0.03
"""Seconds of processor time below which nothing can be said."""


def text_of(unit, length):
    return (unit * (length // len(unit) + 1))[:length]


def seconds(work):
    """Processor time of the quicker of two runs."""
    taken = []
    for _run in range(2):
        begin = time.process_time()
        work()
        taken.append(time.process_time() - begin)
    return min(taken)


def look(kind, text):
    for _span in DETECTORS[kind].find(Reading(text), NOTHING):
        pass


@pytest.mark.parametrize("family", FAMILIES)
def test_a_detector_is_linear(family):
    short, long = (Text(text_of(FAMILIES[family], length)) for length in (10_000, 100_000))
    for kind in DETECTORS:
        taken = seconds(lambda kind=kind: look(kind, long))
        least = seconds(lambda kind=kind: look(kind, short))
        assert taken < TOO_SHORT or taken <= 20 * least, (kind, least, taken)


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES)
def test_screening_a_million_characters_is_linear(family):
    short, long = (text_of(FAMILIES[family], length) for length in (100_000, 1_000_000))
    taken = seconds(lambda: screen(long))
    assert taken < TOO_SHORT or taken <= 20 * seconds(lambda: screen(short))


@pytest.mark.slow
@pytest.mark.parametrize("letter", ["a", "1", "ж", "-"])
def test_ten_megabytes_of_one_letter_are_answered(letter):
    taken = seconds(lambda: screen(letter * (10_000_000 // len(letter.encode()))))
    assert taken < 20


def test_a_hundred_thousand_emoji_are_answered():
    assert screen("😀" * 100_000) == []
