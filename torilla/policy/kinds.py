"""What kind of value a parameter takes: whether a value fits, and in words what would.

Each kind says `accepts(value)` of a raw value of the file, `read(value)` of an accepted one, and
`right`, the sentence fragment that tells what to write instead.
"""

import re
from dataclasses import dataclass
from typing import Protocol

from torilla.policy.messages import Message
from torilla.policy.messages import noop as _
from torilla.policy.positions import DECIDERS, HOLDERS
from torilla.policy.problems import suggest

_WORD = re.compile(r"[\w.-]+(?: [\w.-]+)*")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


class Kind(Protocol):
    """What a parameter accepts."""

    @property
    def right(self) -> Message: ...

    def accepts(self, value: object) -> bool: ...

    def read(self, value: object) -> object: ...


def whole(value: object, least: int, most: int) -> bool:
    """Whether the value is a whole number within the bounds; true and false are none."""
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


@dataclass(frozen=True)
class Whole:
    """A whole number from `least` to `most`, in `unit`."""

    least: int
    most: int
    unit: str = ""

    @property
    def right(self) -> Message:
        return Message(
            _("give a whole number from {least} to {most}"), least=self.least, most=self.most
        )

    def accepts(self, value: object) -> bool:
        return whole(value, self.least, self.most)

    def read(self, value: object) -> object:
        return value


@dataclass(frozen=True)
class SomeWhole:
    """At least one whole number from `least` to `most`, each once. Read as a tuple, the largest first."""

    least: int
    most: int
    unit: str = ""

    @property
    def right(self) -> Message:
        return Message(
            _("give a list of whole numbers from {least} to {most}, each once"),
            least=self.least,
            most=self.most,
        )

    def accepts(self, value: object) -> bool:
        return (
            isinstance(value, list)
            and bool(value)
            and all(whole(number, self.least, self.most) for number in value)
            and len(set(value)) == len(value)
        )

    def read(self, value: object) -> object:
        assert isinstance(value, list)
        return tuple(sorted(value, reverse=True))


@dataclass(frozen=True)
class YesNo:
    """True or false."""

    right = Message(_("give true or false"))

    def accepts(self, value: object) -> bool:
        return isinstance(value, bool)

    def read(self, value: object) -> object:
        return value


@dataclass(frozen=True)
class OneOf:
    """One of some words."""

    words: tuple[str, ...]

    @property
    def right(self) -> Message:
        return Message(_("give one of these: {words}"), words=", ".join(self.words))

    def accepts(self, value: object) -> bool:
        return isinstance(value, str) and value in self.words

    def read(self, value: object) -> object:
        return value


@dataclass(frozen=True)
class SomeOf:
    """At least one of some words, each once; any words where none are given. Read as a tuple."""

    words: tuple[str, ...] = ()

    @property
    def right(self) -> Message:
        if self.words:
            return Message(
                _("give a list of these, each once: {words}"), words=", ".join(self.words)
            )
        return Message(_("give a list of words, each once"))

    def accepts(self, value: object) -> bool:
        if not isinstance(value, list) or not value:
            return False
        return all(self._fits(word) for word in value) and len(set(value)) == len(value)

    def _fits(self, word: object) -> bool:
        if not isinstance(word, str):
            return False
        return word in self.words if self.words else bool(_WORD.fullmatch(word))

    def read(self, value: object) -> object:
        assert isinstance(value, list)
        return tuple(value)


@dataclass(frozen=True)
class SomeTexts:
    """At least one short text, each once. Read as a frozen set."""

    right = Message(_("give a list of texts of at most 200 characters, each once"))

    def accepts(self, value: object) -> bool:
        return (
            isinstance(value, list)
            and bool(value)
            and all(isinstance(text, str) and 0 < len(text.strip()) <= 200 for text in value)
            and len(set(value)) == len(value)
        )

    def read(self, value: object) -> object:
        assert isinstance(value, list)
        return frozenset(text.strip() for text in value)


@dataclass(frozen=True)
class Weekdays:
    """Days of the week, 1 is Monday. Read as a tuple."""

    right = Message(_("give a list of numbers from 1 (Monday) to 7 (Sunday), each once"))

    def accepts(self, value: object) -> bool:
        return (
            isinstance(value, list)
            and bool(value)
            and all(whole(number, 1, 7) for number in value)
            and len(set(value)) == len(value)
        )

    def read(self, value: object) -> object:
        assert isinstance(value, list)
        return tuple(value)


@dataclass(frozen=True)
class TimeOfDay:
    """A time of day, "08:00"."""

    right = Message(_("give a time of day such as “08:00”"))

    def accepts(self, value: object) -> bool:
        return isinstance(value, str) and bool(_TIME.fullmatch(value))

    def read(self, value: object) -> object:
        return value


@dataclass(frozen=True)
class Step:
    """When and to whom a duty is told of: `days` from its due time, negative before it."""

    days: int
    to: str


@dataclass(frozen=True)
class Steps:
    """Reminders and escalation in order of days. Read as a tuple of `Step`."""

    right = Message(
        _(
            "give a list of steps like days = -2, to = “holder”, in order of days (-60 to 60); "
            "“to” is “holder” or a position"
        )
    )

    def accepts(self, value: object) -> bool:
        if not isinstance(value, list) or not value or not all(map(self._fits, value)):
            return False
        days = [step["days"] for step in value]
        return days == sorted(days)

    def _fits(self, step: object) -> bool:
        return (
            isinstance(step, dict)
            and step.keys() == {"days", "to"}
            and whole(step["days"], -60, 60)
            and step["to"] in ("holder", *HOLDERS)
        )

    def read(self, value: object) -> object:
        assert isinstance(value, list)
        return tuple(Step(**step) for step in value)


@dataclass(frozen=True)
class DecisionStep:
    """Those who decide in one step: all of them, or `any` one."""

    deciders: tuple[str, ...]
    any: bool = False


@dataclass(frozen=True)
class Chain:
    """Steps of deciding, one after another. Read as a tuple of `DecisionStep`.

    A step is one decider, or several: `{ all = ["a", "b"] }`, `{ any = ["a", "b"] }`. Nobody twice.
    """

    right = Message(
        _(
            "give a list of steps in order, each a decider or all = […] or any = […], nobody twice; "
            "deciders are {words}"
        ),
        words=", ".join(DECIDERS),
    )

    def accepts(self, value: object) -> bool:
        if not isinstance(value, list) or not value:
            return False
        steps = [self._names(step) for step in value]
        names = [name for step in steps for name in step]
        return all(steps) and len(set(names)) == len(names)

    def wrong(self, value: object) -> tuple[Message, Message] | None:
        """An unknown decider, with the nearest known one; None where something else is wrong."""
        for step in value if isinstance(value, list) else []:
            inner = list(step.values()) if isinstance(step, dict) else [[step]]
            names = [name for each in inner if isinstance(each, list) for name in each]
            unknown = [n for n in names if isinstance(n, str) and n not in DECIDERS]
            if unknown:
                what = Message(_("“{word}” is no decider"), word=unknown[0][:80])
                return what, suggest(unknown[0], DECIDERS)
        return None

    def _names(self, step: object) -> list[str]:
        """The deciders of a step; none where it is not written as one should be."""
        if isinstance(step, dict) and len(step) == 1 and step.keys() <= {"all", "any"}:
            (names,) = step.values()
        else:
            names = [step]
        if not isinstance(names, list) or not all(name in DECIDERS for name in names):
            return []
        return names

    def read(self, value: object) -> object:
        assert isinstance(value, list)
        return tuple(
            DecisionStep(tuple(self._names(step)), isinstance(step, dict) and "any" in step)
            for step in value
        )
