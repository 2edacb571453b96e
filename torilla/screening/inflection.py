"""The base forms that a Finnish word may have, by rules alone.

A form is taken apart from its end: clitic and possessive, case ending, and then what the stem may
come from (Virtase-n, Lahde-n, Laine-en, Mallikkaa-lle, Nymani-n). Many of the answers are no words;
whoever asks looks them up in a closed list. Swedish genitives (Lindströms) come off too.
"""

import re
from collections.abc import Iterator

_CLITIC = re.compile(r"(?:kin|kaan|kään|han|hän|ko|kö|pa|pä|nsa|nsä|mme|nne)$")

_SINGULAR = (
    "n",
    "t",
    "ssa",
    "ssä",
    "sta",
    "stä",
    "lla",
    "llä",
    "lta",
    "ltä",
    "lle",
    "ksi",
    "tta",
    "ttä",
) + ("na", "nä", "a", "ä", "ta", "tä", "seen", "kse", "s")
_PLURAL = (
    (
        "en",
        "ien",
        "jen",
        "ten",
        "iden",
        "itten",
        "ia",
        "iä",
        "ja",
        "jä",
        "ita",
        "itä",
        "issa",
        "issä",
    )
    + ("ista", "istä", "illa", "illä", "ilta", "iltä", "ille", "iksi", "ina", "inä", "itta", "ittä")
    + ("ihin", "iin", "isiin")
)
_BY_LAST: dict[str, list[tuple[str, bool]]] = {}
for _ending in _SINGULAR:
    _BY_LAST.setdefault(_ending[-1], []).append((_ending, False))
for _ending in _PLURAL:
    _BY_LAST.setdefault(_ending[-1], []).append((_ending, True))

_ILLATIVE = re.compile(r"(?:([aeiouyäöå])\1|([aeiouyäöå])h\2)n$")

# What a stem's end may come from, longest first: Virtase- of Virtanen, Kankaa- of Kangas, Uude- of Uusi.
_ENDS = (
    ("kkaa", ("kas",)),
    ("kkää", ("käs",)),
    ("ppaa", ("pas",)),
    ("ttaa", ("tas",)),
    ("nkaa", ("ngas",)),
    ("paa", ("vas",)),
    ("taa", ("das",)),
    ("tee", ("de",)),
    ("ntee", ("nne",)),
    ("kse", ("s", "ksi")),
    ("uude", ("uus",)),
    ("yyde", ("yys",)),
    ("iehe", ("ies",)),
    ("aa", ("as",)),
    ("ää", ("äs",)),
    ("ii", ("is",)),
    ("uu", ("us",)),
    ("ee", ("e",)),
    ("se", ("nen", "si")),
    ("si", ("nen",)),
    ("de", ("si",)),
    ("s", ("nen", "s")),
    ("i", ("",)),
)

_VOWELS = frozenset("aeiouyäö")

# Weak grade before the last vowel, and the strong one that it comes from.
_GRADES = {
    "ll": ("lt",),
    "nn": ("nt",),
    "rr": ("rt",),
    "mm": ("mp",),
    "ng": ("nk",),
    "lj": ("lk",),
    "rj": ("rk",),
    "hj": ("hk",),
    "lv": ("lp",),
    "rv": ("rp",),
    "uv": ("uk", "up"),
    "yv": ("yk", "yp"),
    "l": ("lk",),
    "r": ("rk",),
    "h": ("hk",),
    "k": ("kk",),
    "p": ("pp",),
    "t": ("tt",),
    "d": ("t",),
    "v": ("p", "k"),
    "": ("k",),
}


def bases(word: str) -> Iterator[str]:
    """What a word in small letters may be a form of, itself first; some more than once."""
    yield word
    yield from _without_case(word)
    clitic = _CLITIC.search(word)
    if clitic:
        bare = word[: clitic.start()]
        yield bare
        yield from _without_case(bare)
        # A possessive swallows the n of the genitive, the t of the plural.
        yield from _nominatives(bare)


def is_form_of(word: str, base: str) -> bool:
    """Whether a word may be a form of another; both in any letters, halves of double names apart."""
    return base.casefold() in bases(word.casefold())


def _without_case(word: str) -> Iterator[str]:
    if "'" in word or ":" in word:
        yield re.split("[':]", word)[0]
    for ending, plural in _BY_LAST.get(word[-1:], ()):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(ending)]
            yield from _nominatives(stem)
            if plural:
                yield from _plural_stem(stem)
    illative = _ILLATIVE.search(word)
    if illative:
        yield from _nominatives(word[: illative.start() + 1])


def _plural_stem(stem: str) -> Iterator[str]:
    """Singular stems of what stands before a plural's i: Mäkelö- of Mäkelä, Ranto-, Virtas-."""
    if stem[-1:] in ("o", "ö"):
        singular = stem[:-1] + {"o": "a", "ö": "ä"}[stem[-1]]
        yield singular
        yield from _stronger(singular)
        return
    for vowel in "iaäe":
        yield stem + vowel
    # Mallikka-iden of Mallikas.
    if stem[-2:] in ("ka", "kä", "ta", "pa"):
        yield from _nominatives(stem + stem[-1])


def _nominatives(stem: str) -> Iterator[str]:
    if stem[-1:] == "e":
        # Nurmi is likelier than Nurme, of which Nurmen may be a form too.
        short = stem[:-1] + "i"
        yield short
        yield from _stronger(short)
    yield stem
    yield from _stronger(stem)
    for end, origins in _ENDS:
        if stem.endswith(end):
            for origin in origins:
                yield stem[: -len(end)] + origin


def _stronger(stem: str) -> Iterator[str]:
    """With the strong grade before the last vowel: lahte of lahde, lappi of lapi, mäki of mäi."""
    if stem[-1:] not in _VOWELS:
        return
    for length in (2, 1, 0):
        weak = stem[-1 - length : -1]
        if len(weak) == length:
            for strong in _GRADES.get(weak, ()):
                yield stem[: len(stem) - 1 - length] + strong + stem[-1]
