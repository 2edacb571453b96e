"""Why a sign-in with the work account came to nothing, named for what there is to do."""


class Away(Exception):
    """The provider does not answer, or not in its senses: later again, or in by another way."""


class Gone(Exception):
    """The provider does not give for this code or refresh token (any more)."""


class Wrong(Exception):
    """What came is not what an honest provider sends to Torilla; `why` is for the log and the ICT people."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class ClocksDiffer(Wrong):
    """A time lies too far ahead or behind: the clock of one of the two machines is wrong."""
