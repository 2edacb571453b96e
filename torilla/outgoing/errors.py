"""What went wrong, named for what the caller must do. No message holds an address's path or query:
those of a webhook are its password."""

from datetime import datetime, timedelta


class OutgoingError(Exception):
    """A request without an answer that can be used."""


class Refused(OutgoingError):
    """Never as it is: the address may not be asked, or leads to where nothing of ours may go."""


class Unavailable(OutgoingError):
    """Nothing was done there: safe to try again later."""


class Untrusted(Unavailable):
    """The server could not prove who it is; nothing was sent to it. Somebody should look."""


class OutcomeUnknown(OutgoingError):
    """The request left and no answer came: it may have been done. Look; never blindly again."""


class RateLimited(OutgoingError):
    """The server did nothing and asks to be left alone for a while."""

    def __init__(self, why: str, wait: timedelta) -> None:
        super().__init__(why)
        self.wait = wait

    def until(self, now: datetime) -> datetime:
        """When it may be asked again."""
        return now + self.wait
