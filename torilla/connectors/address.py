"""What reading a text gives: an address, or the reason why it is none."""

from dataclasses import dataclass

from torilla.connectors.messages import Reason


@dataclass(frozen=True)
class Address:
    """An account on a network.

    `network` is the slug. `handle` is the key: unique on its network, lower-case where the
    network ignores case, with its kind in front where the network has several kinds
    (`company/mallila`). `url` follows from the handle alone, and is the address to show.
    """

    network: str
    handle: str
    url: str


class NotRecognised(Exception):
    """The text is not the address of an account. `reason` says why and what would be right."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class Ambiguous(NotRecognised):
    """A name without its network. `candidates` are the accounts that it may be, one a network."""

    def __init__(self, reason: Reason, candidates: tuple[Address, ...]) -> None:
        super().__init__(reason)
        self.candidates = candidates
