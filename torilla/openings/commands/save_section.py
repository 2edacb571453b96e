from collections.abc import Mapping
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Changed, Refused, command
from torilla.openings.answers import flat
from torilla.openings.commands._written import person_of, writable
from torilla.openings.confirming import CONFIRMED, may_confirm
from torilla.openings.models import Application, Section
from torilla.openings.question import Asked
from torilla.openings.questions import BY_NUMBER


@command(permission="openings.write", subject="application")
def save_section(
    *,
    actor: Any,
    application: Application,
    number: int,
    version: int,
    answers: Mapping[str, Any],
    ready: bool,
    now: datetime,
) -> Section:
    """Save one of the nine sections as it is written, whatever is still missing in it.

    `version` is the one that the writer was shown, 0 where nothing was saved yet. Raises Changed when
    somebody saved another meanwhile.
    """
    asked = BY_NUMBER[number]
    current = writable(application)
    row = Section.objects.select_for_update().filter(application=current, number=number).first()
    _compare(asked, row, version)
    before = dict(row.answers) if row else {}
    after = {q.key: answers[q.key] for q in asked.questions if answers.get(q.key)}
    _check_confirmed(before, after, current, actor, now)
    row = row or Section(application=current, number=number, version=0)
    row.answers, row.ready, row.version = after, ready, row.version + 1
    row.changed_by, row.changed_at = person_of(actor), now
    row.save()
    audit.record(
        current, "openings.section.saved", actor=actor, at=now,
        section=number, version=row.version, ready=ready,
        changes=sorted(key for key in {*before, *after} if before.get(key) != after.get(key)),
    )  # fmt: skip
    return row


def _compare(asked: Asked, row: Section | None, version: int) -> None:
    """Raise Changed where the row is not the one that was shown."""
    if row is None or row.version == version:
        return
    saved = SimpleNamespace(
        pk=row.pk,
        version=row.version,
        ready="yes" if row.ready else "no",
        **flat(asked, row.answers),
    )
    raise Changed(saved, by=row.changed_by.name if row.changed_by else "Torilla", at=row.changed_at)


def _check_confirmed(
    before: dict[str, Any],
    after: dict[str, Any],
    application: Application,
    actor: Any,
    now: datetime,
) -> None:
    """That there are resources is said by a supervisor, not by whoever writes (C10)."""
    newly = after.get(CONFIRMED) == "yes" and before.get(CONFIRMED) != "yes"
    if newly and not may_confirm(actor, application, now):
        raise Refused(
            _("The supervisor of the lead updater, or the head of the unit, confirms this."),
            clause="C10",
            field=CONFIRMED,
            remedy=_("Add the supervisor as a writer, and leave this question open till then."),
        )
