"""What every network's addresses must do. Subclass it; nothing here may be skipped or replaced."""

from time import process_time
from typing import Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torilla.connectors.address import Address, NotRecognised
from torilla.connectors.links import take_apart, under
from torilla.connectors.network import Network
from torilla.connectors.registry import read, read_on

Examples = dict[tuple[str, str], tuple[str, ...]]

# How people paste an address: each must make no difference.
DRESSES = (
    "  {url}  ",
    "<{url}>",
    "({url}).",
    "“{url}”",
    "”{url}”,",
    "\u200b\ufeff{url}\u2060\u00a0",
    "{url}/",
    "{url}?utm_source=some&fbclid=IwAR0&igsh=a%3D%3D&ref=share",
    "{url}#top",
    "http://{bare}",
    "//{bare}",
    "{bare}",
    "HTTPS://www.{bare}",
    "https://{HOST}/{path}",
    "https://{host}:443//{path}",
    "https://{host}./{path}",
    "https://{host}/{encoded}",
)
# How somebody disguises an address as this network's: none may be read as of any network.
DISGUISES = (
    "https://{host}.evil.example/{path}",
    "https://{host}@evil.example/{path}",
    "https://{host}:pass@evil.example/{path}",
    "https://evil.example/{host}/{path}",
    "https://evil.example/https://{host}/{path}",
    "https://evil.example\\@{host}/{path}",
    "https://evil.example?https://{host}/{path}",
    "https://evil.example#@{host}/{path}",
    "https://evil-{host}/{path}",
    "https://evil{host}/{path}",
    "https://{host}%2eevil.example/{path}",
    "https://{host}\u3002evil.example/{path}",
    "https://{marked}/{path}",
    "https://{foreign}/{path}",
    "https://{host}\u200b/{path}",
    "https://{host}:8080/{path}",
    "ftp://{host}/{path}",
    "javascript://{host}/{path}",
)
LOOKS_LATIN = str.maketrans("aeiopcxyt", "\u0430\u0435\u0456\u043e\u0440\u0441\u0445\u0443\u03c4")
MARKED = str.maketrans("aeioutmkw", "áéíóúťḿķŵ")
PIECES = (
    *("https://", "//", "@", "/", "?", "#", "=", "..", ".", "-", "_", ":", "\\", " ", "[", "%"),
    *(
        "%2e",
        "%40",
        "%2F",
        "%00",
        "%e4",
        "ä",
        "\u0430",
        "\u200b",
        "\u3002",
        "ſ",
        "İ",
        "ß",
        "²",
        "☃",
    ),
    *("a", "X", "1", "123456789", "a.b", "xn--", "12345678@N00", "did:plc:", "did:web:", "UC"),
    *("i/user/", "c/", "channel/", "p/", "pages/", "people/", "groups", "users/", "photos/", "s/"),
    *("?id=", "?phone=", "?screen_name=", "#!/", "facebook.com", "t.me", "mastodon.social"),
)
LONG = 100_000
SLOW = 0.5
"""Seconds of the processor for `LONG` characters: reading takes far less, what grows by the square far more."""


def pieces(url: str) -> dict[str, str]:
    """The parts of an address, and the parts as somebody may write them."""
    bare = url.removeprefix("https://")
    host, _, path = bare.partition("/")
    return {
        "url": url,
        "bare": bare,
        "host": host,
        "HOST": host.upper(),
        "path": path,
        "encoded": "".join(f"%{ord(c):02x}" if c.isalnum() else c for c in path),
        "marked": host.translate(MARKED),
        "foreign": host.translate(LOOKS_LATIN),
    }


def one_by_one(examples: Examples) -> list[tuple[str, str, str]]:
    """Each form with the handle and the address that it must give."""
    return [(form, *expected) for expected, forms in examples.items() for form in forms]


class AddressContract:
    """The contract.

    `accepted` holds the forms of (handle, url), `accepted_once_chosen` those that are read only
    once the network has been chosen, `refused` the texts refused with a message.
    """

    network: ClassVar[Network]
    accepted: ClassVar[Examples]
    accepted_once_chosen: ClassVar[Examples] = {}
    refused: ClassVar[dict[str, tuple[str, ...]]]

    def pytest_generate_tests(self, metafunc: Any) -> None:
        """Each example, dress and disguise is a test of its own."""
        contract = metafunc.cls
        accepted = one_by_one(contract.accepted)
        for name, values in (
            ("accepted_example", accepted),
            ("any_example", accepted + one_by_one(contract.accepted_once_chosen)),
            ("refused_example", [(t, why) for why, ts in contract.refused.items() for t in ts]),
            ("dress", DRESSES),
            ("disguise", DISGUISES),
        ):
            if name in metafunc.fixturenames:
                metafunc.parametrize(name, values)

    def test_it_reads_its_examples(self, accepted_example: tuple[str, str, str]) -> None:
        text, handle, url = accepted_example
        assert read(text) == Address(self.network.slug, handle, url)

    def test_it_reads_them_once_it_is_chosen(self, any_example: tuple[str, str, str]) -> None:
        text, handle, url = any_example
        assert read_on(self.network.slug, text) == Address(self.network.slug, handle, url)

    def test_an_address_gives_itself_back(self, any_example: tuple[str, str, str]) -> None:
        _, handle, url = any_example
        address = Address(self.network.slug, handle, url)
        assert read_on(self.network.slug, url) == address
        assert read_on(self.network.slug, handle) == address

    def test_its_address_is_a_web_address_of_its_own(
        self, any_example: tuple[str, str, str]
    ) -> None:
        host = take_apart(any_example[2]).host
        assert any_example[2].startswith("https://") and any_example[2].isascii()
        assert self.network.any_host or any(under(host, domain) for domain in self.network.hosts)

    def test_it_says_why_it_refuses(self, refused_example: tuple[str, str]) -> None:
        text, message = refused_example
        with pytest.raises(NotRecognised) as caught:
            read(text)
        assert caught.value.reason.message == message
        with pytest.raises(NotRecognised):
            read_on(self.network.slug, text)

    def test_its_example_reads_as_itself(self) -> None:
        assert read(self.network.example).url == self.network.example

    def test_how_it_was_pasted_makes_no_difference(self, dress: str) -> None:
        address = read(self.network.example)
        assert read(dress.format(**pieces(address.url))) == address

    def test_each_of_its_names_may_stand_in_front(self) -> None:
        address = read(self.network.example)
        for label in (self.network.name, *self.network.also_known_as):
            assert read(f"{label}: {address.handle}") == address
            assert read(f"{label} {address.url}") == address

    def test_a_disguise_is_not_recognised(self, disguise: str) -> None:
        text = disguise.format(**pieces(self.network.example))
        with pytest.raises(NotRecognised) as caught:
            read(text)
        assert str(caught.value.reason)

    def test_nothing_typed_breaks_it(self) -> None:
        slug, example = self.network.slug, self.network.example
        host = pieces(example)["host"]

        @settings(derandomize=True, deadline=None, database=None, max_examples=150)
        @given(st.sampled_from(["", "@", f"https://{host}/", f"{host}?", example]), anything())
        def survives(start: str, text: str) -> None:
            for address in (outcome(read, start + text), outcome(read_on, slug, start + text)):
                assert address is None or read_on(address.network, address.url) == address

        survives()

    def test_nothing_typed_is_slow(self) -> None:
        for piece in ("a", ".", "-", "@", "/", "a-1", "%", "\u200b", "a.", "/..", "xn--a.", "ä"):
            for start in ("", self.network.example):
                for size in (2000, LONG):
                    text = (start + piece * size)[:size]
                    assert quickest(self.network.slug, text) < SLOW


def anything() -> st.SearchStrategy[str]:
    """Any text, lone surrogates too, and what addresses are made of in any order."""
    every = st.characters(codec=None, exclude_categories=())
    pieces_of_addresses = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)
    return st.text(every, max_size=40) | pieces_of_addresses


def outcome(reader: Any, *arguments: str) -> Address | None:
    """What was read, None when it was refused; any other error is the test's failure."""
    try:
        address: Address = reader(*arguments)
    except NotRecognised as refusal:
        assert str(refusal.reason)
        return None
    return address


def quickest(slug: str, text: str) -> float:
    """Seconds of the processor to read a text both ways, the better of two."""
    tries = []
    for _ in range(2):
        begun = process_time()
        outcome(read, text)
        outcome(read_on, slug, text)
        tries.append(process_time() - begun)
    return min(tries)
