"""The one way out over HTTP."""

from torilla.outgoing.client import Answer, Client, Limits
from torilla.outgoing.errors import (
    OutcomeUnknown,
    OutgoingError,
    RateLimited,
    Refused,
    Unavailable,
    Untrusted,
)
from torilla.outgoing.secret import Secret

__all__ = [
    "Answer",
    "Client",
    "Limits",
    "OutcomeUnknown",
    "OutgoingError",
    "RateLimited",
    "Refused",
    "Secret",
    "Unavailable",
    "Untrusted",
]
