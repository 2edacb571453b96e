"""What is wrong with a policy file, in one sentence each: where, what, what would be right."""

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from torilla.policy.messages import Message
from torilla.policy.messages import noop as _


@dataclass(frozen=True)
class Problem:
    """Where it is (with the line where known), what is wrong, and what would be right."""

    where: Message
    what: Message
    right: Message
    line: int | None = None

    def text(self, translate: Callable[[str], str] = str) -> str:
        """The problem as one sentence."""
        where = self.where.text(translate)
        if self.line is not None:
            where = f"{Message(_('line {line}'), line=self.line).text(translate)}, {where}"
        right = self.right.text(translate)
        end = "" if right.endswith("?") else "."
        return f"{where}: {self.what.text(translate)}; {right}{end}"

    def __str__(self) -> str:
        return self.text()


class PolicyError(Exception):
    """A policy file that cannot be loaded, with every problem found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def suggest(word: str, known: Iterable[str]) -> Message:
    """What would be right instead of an unknown word: the nearest known one, or the list."""
    choices = sorted(known)
    near = difflib.get_close_matches(word[:80], choices, n=1)
    if near:
        return Message(_("did you mean “{word}”?"), word=near[0])
    return Message(_("known are: {words}"), words=", ".join(choices))


class Source:
    """The text of the file, to find lines in, and the problems found in it so far."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()
        self.problems: list[Problem] = []

    def header(self, name: str, nth: int = 0) -> int | None:
        """The line (from 1) of the nth table headed `[name]` or `[[name]]`; quotes do not count."""
        pattern = re.compile(rf"\s*\[\[?\s*{re.escape(name)}\s*\]")
        found = [i for i, line in enumerate(self.lines, 1) if pattern.match(_unquoted(line))]
        return found[nth] if nth < len(found) else None

    def key(self, header: int | None, key: str) -> int | None:
        """The line of a key ("gist.fi") under a header, else of its table, else the header."""
        if header is None:
            return None
        end = next(
            (i for i in range(header, len(self.lines)) if _HEADER.match(self.lines[i])),
            len(self.lines),
        )
        body = [(i + 1, _unquoted(self.lines[i])) for i in range(header, end)]
        for name in (key.rstrip("."), key.partition(".")[0]):
            pattern = re.compile(rf"\s*{re.escape(name)}\s*[.=]")
            found = next((number for number, line in body if pattern.match(line)), None)
            if name and found is not None:
                return found
        return header


_HEADER = re.compile(r"\s*\[\[?\s*[\w\"'-]+[^\[{]*\]\s*(#.*)?$")


def _unquoted(line: str) -> str:
    """A line's beginning without quotation marks, as far as its value."""
    head, equals, tail = line.partition("=")
    return head.replace('"', "").replace("'", "") + equals + tail
