"""Texts that the policy makes for people, as a message and its plain values.

The policy knows no language: it gives the English message and the values, and whoever shows it
gives `translate` (Django's gettext, say). So a finding can be stored and shown in every language.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")

Value = int | str | list[str]


def noop(text: str) -> str:
    """Marks a message for translation where it is written; it is translated where it is shown."""
    return text


def render(
    msgid: str,
    values: Mapping[str, object],
    translate: Callable[[str], str] = noop,
    names: Mapping[str, str] | None = None,
) -> str:
    """The message in the language of `translate`.

    What stands in a list is a key in `names` (networks, say: key → name) or itself a message; words
    that are to stay as they are come as one text.
    """
    known = names or {}

    def shown(value: object) -> object:
        if isinstance(value, Sequence) and not isinstance(value, str):
            return ", ".join(known.get(item) or translate(item) for item in value)
        return value

    return translate(msgid).format_map({key: shown(value) for key, value in values.items()})


@dataclass(frozen=True, init=False)
class Message:
    """An English message with `{placeholders}`; values are numbers, words, lists of words."""

    msgid: str
    values: dict[str, Value]

    def __init__(self, msgid: str, /, **values: Value) -> None:
        object.__setattr__(self, "msgid", msgid)
        object.__setattr__(self, "values", values)

    def text(
        self, translate: Callable[[str], str] = noop, names: Mapping[str, str] | None = None
    ) -> str:
        """The message in a language; see `render`."""
        return render(self.msgid, self.values, translate, names)

    def __str__(self) -> str:
        return self.text()


class Reason(Message):
    """Why a rule is broken: what is missing, concretely."""


def local_day(moment: datetime) -> date:
    """The day in Finland at a moment."""
    return moment.astimezone(HELSINKI).date()


def day(moment: date) -> str:
    """A day as all three languages write it here: 7.9.2026."""
    at = local_day(moment) if isinstance(moment, datetime) else moment
    return f"{at.day}.{at.month}.{at.year}"
