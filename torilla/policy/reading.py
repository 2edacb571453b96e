"""Reads a table of the policy file key by key, collecting what is wrong instead of stopping at it.

A reader answers with something of the right type even where the file is wrong: the file is refused
at the end, so no such answer is ever used.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from torilla.policy.kinds import whole
from torilla.policy.messages import Message
from torilla.policy.messages import noop as _
from torilla.policy.policy import Texts
from torilla.policy.problems import Problem, Source, suggest

LANGUAGES = ("fi", "sv", "en")
LONGEST_TEXT = 2_000

_BASIS = re.compile(r"guideline|added|law:\S.{0,54}")

DATE = Message(_("give a date such as 2026-01-01 without quotation marks"))
TABLE = Message(_("give a table, in braces or under its own heading"))


class Table:
    """One table of the file: hands out values and, closed, complains of what nobody asked for."""

    def __init__(
        self,
        raw: object,
        where: Message,
        source: Source,
        header: int | None = None,
        prefix: str = "",
    ) -> None:
        self.raw: dict[str, Any] = raw if isinstance(raw, dict) else {}
        self.where = where
        self.source = source
        self.header = header
        self.prefix = prefix
        self.asked: list[str] = []
        if not isinstance(raw, dict):
            self.complain(Message(_("this is not a table")), TABLE)

    def complain(self, what: Message, right: Message, key: str | None = None) -> None:
        """Notes a problem of this table, at the line of a key where one is given."""
        line = self.source.key(self.header, self.prefix + (key or ""))
        self.source.problems.append(Problem(self.where, what, right, line))

    def wrong(self, key: str, right: Message) -> None:
        """Notes that a key is missing or has a value that does not fit."""
        if key in self.raw:
            what = Message(_("the value of “{key}” does not fit"), key=self.prefix + key)
            self.complain(what, right, key)
        else:
            self.complain(Message(_("“{key}” is missing"), key=self.prefix + key), right)

    def take(self, key: str) -> Any:
        """The raw value, None where there is none."""
        self.asked.append(key)
        return self.raw.get(key)

    def text(self, key: str, right: Message, pattern: str = r"(?s).*\S.*") -> str:
        """A required text that matches the pattern wholly."""
        value = self.take(key)
        if isinstance(value, str) and len(value) <= LONGEST_TEXT and re.fullmatch(pattern, value):
            return value
        self.wrong(key, right)
        return ""

    def text_or_empty(self, key: str, pattern: str = r"(?s).*") -> str:
        """An optional text; "" where it is left out or empty."""
        if self.raw.get(key, "") == "":
            self.asked.append(key)
            return ""
        return self.text(key, Message(_("give a text, or “” where it is not known")), pattern)

    def among(self, key: str, words: Iterable[str]) -> str:
        """A required word that is one of some."""
        value, choices = self.take(key), tuple(words)
        if isinstance(value, str) and value in choices:
            return value
        if isinstance(value, str):
            what = Message(
                _("“{word}” is not known as “{key}”"), word=value[:80], key=self.prefix + key
            )
            self.complain(what, suggest(value, [choice for choice in choices if choice]), key)
        else:
            shown = [choice for choice in choices if choice]
            self.wrong(key, Message(_("give one of these: {words}"), words=", ".join(shown)))
        return choices[0]

    def whole(self, key: str, least: int, most: int) -> int:
        """A required whole number within bounds."""
        value = self.take(key)
        if whole(value, least, most):
            return int(value)
        bounds = Message(_("give a whole number from {least} to {most}"), least=least, most=most)
        self.wrong(key, bounds)
        return least

    def day(self, key: str) -> date | None:
        """A date; None where it is left out or ""."""
        value = self.take(key)
        if value is None or value == "":
            return None
        if is_date(value):
            return value  # type: ignore[no-any-return]
        self.wrong(key, DATE)
        return None

    def basis(self, fallback: str | None = None) -> str:
        """The basis: guideline, law:<section> or added; the fallback where there is none."""
        if fallback is not None and "basis" not in self.raw:
            self.asked.append("basis")
            return fallback
        right = Message(_("give “guideline”, “added” or “law:” with the section"))
        return self.text("basis", right, _BASIS.pattern)

    def texts(self, key: str, languages: tuple[str, ...] = LANGUAGES) -> Texts:
        """A required text in each of the languages."""
        return self.inner(key).languages(languages)

    def note(self) -> Texts:
        """An optional note in the three languages; empty where there is none."""
        if "note" not in self.raw:
            self.asked.append("note")
            return {}
        return self.texts("note")

    def inner(self, key: str) -> "Table":
        """The table under a key; its keys are called with the key in front, "gist.fi"."""
        raw = self.take(key)
        prefix = f"{self.prefix}{key}."
        return Table({} if raw is None else raw, self.where, self.source, self.header, prefix)

    def languages(self, languages: tuple[str, ...]) -> Texts:
        """This table read as a text in each of the languages."""
        right = Message(
            _("give the text in these languages: {languages}"), languages=", ".join(languages)
        )
        found = {language: self.text(language, right) for language in languages}
        self.close()
        return found

    def close(self) -> None:
        """Complains of every key that nobody asked for."""
        for key in self.raw:
            if key not in self.asked:
                what = Message(_("the key “{key}” is not known"), key=f"{self.prefix}{key[:80]}")
                self.complain(what, suggest(key, self.asked), key)


def is_date(value: object) -> bool:
    """A date without time; Python's datetime is a date too, and is none here."""
    return isinstance(value, date) and not isinstance(value, datetime)


def tables(raw: dict[str, Any], name: str, where: str, source: Source) -> list[Table]:
    """The `[[name]]` tables of the file, each placed by its number."""
    rows = raw.get(name, [])
    if not isinstance(rows, list):
        place = Message(_("[{name}]"), name=name)
        what = Message(_("this is not a list of tables"))
        right = Message(_("write [[{name}]] before each of them"), name=name)
        source.problems.append(Problem(place, what, right, source.header(name)))
        return []
    return [
        Table(row, Message(where, number=number), source, source.header(name, number - 1))
        for number, row in enumerate(rows, 1)
    ]
