"""What the disclosure permissions hold of a person; see `people.hooks`."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from torilla.matters.commands.end_for_leaver import end_for_leaver
from torilla.matters.commands.forget_old import without_words
from torilla.matters.models import Disclosure
from torilla.matters.passing_on import pass_question
from torilla.people.hooks import Held
from torilla.people.models import Person

COVERS = frozenset(
    {
        "matters.disclosure.answered_by",
        "matters.disclosure.asked_by",
        "matters.disclosure.ended_by",
        "matters.disclosure.official",
    }
)


def held_by(person: Person, now: datetime) -> Iterator[Held]:
    """Own questions and permissions, which end, and those one answers, which somebody else goes on with."""
    standing = Q(state="asked") | Q(state="granted", until__gte=timezone.localdate(now))
    theirs = Q(asked_by=person) | Q(official=person)
    for row in Disclosure.objects.filter(standing, theirs).order_by("pk"):
        yield _asked(row) if row.asked_by_id == person.pk else _answered(row)


def _asked(row: Disclosure) -> Held:
    return Held(
        format_lazy(_("own question: {title}"), title=row.title),
        _page(row),
        key=row.audit_name,
        end=partial(end_for_leaver, disclosure=row),
    )


def _answered(row: Disclosure) -> Held:
    return Held(
        format_lazy(_("says what may be told: {title}"), title=row.title),
        _page(row),
        ends_first=row.state == "asked",
        key=row.audit_name,
        hand_over=partial(pass_question, row),
    )


def _page(row: Disclosure) -> str:
    return reverse("matters:disclosure", args=[row.pk])


def exported(person: Person) -> dict[str, Any]:
    """Own questions in full; of those that the person answered, which and when."""
    mine = person.disclosures_asked.select_related("official", "body").order_by("pk")
    answers = Q(official=person) | Q(answered_by=person)
    answered = Disclosure.objects.filter(answers).order_by("pk")
    return {
        "disclosures_asked": [_plain(row) for row in mine],
        "disclosures_answered": [
            {"case_number": row.case_number, "about": row.about, **_outcome(row)}
            for row in answered
        ],
    }


def _plain(row: Disclosure) -> dict[str, Any]:
    words = (
        "case_number", "about", "wanted", "audience", "granted", "granted_audience", "reason",
    )  # fmt: skip
    told = {word: getattr(row, word) for word in words}
    return told | {"asked": row.asked, "asked_at": row.asked_at.isoformat(), **_outcome(row)}


def _outcome(row: Disclosure) -> dict[str, Any]:
    return {
        "state": row.state,
        "answered_at": row.answered_at.isoformat() if row.answered_at else None,
        "until": row.until.isoformat() if row.until else None,
    }


def forget(person: Person, now: datetime) -> None:
    """Of an erased person's questions the case number and the dates stay, the words do not."""
    without_words(person.disclosures_asked.all())
