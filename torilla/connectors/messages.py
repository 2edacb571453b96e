"""The sentences with which an address is refused, in English; the catalogues translate them."""

from collections.abc import Mapping
from dataclasses import dataclass


def gettext_noop(message: str) -> str:
    """Mark a message for the catalogues. This package knows nothing of who will translate it."""
    return message


@dataclass(frozen=True, init=False)
class Reason:
    """Why a text was refused: an English message of the catalogue and plain values for it.

    Show it as `gettext(reason.message).format(**reason.values)`.
    """

    message: str
    values: Mapping[str, str]

    def __init__(self, message: str, **values: str) -> None:
        object.__setattr__(self, "message", message)
        object.__setattr__(self, "values", values)

    def __str__(self) -> str:
        return self.message.format(**self.values)


# The text itself
EMPTY = gettext_noop("Write the address of the account.")
TOO_LONG = gettext_noop("This is longer than the address of an account can be.")
INVISIBLE = gettext_noop(
    "There is an invisible character in the middle of the address. Type the address by hand."
)
ONE_AT_A_TIME = gettext_noop("Write one address, without spaces.")
EMAIL = gettext_noop("“{given}” looks like an email address. Write the address of an account.")
NOT_A_NAME = gettext_noop("“{given}” is neither an address nor a name that a network allows.")

# The host
NOT_WEB = gettext_noop("The address of an account begins with https://, not {scheme}:.")
BAD_HOST = gettext_noop("“{host}” is not a name of a server.")
PORT = gettext_noop("Leave out the port “{port}”: accounts have none in their addresses.")
USERINFO = gettext_noop(
    "There is something before an @ sign in front of the server’s name. "
    "The address leads to “{host}”, whatever stands before the sign."
)
BACKSLASH = gettext_noop("There is a backslash in the address. Write it with / signs.")
LOOKALIKE = gettext_noop("“{host}” only looks like {known}. It does not belong to {network}.")
FOREIGN_LETTERS = gettext_noop(
    "“{host}” has letters that can be mistaken for others. It may only look like what it says."
)
UNKNOWN_HOST = gettext_noop("“{host}” does not belong to any network known here.")
MAYBE_FEDERATED = gettext_noop(
    "“{host}” does not belong to any network known here. "
    "If it is a server of {network}, write the account as {handle}."
)
NOT_FEDERATED = gettext_noop(
    "“{host}” belongs to {network}. Write the address like this: {example}"
)
WRONG_PLACE = gettext_noop(
    "“{host}” belongs to {network} but holds no accounts. Write the address like this: {example}"
)

# The network
UNKNOWN_NETWORK = gettext_noop("The network “{given}” is not known.")
OTHER_NETWORK = gettext_noop("This is an address on {other}, and the network chosen is {network}.")
NO_NETWORK = gettext_noop(
    "A name alone does not tell the network. Choose the network or write the whole address."
)
NO_NAME = gettext_noop(
    "The address does not tell the account. Write an address of {network} like this: {example}"
)
BAD_NAME = gettext_noop(
    "“{given}” cannot be a name on {network}. "
    "Names there have {shortest} to {longest} of these characters: {characters}"
)

COUNTRY_CODE = gettext_noop("Write the number with its country code, such as +358 40 1234567.")

# What is no account; {network} and {example} are always given
GROUP = gettext_noop("This is a group ({network}). A group is not an account.")
EVENT = gettext_noop("This is an event ({network}), not an account. Write: {example}")
VIDEO = gettext_noop(
    "This is a video ({network}), and its address does not tell whose. "
    "Open it and copy the address of the account."
)
POST = gettext_noop(
    "This is a post ({network}), and its address does not tell whose. "
    "Open it and copy the address of the account."
)
SHORT = gettext_noop(
    "This is a shared or shortened link ({network}), and it does not tell where it leads. "
    "Open it and copy the address that appears."
)
INVITATION = gettext_noop("This is an invitation to a conversation ({network}), not an account.")
COLLECTION = gettext_noop("This is a collection ({network}), not an account. Write: {example}")
OWN_PAGE = gettext_noop("This is a page of {network} itself, not an account. Write: {example}")
