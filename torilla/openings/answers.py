"""From what stands in a form to what is kept of a section, and back; and what of it cannot be read."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from torilla.openings.question import LINE, Asked, Kind, Question, Words

Answers = dict[str, Any]

ROWS, SPARE = 4, 2
"""Lines that section 8 shows at least, and empty ones after those that are written."""

MOST_HOURS = 60


def flat(section: Asked, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as the fields of a form hold them: texts, and lists of texts."""
    fields: dict[str, Any] = {}
    for question in section.questions:
        value = answers.get(question.key)
        if question.kind is Kind.LINES:
            fields |= _flat_lines(question, value or [])
        elif question.kind in (Kind.CHOICES, Kind.PERSONS):
            fields[question.key] = [str(each) for each in value or []]
        else:
            fields[question.key] = "" if value is None else str(value)
    return fields


def _flat_lines(question: Question, lines: list[Mapping[str, str]]) -> dict[str, str]:
    return {
        line_field(question, row, part): lines[row].get(part, "") if row < len(lines) else ""
        for row in range(rows(lines))
        for part in LINE
    }


def rows(lines: list[Any]) -> int:
    """How many lines a form shows."""
    return max(ROWS, len(lines) + SPARE)


def line_field(question: Question, row: int, part: str) -> str:
    """The field of one part of a line."""
    return f"{question.key}_{row + 1}_{part}"


def gathered(section: Asked, fields: Mapping[str, Any]) -> Answers:
    """What is kept of the fields: what is not answered is left out."""
    answers: Answers = {}
    for question in section.questions:
        value = _gathered(question, fields)
        if value not in ("", None, []):
            answers[question.key] = value
    return answers


def _gathered(question: Question, fields: Mapping[str, Any]) -> Any:
    if question.kind is Kind.LINES:
        return _gathered_lines(question, fields)
    value = fields.get(question.key)
    if question.kind is Kind.PERSON:
        return int(value) if value else None
    if question.kind is Kind.PERSONS:
        return [int(each) for each in value or []]
    return list(value or []) if question.kind is Kind.CHOICES else (value or "")


def _gathered_lines(question: Question, fields: Mapping[str, Any]) -> list[dict[str, str]]:
    lines = []
    row = 0
    while line_field(question, row, LINE[0]) in fields:
        line = {part: fields.get(line_field(question, row, part)) or "" for part in LINE}
        if any(line.values()):
            lines.append(line)
        row += 1
    return lines


def number(text: Any) -> float | None:
    """The number that a text says: "3", "2,5", "3 h"; None when it says none, or none that can be."""
    found = re.fullmatch(
        r"\s*(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:h|t|tuntia|tim|timmar|hours?)?\.?\s*", str(text)
    )
    value = float(found[1].replace(",", ".")) if found else None
    return value if value is not None and value <= MOST_HOURS else None


def is_page(text: str) -> bool:
    """Whether a text is the address of a page on the web."""
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return False
    host = parts.hostname or ""
    return parts.scheme in ("http", "https") and "." in host and not re.search(r"\s", text.strip())


def is_address(text: str) -> bool:
    """Whether a text is an e-mail address."""
    try:
        validate_email(text.strip())
    except ValidationError:
        return False
    return True


def unreadable(question: Question, value: Any) -> Words | None:
    """What is wrong with an answer that was given, in a sentence; None where nothing is."""
    if value in ("", None, []):
        return None
    if question.kind is Kind.NUMBER and number(value) is None:
        return _("Write the hours as a number, for example 3 or 2,5.")
    if question.kind is Kind.URL and not is_page(value):
        return _(
            "Write the whole address of the page, for example https://mallila.example/library."
        )
    if question.kind is Kind.ADDRESS and not is_address(value):
        return _("Write an e-mail address, for example library@mallila.example.")
    if question.kind is Kind.LINES and any(not line["goal"] for line in value):
        return _("A measure has no goal. Write the goal beside it.")
    return None
