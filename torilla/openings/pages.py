"""What the pages of an application show."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from torilla.guideline.policies import current_policy
from torilla.guideline.texts import place
from torilla.openings.facts import umbrellas_of
from torilla.openings.judging import Judged, judged
from torilla.openings.lifecycle import ApplicationStates
from torilla.openings.models import Application, Section
from torilla.openings.pages_decide import decisions_part
from torilla.openings.pages_set_up import set_up_part
from torilla.openings.pages_sheet import sheet_part
from torilla.openings.question import Asked, Kind, Question
from torilla.openings.questions import sections_asked
from torilla.people.models import Person
from torilla.register.queries import network_name


class Status(NamedTuple):
    """How far a section is, in words and as a kind of tag."""

    word: str | Promise
    tag: str


UNBEGUN = Status(pgettext_lazy("section", "Not begun"), "neutral")
BEGUN = Status(pgettext_lazy("section", "Unfinished"), "info")
READY = Status(pgettext_lazy("section", "Ready"), "plain")
LACKING = Status(pgettext_lazy("section", "Finding"), "warn")

MINUTES = 20
"""So long it takes to write an application, in all."""


@dataclass(frozen=True)
class Stage:
    """A section on the hub."""

    asked: Asked
    status: str | Promise
    tag: str
    url: str
    broken: list[Judged]

    @property
    def finished(self) -> bool:
        return self.tag == "plain"


@dataclass(frozen=True)
class Answer:
    """A question with its answer in words, and where it is changed."""

    question: Question
    values: list[str]
    url: str


def section_url(application: Application, number: int, back: str = "", question: str = "") -> str:
    """The page of a section; of 0, the one on the umbrella account."""
    if number:
        url = reverse("openings:section", args=[application.pk, number])
    else:
        url = reverse("openings:change", args=[application.pk])
    return url + (f"?back={back}" if back else "") + (f"#q-{question}" if question else "")


def stages(application: Application, found: Collection[Judged], now: datetime) -> list[Stage]:
    """Every section that is asked, with how far it is."""
    rows = {row.number: row for row in application.sections.all()}
    made = []
    for asked in sections_asked(now):
        row = rows.get(asked.number)
        broken = [each for each in found if each.section == asked.number and not each.kept]
        status = _status(row, any(each.stops for each in broken))
        url = section_url(application, asked.number)
        made.append(Stage(asked, status.word, status.tag, url, broken if row else []))
    return made


def _status(row: Section | None, stops: bool) -> Status:
    if row is None or not (row.answers or row.ready):
        return UNBEGUN
    if not row.ready:
        return BEGUN
    return LACKING if stops else READY


def may_write(application: Application, reader: Person, now: datetime) -> bool:
    """Whether the reader may change the application now."""
    written = application.state in ApplicationStates.WRITTEN
    return written and reader.may("openings.write", application, now=now)


def others(application: Application, reader: Person) -> list[str]:
    """The names of those who write in the application beside the reader."""
    writers = [writer.person for writer in application.writers.select_related("person")]
    return [person.name for person in [application.made_by, *writers] if person.pk != reader.pk]


def crumbs(application: Application | None = None) -> list[dict[str, str]]:
    """The way here."""
    made = [{"label": _("Applications"), "url": reverse("openings:applications")}]
    if application:
        url = reverse("openings:application", args=[application.pk])
        made.append({"label": application.title, "url": url})
    return made


def head(application: Application) -> dict[str, Any]:
    """What stands at the head of every page of an application."""
    return {
        "application": application,
        "state": ApplicationStates.NAMES[application.state],
        "network": network_name(application.network),
        "crumbs": crumbs(),
    }


def hub(application: Application, reader: Person, now: datetime) -> dict[str, Any]:
    """How far the application is, and what is next."""
    found = judged(application, now)
    shown = stages(application, found, now)
    begun = any(stage.status is not UNBEGUN.word for stage in shown)
    writes = may_write(application, reader, now)
    next_one = next((stage for stage in shown if not stage.finished), None)
    return {
        **head(application),
        "now": now,
        "stages": shown,
        "finished": sum(stage.finished for stage in shown),
        "begun": begun,
        "minutes": MINUTES,
        "next": next_one,
        "unfinished": writes and next_one is not None,
        "stops": with_places(application, [each for each in found if each.stops], now)
        if begun
        else [],
        "kept": sum(each.kept for each in found),
        "rules": len(found),
        "may_write": writes,
        "writers": [application.made_by.name, *_writers(application)],
        "attachments": application.attachments.order_by("added_at", "pk"),
        "decisions_part": decisions_part(application, reader, now),
        "set_up_part": set_up_part(application, reader, now),
        "sheet": sheet_part(application),
    }


def _writers(application: Application) -> list[str]:
    return [writer.person.name for writer in application.writers.select_related("person")]


def with_places(
    application: Application, found: Collection[Judged], now: datetime, back: str = ""
) -> list[dict[str, Any]]:
    """Each with the place of its clause and the page where it is put right."""
    policy = current_policy(now)
    return [
        {
            "judged": each,
            "place": place(policy, each.clause),
            "url": section_url(application, each.section, back, each.question),
        }
        for each in found
    ]


def check_page(application: Application, reader: Person, now: datetime) -> dict[str, Any]:
    """Every answer, and what stops the application."""
    found = judged(application, now)
    open_ones = [each for each in found if not each.kept]
    return {
        **head(application),
        "crumbs": crumbs(application),
        "sections": [
            (asked, shown(application, asked, back="check")) for asked in sections_asked(now)
        ],
        "stops": with_places(application, [e for e in open_ones if e.stops], now, "check"),
        "notes": with_places(application, [e for e in open_ones if not e.stops], now, "check"),
        "umbrella_url": section_url(application, 0, "check"),
        "umbrella_there": bool(umbrellas_of(application.network, now)),
        "may_write": may_write(application, reader, now),
    }


def shown(application: Application, asked: Asked, back: str = "") -> list[Answer]:
    """The answers of a section in words."""
    row = application.sections.filter(number=asked.number).first()
    answers = row.answers if row else {}
    ids = {pk for q in asked.questions for pk in _persons(q, answers.get(q.key))}
    names = dict(Person.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [
        Answer(
            question,
            _in_words(question, answers.get(question.key), names),
            section_url(application, asked.number, back, question.key),
        )
        for question in asked.questions
    ]


def _persons(question: Question, value: Any) -> list[int]:
    if question.kind is Kind.PERSON and value:
        return [value]
    return value or [] if question.kind is Kind.PERSONS else []


def _in_words(question: Question, value: Any, names: dict[int, str]) -> list[str]:
    if value in (None, "", []):
        return []
    words = question.choices or {}
    match question.kind:
        case Kind.PERSON | Kind.PERSONS:
            gone = _("a person who is no longer here")
            return [names.get(pk, gone) for pk in _persons(question, value)]
        case Kind.CHOICES:
            return [str(words.get(key, key)) for key in value]
        case Kind.CHOICE | Kind.YES:
            return [str(words.get(value, value))]
        case Kind.LINES:
            return [_line(line, str(words.get(line["kind"], ""))) for line in value]
    return [str(value)]


def _line(line: dict[str, str], kind: str) -> str:
    told = f"{line['goal'] or '–'}: {line['measure'] or '–'}"
    return f"{told} ({kind})" if kind else told


STATE_TAGS = {"opened": "ok", "approved": "ok", "deciding": "info", "returned": "warn"}
