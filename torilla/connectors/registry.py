"""Every network by its slug, and the reading of an address of any of them."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module

from torilla.connectors import links, messages
from torilla.connectors.address import Address, Ambiguous, NotRecognised
from torilla.connectors.links import Link
from torilla.connectors.messages import Reason
from torilla.connectors.network import QUOTED, Network

NETWORKS = {
    "facebook": "torilla.connectors.facebook.addresses",
    "instagram": "torilla.connectors.instagram.addresses",
    "x": "torilla.connectors.x.addresses",
    "whatsapp": "torilla.connectors.whatsapp.addresses",
    "linkedin": "torilla.connectors.linkedin.addresses",
    "youtube": "torilla.connectors.youtube.addresses",
    "tiktok": "torilla.connectors.tiktok.addresses",
    "threads": "torilla.connectors.threads.addresses",
    "snapchat": "torilla.connectors.snapchat.addresses",
    "mastodon": "torilla.connectors.mastodon.addresses",
    "bluesky": "torilla.connectors.bluesky.addresses",
    "telegram": "torilla.connectors.telegram.addresses",
    "pinterest": "torilla.connectors.pinterest.addresses",
    "flickr": "torilla.connectors.flickr.addresses",
    "vimeo": "torilla.connectors.vimeo.addresses",
    "issuu": "torilla.connectors.issuu.addresses",
}


@cache
def networks() -> tuple[Network, ...]:
    """Every network, in the order in which people choose."""
    return tuple(network(slug) for slug in NETWORKS)


@cache
def network(slug: str) -> Network:
    """The network of a slug; NotRecognised if there is none."""
    if slug not in NETWORKS:
        raise NotRecognised(Reason(messages.UNKNOWN_NETWORK, given=slug[:QUOTED]))
    declared: Network = import_module(NETWORKS[slug]).NETWORK
    return declared


def read(text: str) -> Address:
    """The account whose address the text is.

    Raises Ambiguous for a name without a network, NotRecognised for everything else that does
    not say one account on one network. Asks nobody: an address that reads well may lead nowhere.
    """
    return _checked(_read(links.tidy(text)))


def read_on(slug: str, text: str) -> Address:
    """The account whose address or name on this network the text is; NotRecognised if none."""
    chosen = network(slug)
    given = links.tidy(text)
    named, rest = _labelled(given) or (chosen, given)
    if named is not chosen:
        raise _other(named, chosen)
    return _checked(_on(chosen, rest))


def _read(given: str) -> Address:
    labelled = _labelled(given)
    if labelled:
        return _on(*labelled)
    for candidate, label in _labels():
        if given.lower() == label:
            raise NotRecognised(candidate.reason(messages.NO_NAME))
    if _is_email(given):
        raise NotRecognised(Reason(messages.EMAIL, given=given[:QUOTED]))
    if _is_link(given):
        return _of_link(links.take_apart(links.one_word(given)))
    if "@" in given[1:]:
        return _of_federated(given)
    raise _ambiguous(given)


def _on(chosen: Network, text: str) -> Address:
    if (chosen.any_host or chosen.federated) and _is_federated(text):
        return _of_federated(text)
    if not _is_link(text) or _is_name_with_dots(text):
        return chosen.of_name(text)
    link = links.take_apart(links.one_word(text))
    owner = _owner(link.host)
    if owner is None and chosen.any_host:
        return chosen.of_link(link)
    if owner is not None and owner is not chosen:
        raise _other(owner, chosen)
    return _of_link(link)


def _checked(address: Address) -> Address:
    """The address, unless its host wants to be taken for another network's."""
    host = links.take_apart(address.url).host
    owner = _owner(host)
    if owner is None:
        _guard(host)
    elif owner.slug != address.network:
        raise NotRecognised(owner.reason(messages.NOT_FEDERATED, host=host))
    return address


def _labelled(text: str) -> tuple[Network, str] | None:
    """The network and the rest of a text such as "Facebook: mallilankunta"."""
    for candidate, label in _labels():
        if text[: len(label)].lower() != label:
            continue
        rest = text[len(label) :]
        name = rest.lstrip(links.AROUND + ":/")
        if name and name != rest and rest[0] not in ".?" and not rest.startswith("://"):
            return candidate, name
    return None


@cache
def _labels() -> tuple[tuple[Network, str], ...]:
    pairs = {label: net for net in networks() for label in net.labels}
    return tuple((pairs[label], label) for label in sorted(pairs, key=len, reverse=True))


def _is_email(text: str) -> bool:
    bare = not links.has_scheme(text) and "/" not in text
    return bare and "@" in text and not text.startswith("@")


def _is_link(text: str) -> bool:
    return links.has_scheme(text) or (not text.startswith("@") and "." in links.head(text))


def _is_name_with_dots(text: str) -> bool:
    """Whether a text with the network chosen is a name such as mallila.example, not a link."""
    if links.has_scheme(text):
        return False
    return text == links.head(text) and ("@" in text or not _belongs(text))


def _belongs(host: str) -> bool:
    return _owner(host.lower()) is not None


def _of_link(link: Link) -> Address:
    owner = _owner(link.host)
    if owner is None:
        _guard(link.host)
        raise _unknown(link)
    return owner.of_link(link)


def _owner(host: str) -> Network | None:
    return next((candidate for candidate in networks() if candidate.domain_of(host)), None)


def _guard(host: str) -> None:
    """Refuse a host of no network that wants to be taken for one."""
    seen = links.unicode_host(host)
    for candidate in networks():
        known = links.imitated(host, candidate.domains)
        if known:
            raise NotRecognised(candidate.reason(messages.LOOKALIKE, host=seen, known=known))
    if links.mistakable(host):
        raise NotRecognised(Reason(messages.FOREIGN_LETTERS, host=seen))


def _unknown(link: Link) -> NotRecognised:
    host = links.unicode_host(link.host)
    federated = _any_host()
    try:
        handle = federated.of_link(link).handle
    except NotRecognised:
        return NotRecognised(Reason(messages.UNKNOWN_HOST, host=host))
    return NotRecognised(federated.reason(messages.MAYBE_FEDERATED, host=host, handle=f"@{handle}"))


def _is_federated(text: str) -> bool:
    """Whether a text is name@host or @name@host."""
    return text.removeprefix("@").count("@") == 1 and "/" not in text


def _of_federated(text: str) -> Address:
    name, _, host = links.one_word(text).removeprefix("@").partition("@")
    read_host = links.read_host(host)
    owner = _owner(read_host) or _any_host()
    if owner.any_host:
        return owner.of_name(f"@{name}@{read_host}")
    if not owner.federated:
        raise NotRecognised(owner.reason(messages.NOT_FEDERATED, host=read_host))
    return owner.of_name(name)


def _any_host() -> Network:
    """The network whose servers may have any name."""
    return next(candidate for candidate in networks() if candidate.any_host)


def _ambiguous(name: str) -> NotRecognised:
    candidates = tuple(_candidates(name))
    if not candidates:
        return NotRecognised(Reason(messages.NOT_A_NAME, given=name[:QUOTED]))
    return Ambiguous(Reason(messages.NO_NETWORK), candidates)


def _candidates(name: str) -> Iterator[Address]:
    for candidate in networks():
        try:
            yield candidate.of_name(name)
        except NotRecognised:
            continue


def _other(found: Network, chosen: Network) -> NotRecognised:
    return NotRecognised(chosen.reason(messages.OTHER_NETWORK, other=found.name))
