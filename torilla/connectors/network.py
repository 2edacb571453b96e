"""What a network declares of its addresses."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import quote

from torilla.connectors.address import Address, NotRecognised
from torilla.connectors.links import Link, take_apart, under
from torilla.connectors.messages import BAD_NAME, NO_NAME, SHORT, WRONG_PLACE, Reason

# Longer quotations of what was typed make a sentence unreadable.
QUOTED = 60


@dataclass(frozen=True)
class Names:
    """Which names a network allows. Calling it gives the key of a name, or None.

    `characters` is shown to people, `pattern` is a linear regular expression of a whole key.
    """

    characters: str
    pattern: str
    longest: int
    shortest: int = 1
    ignored: str = ""
    keeps_case: bool = False

    def __call__(self, given: str) -> str | None:
        key = given.removeprefix("@")
        if not self.keeps_case:
            key = key.lower()
        for character in self.ignored:
            key = key.replace(character, "")
        fits = self.shortest <= len(key) <= self.longest and re.fullmatch(self.pattern, key)
        return key if fits else None


@dataclass(frozen=True)
class Kinds:
    """Names of a network with several kinds of account: `company/mallila`.

    Calling it gives the key of a name; a name without its kind is of the kind `usual`.
    """

    usual: str
    of: Mapping[str, Names]

    def __call__(self, given: str) -> str | None:
        kind, slash, name = given.rpartition("/")
        kind = kind.lower() if slash else self.usual
        key = self.of[kind](name) if kind in self.of else None
        return None if key is None else f"{kind}/{key}"


@dataclass(frozen=True)
class Network:
    """One network and its addresses.

    `find` names the account in a link of this network ("" when the link names none); `key`
    makes of a name the handle (None when it cannot be a name there; `names` by default), and of a
    handle itself; `url` makes the address of a handle. `hosts` are whole domains, below which the
    regular expression `subdomains` allows some. `elsewhere` says of first words of a path what
    they are instead of an account.
    """

    slug: str
    name: str
    hosts: tuple[str, ...]
    example: str
    names: Names
    find: Callable[[Link], str]
    url: Callable[[str], str]
    key: Callable[[str], str | None] | None = None
    also_known_as: tuple[str, ...] = ()
    subdomains: str = r"www|m|mobile"
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    short_hosts: tuple[str, ...] = ()
    # Any server may belong to it; an account is then @name@server.
    any_host: bool = False
    # Its accounts are also written @name@host by people on such a network.
    federated: bool = False
    # Who runs it in the EU, where its own terms (at this address) say that whoever keeps a page is a
    # joint controller of its visitor statistics: GDPR article 26, CJEU C-210/16.
    joint_controller: str = ""
    joint_terms: str = ""

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """What people call it, in lower case."""
        return tuple(text.lower() for text in (self.name, self.slug, *self.also_known_as))

    @cached_property
    def domains(self) -> tuple[str, ...]:
        """Every domain that belongs to the network, those of its short links first."""
        return self.short_hosts + self.hosts

    def domain_of(self, host: str) -> str:
        """Which domain of this network a host stands under, "" if none."""
        return next((domain for domain in self.domains if under(host, domain)), "")

    def of_name(self, given: str) -> Address:
        """The account of a name typed for this network; NotRecognised if it allows no such name."""
        handle = self._handle(given)
        url = self.url(handle)
        # A name that the network uses for something else (facebook.com/groups) is no account's.
        if self._handle(self._found(take_apart(url))) != handle:
            raise NotRecognised(self.reason(NO_NAME))
        return Address(self.slug, handle, url)

    def of_link(self, link: Link) -> Address:
        """The account that a link on this network names; NotRecognised if it names none."""
        return self.of_name(self._found(link))

    def _handle(self, given: str) -> str:
        handle = (self.key or self.names)(given)
        if handle is not None:
            return handle
        raise NotRecognised(
            self.reason(
                BAD_NAME,
                given=given[:QUOTED],
                shortest=str(self.names.shortest),
                longest=str(self.names.longest),
                characters=self.names.characters,
            )
        )

    def _found(self, link: Link) -> str:
        seen = link.on(self.domain_of(link.host) or link.host)
        if seen.base in self.short_hosts:
            raise NotRecognised(self.reason(SHORT))
        if seen.subdomain and not re.fullmatch(self.subdomains, seen.subdomain):
            raise NotRecognised(self.reason(WRONG_PLACE, host=seen.host))
        if seen.first in self.elsewhere:
            raise NotRecognised(self.reason(self.elsewhere[seen.first]))
        found = self.find(seen)
        if not found:
            raise NotRecognised(self.reason(NO_NAME))
        return found

    def reason(self, message: str, **values: str) -> Reason:
        """A reason that also knows the network's name and an example of its addresses."""
        return Reason(message, network=self.name, example=self.example, **values)


def below(base: str) -> Callable[[str], str]:
    """The address of a handle that stands under `base`, percent-encoded."""

    def url(handle: str) -> str:
        return base + quote(handle, safe="/@:")

    return url
