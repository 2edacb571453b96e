"""Whether an e-mail address is a unit's own, one person's, or not the municipality's at all (C12, S1–S3).

It is told from the address alone, with the names of those who work here: no mail is sent and nothing is
looked up. What cannot be told is "unclear", and somebody says; it is never held against an address.
"""

import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from email.utils import parseaddr
from functools import cached_property
from importlib import resources
from itertools import product
from urllib.parse import urlsplit

from torilla.policy.messages import noop as _

_WORDS = {
    name: tuple(text.split())
    for name, text in tomllib.loads(
        resources.files(__package__).joinpath("address_words.toml").read_text(encoding="utf8")
    ).items()
}
ROLE_WORDS, ROLE_STEMS = frozenset(_WORDS["role_words"]), _WORDS["role_stems"]
GIVEN_NAMES, AFFIXES = frozenset(_WORDS["given_names"]), frozenset(_WORDS["affixes"])
PUBLIC_MAIL = frozenset(_WORDS["public_mail"])

TWINS = str.maketrans({pair[0]: pair[1] for pair in _WORDS["twins"]})

ROLE, PERSONAL, FOREIGN, UNCLEAR, NONE = "role", "personal", "foreign", "unclear", "none"
KINDS = (ROLE, PERSONAL, FOREIGN, UNCLEAR, NONE)

EMPTY = _("There is no address.")
MALFORMED = _("It is not an e-mail address.")
A_ROLE = _("The address says what it is for, and nobody’s name.")
KNOWN = _("The address belongs to somebody who works here.")
A_NAME = _("The address looks like a person’s name.")
NOTHING_KNOWN = _("From the address one cannot tell whether it is shared.")
NAME_AND_ROLE = _("The address has both a name and a word for a shared one.")
PUBLIC = _("The address is from a service where anybody can have one.")
ELSEWHERE = _("The address is not in the municipality’s own domain.")
DISGUISED = _("The address looks like the municipality’s own, but it is another one.")


@dataclass(frozen=True)
class Judged:
    """What an address is ("role", "personal", "foreign", "unclear", "none"), and why, in English."""

    kind: str
    reason: str


class Names:
    """Those who work here, by whose names and addresses an address is told to be a person's.

    Read and indexed when first asked: most addresses are told without.
    """

    def __init__(self, names: Iterable[str] = (), addresses: Iterable[str] = ()) -> None:
        self._names, self._addresses = names, addresses

    @cached_property
    def addresses(self) -> frozenset[str]:
        return frozenset(address.lower() for address in self._addresses if address)

    @cached_property
    def _index(self) -> tuple[frozenset[str], frozenset[str]]:
        whole: set[str] = set()
        parts: set[str] = set()
        for name in self._names:
            _add(name, whole, parts)
        return frozenset(whole), frozenset(parts)

    @property
    def whole(self) -> frozenset[str]:
        """First and last name together, in either order."""
        return self._index[0]

    @property
    def parts(self) -> frozenset[str]:
        """One of the two, their beginnings, initials."""
        return self._index[1]


NOBODY = Names()


def judge(address: str, *, domains: Collection[str], people: Names = NOBODY) -> Judged:
    """What `address` is, to a municipality whose own domains are `domains` (none: not known)."""
    text = parseaddr(address.strip())[1] if "<" in address else address.strip()
    text = re.sub(r"\s*@\s*", "@", text).removeprefix("mailto:").casefold()
    if not text:
        return Judged(NONE, EMPTY)
    local, at, domain = text.rpartition("@")
    if not at or not local or "@" in local or re.search(r"\s", text) or "." not in domain:
        return Judged(UNCLEAR, MALFORMED)
    foreign = _foreign(_readable(domain), {_readable(each) for each in domains})
    if foreign is not None:
        return foreign
    if not all(_is_latin(letter) for letter in local):
        return Judged(FOREIGN, DISGUISED)
    places = {each.split(".")[0] for each in domains}
    found = _local(local.partition("+")[0], {fold(p) for p in places if len(p) > 3}, people)
    if found.kind == UNCLEAR and text in people.addresses:
        return Judged(PERSONAL, KNOWN)
    return found


def own_domains(website: str, addresses: Iterable[str]) -> frozenset[str]:
    """The municipality's domains: of its site and of its units' addresses, free mail services left out."""
    host = (urlsplit(website).hostname or "").removeprefix("www.")
    found = {address.rpartition("@")[2].strip().casefold() for address in addresses}
    return frozenset(({host} | found) - PUBLIC_MAIL - {""})


def fold(text: str) -> str:
    """In lower case and as addresses are written: ä → a, ö → o, é → e."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in split if not unicodedata.combining(letter))


# The domain


def _readable(domain: str) -> str:
    domain = domain.strip().casefold().rstrip(".")
    labels = []
    for label in domain.split("."):
        try:
            shown = label[4:].encode().decode("punycode") if label.startswith("xn--") else label
        except UnicodeError:
            shown = label
        labels.append(unicodedata.normalize("NFC", shown))
    return ".".join(labels)


def _foreign(domain: str, own: Collection[str]) -> Judged | None:
    if domain in PUBLIC_MAIL:
        return Judged(FOREIGN, PUBLIC)
    if not own or any(domain == each or domain.endswith(f".{each}") for each in own):
        return None
    alike = any(_alike(domain, each) for each in own)
    return Judged(FOREIGN, DISGUISED if alike else ELSEWHERE)


def _alike(domain: str, own: str) -> bool:
    mine, its = _skeleton(own), _skeleton(domain)
    inside = mine in its or mine.replace(".", "-") in its
    return inside or (len(mine) > 6 and _one_apart(mine, its))


def _skeleton(domain: str) -> str:
    """The same for domains that look the same to somebody who reads quickly."""
    plain = fold(domain.translate(TWINS))
    return plain.replace("rn", "m").replace("vv", "w").replace("l", "i")


def _one_apart(one: str, other: str) -> bool:
    """Whether one letter has been changed, added, left out or swapped with the next."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    start = next(
        (i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short)
    )
    a, b = short[start:], long[start:]
    swapped = a[:2] == b[:2][::-1] and a[2:] == b[2:]
    return a[1:] == b[1:] or a == b[1:] or swapped


def _is_latin(letter: str) -> bool:
    if letter.isascii():
        return True
    return unicodedata.name(letter, "").startswith(("LATIN ", "COMBINING "))


# What stands before the @


def _local(local: str, places: Collection[str], people: Names) -> Judged:
    plain = (re.sub(r"[^a-z-]", "", part).strip("-") for part in re.split(r"[._]", fold(local)))
    dotted = [part for part in plain if part]
    dotted = [part for part in dotted if part not in AFFIXES] or dotted
    words = [word for part in dotted for word in part.split("-") if word]
    if len(words) == 1 and words[0] in ROLE_WORDS:
        return Judged(ROLE, A_ROLE)
    if len(words) > 1 and "".join(words) in people.whole:
        return Judged(PERSONAL, KNOWN)
    rest = [word for word in words if not _is_role(word, places)]
    if len(rest) < len(words):
        return _with_role(rest, people)
    if _of_somebody_known(words, people):
        return Judged(PERSONAL, KNOWN)
    if _is_pattern(dotted, "_" in local) or any(word in GIVEN_NAMES for word in words):
        return Judged(PERSONAL, A_NAME)
    return Judged(UNCLEAR, NOTHING_KNOWN)


def _of_somebody_known(words: list[str], people: Names) -> bool:
    together = "".join(words)
    if together in people.whole or together in people.parts:
        return True
    return len(words) > 1 and any(len(word) > 2 and word in people.parts for word in words)


def _with_role(rest: list[str], people: Names) -> Judged:
    """Of an address with a word for a shared one: what its other words make of it."""
    if any(word in GIVEN_NAMES for word in rest):
        return Judged(PERSONAL, A_NAME)
    if any(word in people.whole for word in rest):
        return Judged(PERSONAL, KNOWN)
    if any(len(word) == 1 or word in people.parts for word in rest):
        return Judged(UNCLEAR, NAME_AND_ROLE)
    return Judged(ROLE, A_ROLE)


def _is_role(word: str, places: Collection[str]) -> bool:
    if word in ROLE_WORDS or word.startswith(ROLE_STEMS) or word.endswith(ROLE_STEMS):
        return True
    return any(word.startswith(place) for place in places)


def _is_pattern(parts: list[str], underlined: bool) -> bool:
    """first.last, f.last, last.f, first.m.last, ak, a.k"""
    if len(parts) == 1 or all(len(part) == 1 for part in parts):
        return len("".join(parts)) == 2 or len(parts) == 3
    names = [part for part in parts if len(part) > 1]
    if len(names) == 1:
        return len(parts) == 2 and len(names[0]) > 2
    return len(names) == 2 and not underlined


# Names


def _add(name: str, whole: set[str], parts: set[str]) -> None:
    """All that is made of a name in addresses, without what stands between."""
    words = [word for word in re.split(r"\s+", fold(name)) if word]
    if not words:
        return
    firsts = set(_variants(words[0]))
    if len(words) == 1:
        parts.update(firsts)
        return
    lasts = {*_variants(words[-1]), re.sub(r"[^a-z]", "", "".join(words[1:]))}
    parts.update(firsts, lasts)
    middle = "".join(word[0] for word in words[1:-1])
    for first, last in product(firsts, lasts):
        f, last_f = first[0], last[0]
        whole.update((first + last, last + first, first + middle + last))
        parts.update((f + last, last + f, first + last_f, first[:2] + last, last + first[:2]))
        parts.update((f + last_f, f + middle + last_f))


def _variants(word: str) -> Iterator[str]:
    """Of a double name the whole and both halves."""
    pieces = [kept for piece in word.split("-") if (kept := re.sub(r"[^a-z]", "", piece))]
    yield from {"".join(pieces), *pieces} - {""}
