"""Cleaning what people paste, and taking a link apart, without asking any network."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, unquote

from torilla.connectors import messages
from torilla.connectors.address import NotRecognised
from torilla.connectors.messages import Reason

# No address is longer; everything after this may then be read without counting steps.
LONGEST = 2048
# What pasting from mail, documents and chats leaves around an address. The scan ends where the
# scripts of writing begin; U+FEFF is the byte order mark.
INVISIBLE = [c for c in map(chr, range(0x3001)) if c.isspace() or unicodedata.category(c) == "Cf"]
AROUND = "".join(INVISIBLE) + "\ufeff()[]{}<>\"'`´‘’‚“”„«»‹›*|"
AFTER = AROUND + ".,;:!?"
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
USUAL_PORTS = ("", "80", "443")


@dataclass(frozen=True)
class Link:
    """A link taken apart. `base` and `subdomain` are set once the network is known."""

    host: str
    segments: tuple[str, ...]
    query: dict[str, str]
    base: str = ""
    subdomain: str = ""

    @property
    def first(self) -> str:
        """The first word of the path in lower case, "" if there is none."""
        return self.at(0).lower()

    def at(self, place: int) -> str:
        """The word of the path at this place, "" if there is none."""
        return self.segments[place] if place < len(self.segments) else ""

    def on(self, base: str) -> "Link":
        """The same link, seen from the domain it stands under."""
        return replace(self, base=base, subdomain=self.host.removesuffix(base).rstrip("."))


def tidy(text: str) -> str:
    """The text without what surrounds it; NotRecognised when it can hold no address."""
    if len(text) > LONGEST:
        raise NotRecognised(Reason(messages.TOO_LONG))
    tidied = unicodedata.normalize("NFC", text.rstrip(AFTER).lstrip(AROUND))
    if not tidied:
        raise NotRecognised(Reason(messages.EMPTY))
    if any(unicodedata.category(c) in {"Cf", "Cc", "Cs"} and not c.isspace() for c in tidied):
        raise NotRecognised(Reason(messages.INVISIBLE))
    return tidied


def one_word(text: str) -> str:
    """The text itself; NotRecognised if it has spaces."""
    if any(c.isspace() for c in text):
        raise NotRecognised(Reason(messages.ONE_AT_A_TIME))
    return text


def has_scheme(text: str) -> bool:
    """Whether the text begins like https:// or //."""
    return text.startswith("//") or SCHEME.match(text) is not None


def head(text: str) -> str:
    """What stands before the first / ? # or : of a text without scheme: perhaps a host."""
    return re.split(r"[/?#:]", text, maxsplit=1)[0]


def take_apart(text: str) -> Link:
    """The link in a text, with or without scheme; NotRecognised if it is not of the web."""
    if "\\" in text:
        raise NotRecognised(Reason(messages.BACKSLASH))
    scheme = SCHEME.match(text)
    if scheme and scheme[1].lower() not in {"http", "https"}:
        raise NotRecognised(Reason(messages.NOT_WEB, scheme=scheme[1]))
    rest = text[scheme.end() :] if scheme else text.removeprefix("//")
    rest, _, fragment = rest.partition("#")
    rest, _, query = rest.partition("?")
    authority, _, path = rest.partition("/")
    if not path and fragment.startswith("!/"):
        # Addresses of around 2011: twitter.com/#!/name
        path = fragment[2:]
    return Link(_host_of(authority), _segments_of(path), dict(reversed(parse_qsl(query))))


def _segments_of(path: str) -> tuple[str, ...]:
    """The words of a path, decoded, with .. gone back over as a browser does."""
    words: list[str] = []
    for word in path.split("/"):
        decoded = unicodedata.normalize("NFC", unquote(word))
        if decoded == "..":
            words = words[:-1]
        elif decoded not in {"", "."}:
            words.append(decoded)
    return tuple(words)


def _host_of(authority: str) -> str:
    _, at, host = authority.rpartition("@")
    if at:
        raise NotRecognised(Reason(messages.USERINFO, host=host))
    host, _, port = host.partition(":")
    if port not in USUAL_PORTS:
        raise NotRecognised(Reason(messages.PORT, port=port))
    return read_host(host)


def read_host(host: str) -> str:
    """A server's name in lower-case ASCII; NotRecognised if it cannot be one."""
    try:
        ascii_host = unicode_host(host).encode("idna").decode("ascii").lower()
        # What encoding has folded may have become punycode that nobody can read.
        unicode_host(ascii_host)
    except UnicodeError:
        ascii_host = ""
    labels = ascii_host.split(".")
    whole = len(labels) > 1 and not labels[-1].isdigit() and len(ascii_host) < 254
    if not whole or not all(LABEL.fullmatch(label) for label in labels):
        raise NotRecognised(Reason(messages.BAD_HOST, host=host))
    return ascii_host


def unicode_host(host: str) -> str:
    """A server's name as people see it: lower case, punycode written out."""
    labels = host.lower().removesuffix(".").split(".")
    return ".".join(label.encode().decode("idna") if _coded(label) else label for label in labels)


def _coded(label: str) -> bool:
    return label.startswith("xn--") and label.isascii()


def under(host: str, domain: str) -> bool:
    """Whether the host is the domain or stands below it."""
    return host == domain or host.endswith("." + domain)


def imitated(host: str, domains: Iterable[str]) -> str:
    """Which of the domains a host of none of them wants to be taken for, "" if none."""
    shape = _shape(host)
    for domain in domains:
        if under(shape, domain) or f".{domain}." in f".{shape}.":
            return domain
    return ""


def mistakable(host: str) -> bool:
    """Whether the host has letters that are not Latin ones with their marks."""
    return not _shape(host).isascii()


def _shape(host: str) -> str:
    """How a host looks: marks taken off its letters, punycode written out."""
    apart = unicodedata.normalize("NFKD", unicode_host(host))
    return "".join(c for c in apart if not unicodedata.combining(c))
