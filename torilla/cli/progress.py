"""How far long work has come: on the standard error, in one line that changes, for somebody who watches."""

import sys
import time

PAUSE = 0.5
"""Seconds between two words on the same."""


class Progress:
    """Called with what is done, so many bytes, of so many (0: nobody knows)."""

    def __init__(self) -> None:
        self.watched = sys.stderr.isatty()
        self.what, self.at = "", 0.0

    def __call__(self, what: str, done: int, of: int) -> None:
        now = time.monotonic()
        if what == self.what and (not self.watched or now - self.at < PAUSE):
            return
        new, self.what, self.at = what != self.what, what, now
        share = f", {min(99, 100 * done // of)} %" if of and not new else ""
        line = f"{what[0].upper()}{what[1:]}{share}"
        if self.watched:
            print(f"\r\x1b[K{line} … ", end="", file=sys.stderr, flush=True)
        else:
            print(line, file=sys.stderr, flush=True)

    def end(self) -> None:
        """Leave the line to whoever writes next."""
        if self.watched and self.what:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
