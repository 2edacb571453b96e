"""The application as it stands: what was asked, what was answered."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import pgettext

from torilla.core.alphabet import Alphabetical
from torilla.openings.facts import answers_of
from torilla.openings.models import Application
from torilla.openings.question import Kind, Question
from torilla.openings.questions import MEASURES, YES_NO, sections_asked
from torilla.openings.sheet import matter
from torilla.openings.sheet.blocks import Block, Sheet, facts, heading, items, text
from torilla.openings.sheet.rules import guideline
from torilla.people.models import Person


def application_sheet(application: Application, *, now: datetime) -> Sheet:
    """The sheet in the active language, at the moment `now`."""
    return matter.sheet(
        application,
        kind=pgettext("sheet", "Application for an account"),
        on=application.proposed_at or application.made_at,
        now=now,
        blocks=list(_blocks(application, now)),
    )


def _blocks(application: Application, now: datetime) -> Iterator[Block]:
    yield facts(matter.top(application, now))
    if application.umbrella.strip():
        yield heading(pgettext("sheet", "Why the umbrella account cannot carry this (C15)"))
        yield text(application.umbrella)
    answers = answers_of(application)
    names = _names(answers, now)
    for section in sections_asked(now):
        yield heading(f"{section.number}. {section.title}")
        told = [
            (q, _answer(q, answers[q.key], names)) for q in section.questions if q.key in answers
        ]
        if not told:
            yield text(pgettext("sheet", "Nothing was answered."))
        for question, answer in told:
            yield heading(str(question.label), level=2)
            yield answer
    yield from guideline(application, now)
    if files := matter.attachments(application):
        yield heading(pgettext("sheet", "Attachments"))
        yield items(files)


def _names(answers: Mapping[str, Any], now: datetime) -> dict[int, str]:
    """Everybody whom the answers name, with their titles now."""
    asked: set[int] = set()
    for value in answers.values():
        asked |= {each for each in (value if isinstance(value, list) else [value]) if _is_id(each)}
    people = Person.objects.filter(pk__in=asked).order_by(Alphabetical("name"))
    return {person.pk: matter.called(person, now) for person in people}


def _is_id(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _answer(question: Question, value: Any, names: Mapping[int, str]) -> Block:
    if question.kind is Kind.LINES:
        return items(_measure(each) for each in value)
    if question.kind is Kind.PERSONS:
        return items(names[each] for each in names if each in value)
    if question.kind is Kind.CHOICES:
        return items(str((question.choices or {}).get(each, each)) for each in value)
    if question.kind is Kind.PERSON:
        return text(names.get(value, ""))
    if question.kind is Kind.YES:
        return text(str(YES_NO.get(value, value)))
    if question.kind is Kind.CHOICE:
        return text(str((question.choices or {}).get(value, value)))
    return text(str(value))


def _measure(row: Mapping[str, str]) -> str:
    """A goal with its measure: "Goal: measure (what kind)"."""
    kind = str(MEASURES.get(row["kind"], row["kind"]))
    told = f"{row['goal']}: {row['measure']}" if row["measure"] else row["goal"]
    return f"{told} ({kind})" if kind else told
