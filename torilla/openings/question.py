"""What a question of the application is made of. The questions themselves stand in `questions`."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

Words = str | Promise


class Kind(StrEnum):
    """How a question is answered, and what is kept of the answer."""

    TEXT = "text"
    """One line."""
    LONG = "long"
    """As much as it takes."""
    CHOICE = "choice"
    """One key of several."""
    CHOICES = "choices"
    """A list of keys."""
    PERSON = "person"
    """The id of a person."""
    PERSONS = "persons"
    """A list of ids."""
    NUMBER = "number"
    """A number as it was typed; `answers.number` reads it."""
    YES = "yes"
    """ "yes" or "no"."""
    ADDRESS = "address"
    """An e-mail address as it was typed."""
    URL = "url"
    """The address of a page as it was typed."""
    LINES = "lines"
    """A list of lines, each with the keys of `LINE`."""


FREE = frozenset({Kind.TEXT, Kind.LONG, Kind.ADDRESS, Kind.URL, Kind.LINES})
"""Kinds in which somebody writes in their own words."""

LINE = ("goal", "measure", "kind")
"""What a line of section 8 holds."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question: what is asked, why, a good and a poor answer, and whose demand it is.

    `key` is the name under which the answer is kept. `optional`: nothing is missing without it.
    """

    key: str
    kind: Kind
    label: Words
    why: Words
    good: Words
    poor: Words
    clause: str
    choices: Mapping[str, Words] | None = None
    optional: bool = False


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One of the nine matters: its number, the policy's word for it, what is done in it, its clause."""

    number: int
    key: str
    title: Words
    clause: str
    questions: tuple[Question, ...]

    def question(self, key: str) -> Question | None:
        return next((each for each in self.questions if each.key == key), None)
